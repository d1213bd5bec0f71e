package io.github.montecat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.flag.FitFlag;
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

    /** The flux of a power law of index 2 is proportional to its norm, and so is each of its quantiles. */
    @Test
    void fluxesFollowTheNorm() throws IOException {
        StarTable t = fitted("--model", "zpowerlw*constant", "--fix", "PhoIndex=2", "--fix", "factor=1", "--fix",
                "Redshift=1",
                "--prior", "norm=loguniform:1e-7,1", "--samples", "300", "--flux", "0.5-2,2-10", "--photon-flux",
                "--cosmology", "70,1");
        for (String suffix : new String[] {"", "_lower", "_upper90", "_mean"}) {
            double norm = (double) cell(t, "norm" + suffix) / 4;
            assertEquals(1.602176634e-9 * norm * Math.log(4), (double) cell(t, "flux_obs_0p5_2" + suffix),
                    1e-6 * 1e-12);
            assertEquals(1.602176634e-9 * norm * Math.log(5), (double) cell(t, "flux_int_2_10" + suffix), 1e-6 * 1e-12);
            assertEquals(norm * (1 / 0.5 - 1 / 2.0), (double) cell(t, "photflux_obs_0p5_2" + suffix), 1e-6 * 1e-3);
            // Matter alone: the distance is 2 c/H0 (1 + z - sqrt(1 + z)).
            double distance = 2 * 299792.458 / 70 * (2 - Math.sqrt(2)) * 3.0856775814913673e24;
            assertEquals(1, (double) cell(t, "lum_2_10" + suffix)
                    / (4 * Math.PI * distance * distance * 1.602176634e-9 * norm * Math.log(5)), 1e-6);
        }
        assertEquals(total, (double) cell(t, "net_counts"));
        assertEquals(Math.sqrt(total), (double) cell(t, "net_counts_error"), 1e-9);
        assertEquals(total / EXPOSURE, (double) cell(t, "net_rate"), 1e-9);
    }

    /** Two counts in each bin of both regions, of which the background's is exposed twice as long. */
    @Test
    void aBackgroundCanBeModelled() throws IOException {
        int[] back = new int[CHANNELS];
        Arrays.fill(back, 2);
        int[] grouping = new int[CHANNELS];
        Arrays.fill(grouping, 1);
        ObservationFixture.pha(folder.resolve("back.pha"), back, 2 * EXPOSURE, 1, grouping, "none", "none", "none");
        ObservationFixture.pha(pha, back, EXPOSURE, 1, grouping, "camera.rmf", "source.arf", "back.pha");
        StarTable t = fitted("--model", "powerlaw", "--background", "model", "--samples", "300", "--flux", "0.5-2");
        double background = (double) cell(t, "bkg_counts");
        assertTrue(background > CHANNELS * 0.7 && background < CHANNELS * 2.1, background + "");
        assertTrue((double) cell(t, "bkg_counts_error") < 2 * Math.sqrt(background));
        assertTrue((double) cell(t, "uplim90_flux_obs_0p5_2") < (double) cell(t, "uplim99p7_flux_obs_0p5_2"));
        StarTable w = fitted("--model", "powerlaw", "--background", "wstat", "--samples", "300");
        assertThrows(AssertionError.class, () -> cell(w, "bkg_counts"));
    }

    @Test
    void aSpectrumWithoutCountsHasUpperLimits() throws IOException {
        int[] grouping = new int[CHANNELS];
        Arrays.fill(grouping, 1);
        ObservationFixture.pha(pha, new int[CHANNELS], EXPOSURE, 1, grouping, "camera.rmf", "source.arf", "none");
        StarTable t = fitted("--model", "powerlaw*constant", "--fix", "PhoIndex=2", "--fix", "factor=1", "--prior",
                "norm=loguniform:1e-9,1", "--samples", "300", "--flux", "0.5-5.5");
        assertEquals(FitFlag.FAINT.bit(), cell(t, "flags"));
        assertEquals(1.0, cell(t, "background_p"));
        double perCount = 1.602176634e-9 * Math.log(11) / (EXPOSURE * AREA * (1 / 0.5 - 1 / 5.5));
        assertEquals(1, (double) cell(t, "uplim95_flux_obs_0p5_5p5") / perCount / Math.log(20), 1e-4);
        assertEquals(1, (double) cell(t, "uplim99p7_flux_int_0p5_5p5") / perCount / -Math.log(0.003), 1e-4);
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
        "--model powerlaw --flux 2-0.5 | --flux: flux band is 2-0.5 keV, expected the lower energy first",
        "--flux -1-2 | --flux: flux band is '-1-2', expected LO-HI in keV, such as 0.5-2",
        "--flux soft | --flux: flux band is 'soft'",
        "--flux 0.5-20000 | expected energies from 0.01 to 1000 keV",
        "--flux 0.5-2 --cosmology 70 | --cosmology: cosmology is '70', expected H0,OMEGA_M",
        "--background model | --background model goes with --model",
        "--model powerlaw --background spline | --background: 'spline' is no way to treat a background",
        "--photon-flux | --photon-flux needs --flux",
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
