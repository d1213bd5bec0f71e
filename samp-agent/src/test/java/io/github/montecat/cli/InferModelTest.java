package io.github.montecat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;

/** {@code montecat infer} on spectra that no bundle was trained for. */
@Timeout(60)
class InferModelTest {

    private static final int CHANNELS = 20;
    private static final double EXPOSURE = 1000;
    private static final double AREA = 50;

    @TempDir
    private Path folder;

    private final CommandLineSession session = new CommandLineSession(new InferCommand());
    private String home;
    private Path caldb;
    private Path pha;
    private int total;

    @BeforeEach
    void setUp() throws IOException {
        home = System.setProperty("user.home", folder.toString());
        caldb = Files.createDirectory(folder.resolve("caldb"));
        double[] edges = new double[CHANNELS + 1];
        Arrays.setAll(edges, i -> 0.5 + 0.25 * i);
        ObservationFixture.rmf(caldb.resolve("camera_v2.0.rmf"), edges);
        ObservationFixture.arf(folder.resolve("source.arf"), edges, AREA);
        int[] counts = new int[CHANNELS];
        // A power law of index 2 and norm 1e-3.
        Arrays.setAll(counts, c -> (int) Math.round(1e-3 * EXPOSURE * AREA * (1 / edges[c] - 1 / edges[c + 1])));
        total = Arrays.stream(counts).sum();
        int[] grouping = new int[CHANNELS];
        Arrays.fill(grouping, 1);
        pha = folder.resolve("source.pha");
        ObservationFixture.pha(pha, counts, EXPOSURE, 1, grouping, "camera.rmf", "source.arf", "none");
    }

    @AfterEach
    void restoreHome() {
        System.setProperty("user.home", home);
    }

    private StarTable fitted(String... options) throws IOException {
        Path out = folder.resolve("out.fits");
        String[] all = {"infer", pha.toString(), "--response-dir", caldb.toString(), "-o", out.toString()};
        String[] words = Arrays.copyOf(all, all.length + options.length);
        System.arraycopy(options, 0, words, all.length, options.length);
        assertEquals(ExitCode.OK, session.run(words), session.err());
        return new StarTableFactory(true).makeStarTable(out.toString(), "fits");
    }

    private static Object cell(StarTable table, String column) throws IOException {
        for (int c = 0; c < table.getColumnCount(); c++) {
            if (table.getColumnInfo(c).getName().equals(column)) {
                return table.getCell(0, c);
            }
        }
        throw new AssertionError("no column " + column);
    }

    /** With a prior of equal density in ln(norm), the posterior of the norm is a Gamma distribution. */
    @Test
    void posteriorOfANormIsTheClosedForm() throws IOException {
        StarTable t = fitted("--model", "powerlaw*constant", "--fix", "PhoIndex=2", "--fix", "factor=1", "--prior",
                "norm=loguniform:1e-7,1", "--samples", "4000");
        double mean = total / (EXPOSURE * AREA * (1 / 0.5 - 1 / 5.5));
        double sigma = mean / Math.sqrt(total);
        assertEquals(mean, (double) cell(t, "norm_mean"), 0.1 * sigma);
        assertEquals(sigma, (double) cell(t, "norm_std"), 0.05 * sigma);
        assertEquals("likelihood", cell(t, "method"));
        assertEquals(0, cell(t, "flags"));
        // ln Z relative to a perfect fit: the integral of the likelihood over ln(norm), over the prior's width.
        double best = -0.5 * (double) cell(t, "cstat_min");
        double expected = best + 0.5 * Math.log(2 * Math.PI / total) - Math.log(Math.log(1e7));
        assertEquals(expected, (double) cell(t, "log_evidence"), 0.1);
    }

    @Test
    void energiesCanBeChosen() throws IOException {
        StarTable t = fitted("--model", "powerlaw", "--notice", "1,3", "--samples", "300");
        // As XSPEC's ignore **-1 3-** does: the bin from 2.75 to 3 keV is left out as well.
        assertEquals(7, cell(t, "cstat_bins"));
    }

    @Test
    void withoutModelAndBundleThePowerLawIsFitted() throws IOException {
        StarTable t = fitted("--samples", "300");
        assertEquals("powerlaw", cell(t, "model"));
        assertEquals("likelihood", cell(t, "method"));
        assertEquals(2, (double) cell(t, "PhoIndex"), 4 * (double) cell(t, "PhoIndex_std"));
    }

    @Test
    void saysWhichResponseIsMissing() throws IOException {
        assertEquals(ExitCode.BAD_INPUT, session.run("infer", pha.toString(), "--model", "powerlaw", "-o", folder.resolve("out.csv").toString()));
        assertTrue(session.err().contains("RMF camera.rmf, named by 1 spectrum, is not found"), session.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--fix nH=1 | --fix goes with --model",
        "--model powerlaw --bundle nicer-a | not both",
        "--model powerlaw --prior NH=uniform:0,1 | has no parameter [NH]",
        "--model powerlaw --fix nH=PhoIndx | PhoIndx",
        "--model powrlaw | models by name: agn",
        "--model powerlaw --notice 3,1 | 0 <= low < high",
        "--model powerlaw --response-dir /no/such/folder | there is no folder",
        "--model powerlaw --arf /no/such.arf | there is no file"})
    void refusesBeforeTheFit(String options, String part) {
        String[] words = ("infer " + pha + " " + options.trim()).split(" ");
        assertEquals(ExitCode.BAD_USAGE, session.run(words), session.err());
        assertTrue(session.err().contains(part.trim()), session.err());
    }

    @Test
    void aPriorBeyondTheBundlesIsRefusedBeforeTheFit() {
        assertEquals(ExitCode.BAD_INPUT, session.run("infer", pha.toString(), "--bundle", "nicer-a", "--prior",
                "PhoIndex=uniform:0,9"), session.err());
        assertTrue(session.err().contains("the prior of PhoIndex reaches from 0.0 to 9.0, that of "
                + "bundle nicer-a from 0.5 to 3.0"), session.err());
    }
}
