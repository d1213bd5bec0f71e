package io.github.montecat.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.SmallBundle;
import io.github.montecat.assessment.Quantiles;
import io.github.montecat.bundle.BundleFile;
import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.inference.FitRequest;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.inference.Posterior;
import io.github.montecat.inference.SpectrumFitter;
import io.github.montecat.job.JobListener;
import io.github.montecat.ogip.PhaWriter;
import io.github.montecat.plugin.link.AgentException;
import io.github.montecat.plugin.link.AgentLink;
import io.github.montecat.plugin.link.BundleInfo;
import io.github.montecat.plugin.link.FitCall;
import io.github.montecat.plugin.link.FitOutcome;
import io.github.montecat.plugin.link.FitParts;
import io.github.montecat.plugin.link.ModelInfo;
import io.github.montecat.plugin.link.ProgressListener;
import io.github.montecat.plugin.table.SentTable;
import io.github.montecat.plugin.table.TableLocation;
import io.github.montecat.progress.Progress;
import io.github.montecat.simulate.SpectrumSimulator;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.astrogrid.samp.client.DefaultClientProfile;
import org.astrogrid.samp.hub.Hub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.starlink.table.ArrayColumn;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;
import uk.ac.starlink.table.StarTableOutput;
import uk.ac.starlink.table.Tables;

/** The plugin's link and the agent, over a private hub, without TOPCAT. */
@Timeout(120)
class PluginLinkTest {

    private static final int SAMPLES = 40;
    private static final int ROWS = 20;
    private static final String SLOW = "slow-a";

    private static LoopbackServer hubServer;
    private static LoopbackServer clientServer;
    private static Hub hub;
    private static SampAgent agent;
    private static ModelBundle bundle;
    private static StarTable spectra;

    @BeforeAll
    static void startAgent(@TempDir Path folder) throws Exception {
        bundle = SmallBundle.make(folder);
        spectra = Tables.randomTable(SmallBundle.spectra(ROWS));
        StandardProfile profile = StandardProfile.at(folder.resolve("samp.lock"));
        hubServer = new LoopbackServer();
        clientServer = new LoopbackServer();
        hub = profile.startHub(hubServer).orElseThrow();
        agent = SampAgent.start(new AgentSettings(profile, false,
                BundleLibrary.of(List.of(bundle, BundleFile.read(SmallBundle.write(folder, SLOW, 400)))),
                new FitSettings(SAMPLES, 11, Optional.of(SmallBundle.NAME)), "1.2.3", 4, Duration.ofMillis(50),
                JobListener.NONE));
        DefaultClientProfile.setProfile(profile.clientProfile(clientServer));
    }

    @AfterAll
    static void stopAgent() {
        agent.close();
        hub.shutdown();
        hubServer.close();
        clientServer.close();
        DefaultClientProfile.setProfile(null);
    }

    private static FitCall call(long... rows) {
        int counts = column(spectra, "counts");
        int exposure = IntStream.range(0, spectra.getColumnCount())
                .filter(c -> spectra.getColumnInfo(c).getName().equalsIgnoreCase("exposure")).findFirst().orElseThrow();
        return new FitCall("sources", new SentTable(spectra, rows, new int[] {counts, exposure}, true))
                .with("column", "counts").with("row-column", SentTable.ROW_COLUMN);
    }

    private static int column(StarTable table, String name) {
        return IntStream.range(0, table.getColumnCount()).filter(c -> table.getColumnInfo(c).getName().equals(name))
                .findFirst().orElseThrow();
    }

    private static Posterior expected(long row) throws IOException {
        int[] counts = (int[]) spectra.getCell(row, column(spectra, "counts"));
        Spectrum spectrum = Spectrum.of(IntStream.of(counts).asDoubleStream().toArray(), 10);
        return new SpectrumFitter(BundleLibrary.of(List.of(bundle)), new FitSettings(SAMPLES, 11, Optional.empty()))
                .fit(List.of(FitRequest.of(row, spectrum)), Progress.NONE).get(0).posterior().orElseThrow();
    }

    @Test
    void columnsAloneComeBackForAPartOfATableAsForTheWhole() throws Exception {
        long[] rows = {7, 3, 12};
        List<Long> heard = new ArrayList<>();
        FitParts parts = AgentLink.shared().fit(call(rows), (done, total) -> heard.add(done));
        StarTable columns = parts.columns().orElseThrow();
        assertEquals(3, columns.getRowCount());
        assertEquals("PhoIndex", columns.getColumnInfo(0).getName());
        for (int i = 0; i < rows.length; i++) {
            assertEquals(expected(rows[i]).summary(0).median(), ((Number) columns.getCell(i, 0)).doubleValue(), 1e-9,
                    "row " + rows[i]);
        }
        assertFalse(heard.isEmpty());
        assertTrue(parts.posterior().isEmpty());
    }

    @Test
    void refinedRowsTellWhatTheyAreWorth() throws Exception {
        StarTable columns = AgentLink.shared().fit(call(7, 3).with("refine", "1"), ProgressListener.NONE).columns()
                .orElseThrow();
        assertTrue(((Number) columns.getCell(0, column(columns, "ess"))).doubleValue() >= 100);
        double excess = ((Number) columns.getCell(1, column(columns, "cstat_excess"))).doubleValue();
        assertTrue(excess > 0.3 && excess < 2, "the network knows nothing, the refined posterior does: " + excess);
    }

    @Test
    void oneRowBringsItsPosteriorUnlessThatIsNotWanted() throws Exception {
        FitParts parts = AgentLink.shared().fit(call(5), ProgressListener.NONE);
        StarTable posterior = parts.posterior().orElseThrow();
        double[] found = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            found[i] = ((Number) posterior.getCell(i, 0)).doubleValue();
        }
        assertArrayEquals(expected(5).column(0), found, 1e-12);
        assertTrue(posterior.getName().contains("row 6"), posterior.getName());
        assertTrue(AgentLink.shared().fit(call(5).with("posterior", "0"), ProgressListener.NONE).posterior().isEmpty());
    }

    @Test
    void quantilesAreAddedAsTheyWereWritten() throws Exception {
        StarTable columns = AgentLink.shared().fit(call(2, 4).with("quantiles", "0.25 0.5"), ProgressListener.NONE)
                .columns().orElseThrow();
        double[] sorted = expected(4).column(1);
        Arrays.sort(sorted);
        assertEquals(Quantiles.of(sorted, 0.25),
                ((Number) columns.getCell(1, column(columns, "norm_q0.25"))).doubleValue(), 1e-12);
        assertEquals(((Number) columns.getCell(0, column(columns, "norm"))).doubleValue(),
                ((Number) columns.getCell(0, column(columns, "norm_q0.5"))).doubleValue(), 1e-12);
    }

    /** Thirteen names of different lengths, two of them of files that are not there. */
    @Test
    void fileNamesBesideTheTableAreFoundAsByTheCommandLine(@TempDir Path folder) throws Exception {
        String[] names = new String[13];
        int counts = column(spectra, "counts");
        for (int i = 0; i < names.length; i++) {
            names[i] = "s" + "x".repeat(2 * i) + ".pha";
            if (i % 6 != 3) {
                double[] spectrum = IntStream.of((int[]) spectra.getCell(i, counts)).asDoubleStream().toArray();
                PhaWriter.COUNTS.write(folder.resolve(names[i]), Spectrum.of(spectrum, 10));
            }
        }
        ColumnStarTable list = ColumnStarTable.makeTableWithRows(names.length);
        list.addColumn(ArrayColumn.makeColumn("pha_file", names));
        Path file = folder.resolve("list.fits");
        new StarTableOutput().writeStarTable(list, file.toString(), "fits");
        StarTable loaded = new StarTableFactory(true).makeStarTable(file.toString());
        long[] rows = IntStream.range(0, names.length).asLongStream().toArray();
        FitParts parts = AgentLink.shared().fit(new FitCall("list", new SentTable(loaded, rows, new int[] {0}, true))
                .with("column", "pha_file").with("row-column", SentTable.ROW_COLUMN)
                .with("location", TableLocation.address(file.toString())), ProgressListener.NONE);
        StarTable columns = parts.columns().orElseThrow();
        FitOutcome outcome = new FitOutcome(columns);
        assertEquals("11 fitted, 2 not: spectrum could not be read (2)", outcome.sentence());
        assertEquals("{3, 9}", outcome.unfit(rows).toString());
        for (int i : new int[] {0, 1, 12}) {
            assertEquals(expected(i).summary(0).median(), ((Number) columns.getCell(i, 0)).doubleValue(), 1e-9);
        }
        assertNull(columns.getCell(3, column(columns, "cstat_bins")));
        assertTrue(refusal(new FitCall("list", loaded).with("location", "list.fits")).contains("'location'"));
        // The user knows the table by its label, not by the file that brings it to the agent.
        String reason = refusal(new FitCall("my list", new SentTable(spectra, rows, new int[] {0}, true)));
        assertTrue(reason.contains("my list") && !reason.contains("montecat-spectra"), reason);
    }

    @Test
    void cancellingStopsTheJob() {
        ProgressListener stop = new ProgressListener() {

            private boolean seen;

            @Override
            public void update(long done, long total) {
                seen = true;
            }

            @Override
            public boolean isCancelled() {
                return seen;
            }
        };
        long start = System.nanoTime();
        assertThrows(CancellationException.class, () -> AgentLink.shared().fit(
                call(IntStream.range(0, ROWS).asLongStream().toArray()).with("bundle", SLOW).with("samples", "100000"),
                stop));
        assertTrue(System.nanoTime() - start < Duration.ofSeconds(30).toNanos());
    }

    @Test
    void refusalsSayWhatIsWrong() {
        assertTrue(refusal(call(1).with("quantiles", "0.5 1.5")).contains("'1.5', expected numbers from 0 to 1"));
        assertTrue(refusal(call(1).with("row-column", "nowhere")).contains("no column 'nowhere'"));
        assertTrue(refusal(call(1).with("bundle", "nicer-z")).contains("there is no bundle 'nicer-z'; known: slow-a, small-a"));
    }

    private static String refusal(FitCall call) {
        return assertThrows(AgentException.class, () -> AgentLink.shared().fit(call, ProgressListener.NONE))
                .getMessage();
    }

    @Test
    void bundlesTellWhetherTheyFit() throws Exception {
        assertEquals("", one(AgentLink.shared().bundles(0, Double.NaN, true)).misfit());
        BundleInfo fitting = one(AgentLink.shared().bundles(SmallBundle.CHANNELS, 10, true));
        assertEquals("", fitting.misfit());
        assertEquals(SmallBundle.PARAMETERS, fitting.parameters());
        assertEquals("for tests", fitting.description());
        assertArrayEquals(bundle.grouping().edges(), fitting.binEdges());
        assertTrue(one(AgentLink.shared().bundles(1024, 10, true)).misfit().contains("spectrum has 1024 channels"));
        assertTrue(one(AgentLink.shared().bundles(SmallBundle.CHANNELS, 1000, true)).misfit()
                .contains("exposure of 1000.0 s"));
    }

    @Test
    void modelsAreListedAndCanBeAskedFor() throws Exception {
        ModelInfo model = AgentLink.shared().models().stream().filter(m -> m.name().equals("powerlaw")).findFirst().orElseThrow();
        assertEquals("tbabs*powerlaw", model.expression());
        FitParts parts = AgentLink.shared().fit(call(1, 2).with("model", model.name()).with("fix", "PhoIndex=2"),
                ProgressListener.NONE);
        StarTable columns = parts.columns().orElseThrow();
        assertTrue(String.valueOf(columns.getCell(0, column(columns, "reason"))).contains("names no RMF"));
        assertTrue(refusal(call(1).with("model", "powrlaw")).contains("models by name: agn"));
    }

    private static BundleInfo one(List<BundleInfo> list) {
        return list.stream().filter(b -> b.name().equals(SmallBundle.NAME)).findFirst().orElseThrow();
    }

    @Test
    void modelsAreFolded() throws Exception {
        double[] expected = new SpectrumSimulator(bundle.prior(), bundle.response(), 7).expectedCounts(
                new double[] {1.7, 0.5});
        assertArrayEquals(expected, AgentLink.shared().model(SmallBundle.NAME, 7, 1.7, 0.5), 0);
        assertTrue(assertThrows(AgentException.class, () -> AgentLink.shared().model(SmallBundle.NAME, 7, 1))
                .getMessage().contains("1 parameters for bundle small-a, expected 2: PhoIndex, norm"));
    }
}
