package io.github.montecat.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.ac.starlink.table.StarTable;

class ModelCommandTest {

    private static final double[] EDGES = {0.5, 1, 1.5, 2, 3, 4, 6};
    private static final double AREA = 50;
    private static final double EXPOSURE = 100;
    private static final int[] COUNTS = {7000, 2300, 1200, 1180, 590, 640};
    private static final int[] GROUPING = {1, 1, -1, 1, 1, 1};
    private static final int[] BACKGROUND = {400, 300, 310, 280, 300, 330};

    @TempDir
    private Path folder;

    /** Photons of a power law of index 2 and norm 1 between two energies: the difference of 1/E. */
    private static double photons(double low, double high) {
        return 1 / low - 1 / high;
    }

    private Path observation() throws IOException {
        Path pha = folder.resolve("source.pha");
        ObservationFixture.rmf(folder.resolve("a.rmf"), EDGES);
        ObservationFixture.arf(folder.resolve("a.arf"), EDGES, AREA);
        ObservationFixture.pha(folder.resolve("back.pha"), BACKGROUND, 200, 4, new int[6]);
        ObservationFixture.pha(pha, COUNTS, EXPOSURE, 1, GROUPING, "a.rmf", "a.arf", "back.pha");
        return pha;
    }

    @Test
    void spectrumOnAGrid() throws IOException {
        StarTable table = ModelRun.table(folder, "powerlaw", "2", "3", "--grid", "1,4,3,lin");
        assertArrayEquals(new double[] {1, 2, 3}, ModelRun.column(table, "energy_lo"), 1e-12);
        assertArrayEquals(new double[] {3 * photons(1, 2), 3 * photons(2, 3), 3 * photons(3, 4)},
                ModelRun.column(table, "photon_flux"), 1e-9);
        assertEquals("powerlaw", table.getParameterByName("model").getValue());
        assertEquals(3, ModelRun.parameter(table, "norm"));
        StarTable log = ModelRun.table(folder, "powerlaw", "2", "1", "--grid", "1,8,3,log");
        assertArrayEquals(new double[] {2, 4, 8}, ModelRun.column(log, "energy_hi"), 1e-12);
        assertArrayEquals(new double[] {photons(1, 2), photons(2, 4) / 2, photons(4, 8) / 4},
                ModelRun.column(log, "photon_flux_density"), 1e-9);
    }

    @ParameterizedTest
    @CsvSource({"'1\n2\n4\n'", "'# keV\ne_lo,e_hi,model\n1,2,x\n2,4,y\n'", "'1 2\n2 4\n'"})
    void energiesOfAFile(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("energies.csv"), content);
        StarTable table = ModelRun.table(folder, "powerlaw", "2", "1", "--energies", file.toString());
        assertArrayEquals(new double[] {photons(1, 2), photons(2, 4)}, ModelRun.column(table, "photon_flux"), 1e-9);
    }

    @Test
    void fluxInBands() throws IOException {
        StarTable table = ModelRun.table(folder, "powerlaw", "2", "1", "--band", "1,4", "--band", "0.3,10", "--grid",
                "0.1,20,20000,log");
        assertArrayEquals(new double[] {photons(1, 4), photons(0.3, 10)}, ModelRun.column(table, "photon_flux"), 1e-6);
        double erg = 1.602176634e-9;
        assertArrayEquals(new double[] {erg * Math.log(4), erg * Math.log(10 / 0.3)},
                ModelRun.column(table, "energy_flux"), 1e-6 * erg);
    }

    @Test
    void bandEndsInsideBinsTakeTheirPart() throws IOException {
        StarTable table = ModelRun.table(folder, "powerlaw", "0", "1", "--band", "1.25,2.5", "--grid", "1,3,2,lin");
        assertEquals(1.25, ModelRun.column(table, "photon_flux")[0], 1e-12);
        assertEquals(1.602176634e-9 * (2.5 * 2.5 - 1.25 * 1.25) / 2, ModelRun.column(table, "energy_flux")[0], 1e-18);
    }

    @Test
    void parametersInOrderOrByName() throws IOException {
        String[] grid = {"--grid", "1,4,3,lin", "--ofmt", "csv"};
        String all = run(grid, "zpowerlw", "2", "0.5", "3").out();
        assertTrue(all.lines().count() == 4, all);
        assertEquals(all, run(grid, "zpowerlw", "norm=3", "PhoIndex=2", "Redshift=0.5").out());
        assertEquals(all, run(grid, "zpowerlw", "2", "3", "Redshift=0.5").out(), "frozen parameters may be left out");
        assertEquals(run(grid, "zpowerlw", "2", "0", "3").out(), run(grid, "zpowerlw", "2", "3").out());
    }

    private static ModelRun run(String[] more, String... words) {
        String[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        ModelRun run = ModelRun.of(all);
        assertEquals(ExitCode.OK, run.code(), run.err());
        return run;
    }

    @Test
    void rowsOfAnObservationAreItsGoodBins() throws IOException {
        StarTable table = ModelRun.table(folder, "powerlaw", "2", "1", "--pha", observation().toString(), "--notice",
                "0.9,5");
        assertArrayEquals(new double[] {2, 4, 5}, ModelRun.column(table, "channel_first"));
        assertArrayEquals(new double[] {3, 4, 5}, ModelRun.column(table, "channel_last"));
        assertArrayEquals(new double[] {3500, 1180, 590}, ModelRun.column(table, "counts"));
        assertArrayEquals(new double[] {610, 280, 300}, ModelRun.column(table, "background_counts"));
        assertArrayEquals(new double[] {AREA * photons(1, 2), AREA * photons(2, 3), AREA * photons(3, 4)},
                ModelRun.column(table, "model_rate"), 1e-6);
        assertArrayEquals(new double[] {35 - 610 / 800.0, 11.8 - 280 / 800.0, 5.9 - 300 / 800.0},
                ModelRun.column(table, "net_rate"), 1e-9);
        assertEquals(3, ModelRun.parameter(table, "bins"));
        assertEquals(1, ModelRun.parameter(table, "dof"));
        assertEquals(Arrays.stream(ModelRun.column(table, "statistic")).sum(), ModelRun.parameter(table, "statistic"),
                1e-9);
        assertEquals("W-statistic", table.getParameterByName("statistic_name").getValue());
    }

    @Test
    void statisticIsCStatisticWithoutBackground() throws IOException {
        StarTable table = ModelRun.table(folder, "powerlaw", "2", "1", "--pha", observation().toString(), "--back",
                "none", "--ignore", "0.6,0.7");
        double expected = 0;
        double[] low = {1, 2, 3, 4};
        double[] high = {2, 3, 4, 6};
        double[] counts = {3500, 1180, 590, 640};
        for (int b = 0; b < counts.length; b++) {
            double m = AREA * EXPOSURE * photons(low[b], high[b]);
            expected += 2 * (m - counts[b] + counts[b] * Math.log(counts[b] / m));
        }
        assertEquals(expected, ModelRun.parameter(table, "statistic"), 1e-6 * expected);
        assertEquals("C-statistic", table.getParameterByName("statistic_name").getValue());
    }

    @Test
    void fitFindsTheNormThatGivesAllCounts() throws IOException {
        StarTable table = ModelRun.table(folder, "powerlaw", "2", "100", "--pha", observation().toString(), "--back",
                "none", "--fit", "--freeze", "PhoIndex");
        double total = Arrays.stream(COUNTS).sum();
        assertEquals(total / (AREA * EXPOSURE * photons(0.5, 6)), ModelRun.parameter(table, "norm"), 1e-6);
        assertEquals(2, ModelRun.parameter(table, "PhoIndex"));
        assertTrue(ModelRun.parameter(table, "norm_error") > 0);
        assertEquals(4, ModelRun.parameter(table, "dof"));
    }

    @Test
    void responseAloneGivesChannels() throws IOException {
        observation();
        StarTable table = ModelRun.table(folder, "powerlaw", "2", "1", "--rmf", folder.resolve("a.rmf").toString());
        assertArrayEquals(new double[] {photons(0.5, 1), photons(1, 1.5), photons(1.5, 2), photons(2, 3), photons(3, 4),
            photons(4, 6)}, ModelRun.column(table, "model_rate"), 1e-6);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "tbabs*powerlaw 1 2 | has 3 parameters, nH, PhoIndex, norm; got 2 values",
        "powerlaw 1 x | norm is 'x', expected a number",
        "powerlaw PhoIndx=1 norm=1 | did you mean 'PhoIndex'?",
        "powerlaw norm=1 | PhoIndex has no value",
        "powerlow 1 1 | unknown component powerlow",
        "powerlaw 1 1 --band 3 | --band is '3', expected LO,HI",
        "powerlaw 1 1 --band 3,1 | --band is '3,1', expected LO,HI",
        "powerlaw 1 1 --grid 0,1,5,log | --grid is '0,1,5,log', expected",
        "powerlaw 1 1 --fit | --fit needs a spectrum",
        "powerlaw 1 1 --arf x.arf | --arf needs a redistribution matrix",
        "powerlaw 1 1 --abund solar | unknown abundance table solar; known: wilm"})
    void wrongWordsAreBadUsage(String words, String message) {
        ModelRun run = ModelRun.of(words.split(" "));
        assertEquals(ExitCode.BAD_USAGE, run.code());
        assertTrue(run.err().contains(message), run.err());
    }

    @Test
    void badInputNamesBothSides() throws IOException {
        String pha = observation().toString();
        assertRefused("outside its hard limits", "powerlaw", "99", "1");
        assertRefused("band 0.01-3.0 keV reaches beyond the energies of the model", "powerlaw", "1", "1", "--band",
                "0.01,3");
        assertRefused("no good bin left", "powerlaw", "1", "1", "--pha", pha, "--notice", "7,9");
        ObservationFixture.rmf(folder.resolve("other.rmf"), new double[] {1, 2, 3});
        assertRefused("has 6 channels, its response has 2", "powerlaw", "1", "1", "--pha", pha, "--rmf",
                folder.resolve("other.rmf").toString(), "--arf", "none");
        Files.delete(folder.resolve("a.arf"));
        assertRefused("names the effective area a.arf (ANCRFILE), which is not beside it; give one with --arf", "powerlaw",
                "1", "1", "--pha", pha);
        Files.delete(folder.resolve("back.pha"));
        assertRefused("names the background back.pha, which is not beside it; give one with --back", "powerlaw", "1", "1",
                "--pha", pha);
    }

    private static void assertRefused(String message, String... words) {
        ModelRun run = ModelRun.of(words);
        assertEquals(ExitCode.BAD_INPUT, run.code(), run.err());
        assertTrue(run.err().contains(message), run.err());
    }
}
