package io.github.montecat.cli.option;

import io.github.montecat.cli.console.Console;
import io.github.montecat.output.OutputException;
import io.github.montecat.output.OutputFile;
import io.github.montecat.table.TableFormats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableOutput;
import uk.ac.starlink.table.StarTableWriter;
import uk.ac.starlink.table.TableFormatException;

/** Writes result tables in any format of {@link TableFormats}: a file appears whole or not at all. */
public final class TableFileWriter {

    /** The name that means standard output. */
    public static final String STANDARD_OUTPUT = "-";

    private static final String FORMAT_ON_SCREEN = "text";

    private final StarTableOutput output = TableFormats.writing();
    private final String target;
    private final StarTableWriter writer;

    /**
     * Settles target and format from the options {@code output} and {@code ofmt}, so that a wrong one is noticed
     * before the work.
     *
     * @param arguments the command line
     * @throws UsageException if the format is unknown or cannot be told from the name, or the folder does not exist
     * @throws OutputException if the file cannot be written
     */
    public static TableFileWriter of(Arguments arguments) throws UsageException, OutputException {
        String target = arguments.text("output").orElse(STANDARD_OUTPUT);
        if (!target.equals(STANDARD_OUTPUT)) {
            arguments.outputFile("output");
        }
        return new TableFileWriter(target, arguments.text("ofmt"));
    }

    /**
     * @param target file name, or {@link #STANDARD_OUTPUT}
     * @param format STIL's name of the format; empty to take it from the name, {@code text} for standard output,
     *         devices and pipes whose name does not tell
     * @throws UsageException if the format is unknown or cannot be told from the name
     * @throws OutputException if the target is a folder
     */
    public TableFileWriter(String target, Optional<String> format) throws UsageException, OutputException {
        this.target = target;
        Optional<String> reason = TableFormats.reasonAgainst(format.orElse(target));
        if (reason.isPresent()) {
            throw new UsageException("cannot write "
                    + (target.equals(STANDARD_OUTPUT) ? "to standard output" : target) + ": " + reason.get());
        }
        writer = format.isPresent() ? named(format.get()) : fitting();
    }

    private StarTableWriter named(String format) throws UsageException {
        try {
            return output.getHandler(format);
        } catch (TableFormatException e) {
            throw new UsageException("unknown table format '" + format + "'; known: " + known());
        }
    }

    private StarTableWriter fitting() throws UsageException, OutputException {
        if (target.equals(STANDARD_OUTPUT)) {
            return named(FORMAT_ON_SCREEN);
        }
        try {
            return output.getHandler(StarTableOutput.AUTO_HANDLER, target);
        } catch (TableFormatException e) {
            if (OutputFile.isStream(Path.of(target))) {
                return named(FORMAT_ON_SCREEN);
            }
            throw new UsageException("no table format goes with the name '" + target
                    + "'; name one with --ofmt; known: " + known());
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
     * @param console has standard output, used if that is the target
     * @throws OutputException if it cannot be written
     * @throws IOException if the table cannot be read
     */
    public void write(StarTable table, Console console) throws IOException {
        if (target.equals(STANDARD_OUTPUT)) {
            console.write(out -> output.writeStarTable(table, out, writer));
        } else {
            OutputFile.write(Path.of(target), out -> output.writeStarTable(table, out, writer));
        }
    }
}
