package io.github.montecat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.montecat.cli.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;

/** A call of {@code montecat model} and what came of it. */
final class ModelRun {

    private final ExitCode code;
    private final String out;
    private final String err;

    private ModelRun(ExitCode code, String out, String err) {
        this.code = code;
        this.out = out;
        this.err = err;
    }

    static ModelRun of(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), false, false);
        ExitCode code = new Montecat(List.of(new ModelCommand())).run(console,
                Stream.concat(Stream.of("model"), Arrays.stream(words)).toArray(String[]::new));
        return new ModelRun(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The table that a call writes. */
    static StarTable table(Path folder, String... words) throws IOException {
        Path file = folder.resolve("model.vot");
        ModelRun run = of(Stream.concat(Arrays.stream(words), Stream.of("-o", file.toString()))
                .toArray(String[]::new));
        assertEquals(ExitCode.OK, run.code, run.err);
        return new StarTableFactory(true).makeStarTable(file.toString(), "votable");
    }

    static double[] column(StarTable table, String name) throws IOException {
        for (int c = 0; c < table.getColumnCount(); c++) {
            if (table.getColumnInfo(c).getName().equals(name)) {
                double[] values = new double[(int) table.getRowCount()];
                for (int r = 0; r < values.length; r++) {
                    values[r] = ((Number) table.getCell(r, c)).doubleValue();
                }
                return values;
            }
        }
        throw new AssertionError("no column " + name);
    }

    static double parameter(StarTable table, String name) {
        return ((Number) table.getParameterByName(name).getValue()).doubleValue();
    }

    ExitCode code() {
        return code;
    }

    String out() {
        return out;
    }

    String err() {
        return err;
    }
}
