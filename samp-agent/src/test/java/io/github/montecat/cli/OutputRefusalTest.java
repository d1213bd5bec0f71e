package io.github.montecat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.SmallBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command refuses what it cannot write before it looks at anything else, so surely before its work. */
class OutputRefusalTest {

    private final CommandLineSession session = new CommandLineSession(new InferCommand(), new RegionCommand(),
            new SimulateCommand(), new ModelCommand(), new TrainCommand(), new AdaptCommand(), new CalibrateCommand(),
            new EvaluateCommand(), new ReportCommand(), new BundlesCommand());

    @TempDir
    Path folder;

    private static final String GOOD = "GOOD";
    private static final String BAD = "BAD";

    /** BAD stands for an output that cannot be written, GOOD for one that can. */
    @ParameterizedTest
    @ValueSource(strings = {
        "infer none.fits -o BAD", "infer none.fits --ofmt csv -o BAD", "region -o BAD", "simulate -o BAD",
        "model -o BAD", "train -o BAD", "train -o GOOD --history BAD", "train -o GOOD --checkpoint BAD",
        "train -o GOOD --history-plot BAD",
        "adapt -o BAD", "calibrate none.montecat -o BAD", "report none.fits -o BAD", "bundles export none --rsp BAD"})
    void aFileThatCannotBeWrittenIsRefused(String line) throws Exception {
        for (String suffix : new String[] {".fits", ".png"}) {
            Path bad = Files.createDirectories(folder.resolve("bad" + suffix));
            String[] words = words(line, bad);
            boolean plot = line.contains("plot");
            if (plot == suffix.equals(".png")) {
                assertEquals(ExitCode.BAD_INPUT, session.run(words), session.err());
                assertEquals("montecat: cannot write " + bad + ": it is a folder; name a file", session.err().trim());
                Path none = folder.resolve("none");
                assertEquals(ExitCode.BAD_USAGE, session.run(words(line, none.resolve("x" + suffix))));
                assertTrue(session.err().contains("there is no folder " + none), session.err());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"infer none.fits -p BAD", "simulate --pha-dir BAD", "report none.fits -o GOOD --plots BAD",
        "evaluate -b BUNDLE -o BAD"})
    void aFolderThatCannotBeWrittenIntoIsRefused(String line) throws Exception {
        Path bad = Files.writeString(folder.resolve("bad"), "a file");
        String bundle = line.contains("BUNDLE") ? SmallBundle.write(folder, SmallBundle.NAME, 4).toString() : "";
        assertEquals(ExitCode.BAD_INPUT, session.run(words(line.replace("BUNDLE", bundle), bad)));
        assertEquals("montecat: cannot write into the folder " + bad + ": it is not a folder", session.err().trim());
    }

    @Test
    void whatIsReadAgainIsNoDevice() throws Exception {
        if (Files.exists(Path.of("/dev/full"))) {
            Path full = Files.createSymbolicLink(folder.resolve("x.montecat"), Path.of("/dev/full"));
            assertEquals(ExitCode.BAD_INPUT, session.run("train", "-o", full.toString()));
            assertTrue(session.err().contains("it is a device or a pipe"), session.err());
        }
    }

    private String[] words(String line, Path bad) {
        return Stream.of(line.split(" ")).map(w -> w.equals(BAD) ? bad.toString()
                : w.equals(GOOD) ? folder.resolve("good").toString() : w).toArray(String[]::new);
    }
}
