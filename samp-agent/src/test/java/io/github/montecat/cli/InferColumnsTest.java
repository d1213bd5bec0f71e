package io.github.montecat.cli;

import static io.github.montecat.cli.TableCells.cell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;

/** {@code montecat infer} on tables whose rows name responses and backgrounds, or spectra that do. */
@Timeout(60)
class InferColumnsTest {

    private static final int CHANNELS = 20;
    private static final double EXPOSURE = 1000;
    private static final double AREA = 50;
    private static final double[] EDGES = IntStream.rangeClosed(0, CHANNELS).mapToDouble(i -> 0.5 + 0.25 * i).toArray();

    @TempDir
    private Path folder;

    private final CommandLineSession session = new CommandLineSession(new InferCommand());
    private String home;

    @BeforeEach
    void setUp() throws IOException {
        home = System.setProperty("user.home", folder.toString());
        Files.createDirectories(folder.resolve("spectra"));
        ObservationFixture.rmf(Files.createDirectory(folder.resolve("caldb")).resolve("camera.rmf"), EDGES);
        ObservationFixture.arf(folder.resolve("caldb/half.arf"), EDGES, AREA / 2);
        ObservationFixture.arf(folder.resolve("caldb/full.arf"), EDGES, AREA);
    }

    @AfterEach
    void restoreHome() {
        System.setProperty("user.home", home);
    }

    /** A power law of index 2 and norm 1e-3, times a factor. */
    private void pha(String name, double factor, String... companions) throws IOException {
        ObservationFixture.powerLaw(folder.resolve("spectra").resolve(name), EDGES, EXPOSURE, AREA, factor, companions);
    }

    private ExitCode infer(List<String> rows, String... options) throws IOException {
        Path list = Files.write(folder.resolve("list.csv"), rows);
        String[] all = {"infer", list.toString(), "--model", "powerlaw*constant", "--fix", "PhoIndex=2", "--fix",
                "factor=1",
            "--prior", "norm=loguniform:1e-7,1", "--samples", "500", "-o", folder.resolve("out.fits").toString()};
        return session.run(Stream.of(all, options).flatMap(Arrays::stream).toArray(String[]::new));
    }

    private StarTable result() throws IOException {
        return new StarTableFactory(true).makeStarTable(folder.resolve("out.fits").toString(), "fits");
    }

    private void assertNorm(double expected, int row) throws IOException {
        StarTable table = result();
        assertEquals(expected, (double) cell(table, row, "norm"), 4 * (double) cell(table, row, "norm_std"), "row "
                + row);
    }

    @Test
    void rowsNameTheirResponsesAndBackgrounds() throws IOException {
        pha("a.pha", 1, "none", "none", "none");
        pha("b.pha", 1, "../caldb/camera.rmf", "../caldb/full.arf", "none");
        pha("c.pha", 0.4, "none", "none", "none");
        List<String> rows = List.of("spectrum,RMF,arf_file,bkg", "spectra/a.pha,caldb/camera.rmf,caldb/half.arf,",
                "spectra/b.pha,,,", "spectra/a.pha,../caldb/camera.rmf,../caldb/full.arf,c.pha");
        assertEquals(ExitCode.OK, infer(rows), session.err());
        assertTrue(session.err().contains("RMF from column RMF, ARF from column arf_file, background from column bkg"),
                session.err());
        assertNorm(2e-3, 0);
        assertNorm(1e-3, 1);
        assertNorm(0.6e-3, 2);
        // What is given for all rows goes before the columns.
        assertEquals(ExitCode.OK, infer(rows, "--arf", folder.resolve("caldb/full.arf").toString()), session.err());
        assertNorm(1e-3, 0);
    }

    private static long count(String text, String part) {
        return text.lines().filter(l -> l.contains(part)).count();
    }

    /** Whichever way a row goes, a missing file is said once, and the rows that lack it are counted together. */
    @Test
    void missingFilesAreSaidOnceForAllRows() throws IOException {
        pha("a.pha", 1, "camera.rmf", "gone.arf", "sky.pha");
        pha("b.pha", 1, "gone.rmf", "full.arf", "sky.pha");
        pha("c.pha", 1, "camera.rmf", "full.arf", "sky.pha");
        List<String> rows = List.of("spectrum", "spectra/a.pha", "spectra/b.pha", "spectra/b.pha", "spectra/c.pha",
                "spectra/b.pha");
        String caldb = folder.resolve("caldb").toString();
        assertEquals(ExitCode.OK, infer(rows, "--response-dir", caldb), session.err());
        String said = session.err();
        assertTrue(said.contains("RMF gone.rmf, named by 3 spectra, is not found beside the spectra or in " + caldb
                + "; put it beside the spectra, name its folder with --response-dir"), said);
        assertTrue(said.contains("ARF gone.arf, named by 1 spectrum, is not found"), said);
        assertTrue(said.contains("background sky.pha, named by 5 spectra, is not found beside the spectra"), said);
        assertTrue(said.contains("1 fitted, 4 not: no response (4)"), said);
        assertEquals(3, count(said, "gone.") + count(said, "sky."), said);
        assertEquals("the spectrum names the ARF gone.arf, which is not there; put it beside the spectrum, name its "
                + "folder with --response-dir, or give another one with --arf", cell(result(), 0, "reason"));
        // Without a model bundles come first, and each row has its own reason against them.
        Path list = Files.write(folder.resolve("list.csv"), List.of("spectrum", "spectra/a.pha", "spectra/b.pha"));
        assertEquals(ExitCode.BAD_INPUT, session.run("infer", list.toString(), "-o",
                folder.resolve("out.fits").toString(),
                "--response-dir", caldb));
        assertTrue(session.err().contains("0 fitted, 2 not: no response (2)"), session.err());
        assertFalse(session.err().contains("the first:"), session.err());
        assertEquals(1, count(session.err(), "gone.rmf"), session.err());
        assertEquals(2048, cell(result(), 1, "flags"));
        assertTrue(String.valueOf(cell(result(), 1,
                "reason")).contains("; without a bundle: the spectrum names the RMF gone.rmf"));
    }

    @Test
    void optionsNameTheColumns() throws IOException {
        pha("a.pha", 1, "none", "none", "none");
        pha("c.pha", 0.4, "none", "none", "none");
        List<String> rows = List.of("spectrum,one,two,three",
                "spectra/a.pha,caldb/camera.rmf,caldb/full.arf,spectra/c.pha");
        assertEquals(ExitCode.OK, infer(rows, "--rmf-column", "one", "--arf-column", "TWO", "--background-column",
                "three"),
                session.err());
        assertNorm(0.6e-3, 0);
        assertEquals(ExitCode.BAD_INPUT, infer(rows, "--rmf-column", "matrix"));
        assertTrue(session.err().contains("rmf-column is 'matrix'")
                && session.err().contains("spectrum, one, two, three"),
                session.err());
    }
}
