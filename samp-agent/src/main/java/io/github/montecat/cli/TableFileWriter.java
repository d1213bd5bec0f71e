package io.github.montecat.cli;

import io.github.montecat.table.TableFormats;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableOutput;
import uk.ac.starlink.table.StarTableWriter;
import uk.ac.starlink.table.TableFormatException;

/** Writes result tables in any format of {@link TableFormats}: a file appears whole or not at all. */
final class TableFileWriter {

    /** The name that means standard output. */
    static final String STANDARD_OUTPUT = "-";

    private static final String FORMAT_ON_SCREEN = "text";

    private final StarTableOutput output = TableFormats.writing();
    private final String target;
    private final StarTableWriter writer;

    /**
     * Settles target and format, so that a wrong one is noticed before the work.
     *
     * @param target file name, or {@link #STANDARD_OUTPUT}
     * @param format STIL's name of the format; empty to take it from the name, {@code text} for standard output
     * @throws UsageException if the format is unknown, cannot be told from the name, or the folder does not exist
     */
    TableFileWriter(String target, Optional<String> format) throws UsageException {
        this.target = target;
        boolean screen = target.equals(STANDARD_OUTPUT);
        Optional<String> reason = TableFormats.reasonAgainst(format.orElse(target));
        if (reason.isPresent()) {
            throw new UsageException("cannot write " + target + ": " + reason.get());
        }
        try {
            writer = format.isPresent() || screen ? output.getHandler(format.orElse(FORMAT_ON_SCREEN))
                    : output.getHandler(StarTableOutput.AUTO_HANDLER, target);
        } catch (TableFormatException e) {
            throw new UsageException((format.isPresent() ? "unknown table format '" + format.get() + "'"
                    : "no table format goes with the name '" + target + "'; name one with --ofmt") + "; known: "
                    + known());
        }
        Path folder = screen ? null : Path.of(target).toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new UsageException("there is no folder " + folder + " to write " + target + " into");
        }
    }

    private String known() {
        List<StarTableWriter> writers = output.getHandlers();
        return writers.stream().map(StarTableWriter::getFormatName).distinct().collect(Collectors.joining(", "));
    }

    /**
     * Writes.
     *
     * @param table the table
     * @param out standard output, used if that is the target
     * @throws IOException if it cannot be written
     */
    void write(StarTable table, PrintStream out) throws IOException {
        if (target.equals(STANDARD_OUTPUT)) {
            output.writeStarTable(table, out, writer);
            out.flush();
            return;
        }
        Path file = Path.of(target).toAbsolutePath();
        // Not a temporary file of the system's making, which others could not read.
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        // Taken away even if the program is interrupted meanwhile.
        part.toFile().deleteOnExit();
        try {
            try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(part))) {
                output.writeStarTable(table, stream, writer);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
