package io.github.montecat.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.SmallBundle;
import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.cli.ObservationFixture;
import io.github.montecat.fitmodel.FitModelLibrary;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.inference.ModelChoice;
import io.github.montecat.job.FitJob;
import io.github.montecat.job.FitPlan;
import io.github.montecat.job.JobListener;
import io.github.montecat.job.ModelRequest;
import io.github.montecat.ogip.ResponseFiles;
import io.github.montecat.progress.Progress;
import io.github.montecat.table.SpectrumTableSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.astrogrid.samp.Message;
import org.astrogrid.samp.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.starlink.table.ArrayColumn;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;
import uk.ac.starlink.table.StarTableOutput;
import uk.ac.starlink.table.Tables;

/** Fits by a model that a message names, over a private hub. */
@Timeout(60)
class ModelFitTest {

    private static final int CHANNELS = 20;
    private static final FitSettings FIT = new FitSettings(200, 3, Optional.empty());
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private Path caldb;
    private Path table;
    private PrivateHub hub;
    private SampAgent agent;
    private TablePartner topcat;
    private String client;

    @BeforeEach
    void setUp() throws Exception {
        caldb = Files.createDirectory(folder.resolve("caldb"));
        double[] edges = IntStream.rangeClosed(0, CHANNELS).mapToDouble(i -> 0.5 + 0.25 * i).toArray();
        ObservationFixture.rmf(caldb.resolve("camera.rmf"), edges);
        ObservationFixture.arf(caldb.resolve("source.arf"), edges, 50);
        int[] counts = IntStream.range(0, CHANNELS).map(c -> (int) Math.round(50 * (1 / edges[c] - 1 / edges[c + 1])))
                .toArray();
        int[] grouping = new int[CHANNELS];
        Arrays.fill(grouping, 1);
        ObservationFixture.pha(folder.resolve("source.pha"), counts, 1000, 1, grouping, "camera.rmf", "source.arf", "none");
        ColumnStarTable list = ColumnStarTable.makeTableWithRows(1);
        list.addColumn(ArrayColumn.makeColumn("pha_file", new String[] {folder.resolve("source.pha").toString()}));
        table = folder.resolve("list.fits");
        new StarTableOutput().writeStarTable(list, table.toString(), "fits");
        hub = new PrivateHub(folder);
    }

    @AfterEach
    void tearDown() throws Exception {
        topcat.close();
        agent.close();
        hub.close();
    }

    private FitPlan plan(ModelRequest request) throws Exception {
        FitModelLibrary shipped = FitModelLibrary.shipped();
        return new FitPlan(BundleLibrary.of(List.of(SmallBundle.make(folder))), FIT, SpectrumTableSettings.AUTOMATIC,
                Optional.empty(), new ResponseFiles().within(List.of(caldb)),
                request.choose(shipped, ModelChoice.automatic(shipped), n -> n));
    }

    private void start(FitPlan plan) throws Exception {
        agent = SampAgent.start(AgentSettings.of(hub.profile(), false, plan.library(), FIT, "1", JobListener.NONE)
                .withFits(plan, FitModelLibrary.shipped()));
        topcat = TablePartner.join(hub.profile(), "topcat", true);
        client = topcat.find("Montecat").orElseThrow();
    }

    /** An agent that knows nothing of folders and models but what its program brings. */
    private void startPlain() throws Exception {
        BundleLibrary library = BundleLibrary.of(List.of(SmallBundle.make(folder)));
        start(new FitPlan(library, FIT, SpectrumTableSettings.AUTOMATIC));
    }

    private Response ask(String... parameters) throws Exception {
        Message message = new Message("montecat.fit").addParam("url", table.toUri().toString());
        for (int i = 0; i < parameters.length; i += 2) {
            message.addParam(parameters[i], parameters[i + 1]);
        }
        return topcat.call(client, message);
    }

    private ReceivedTable fitted(String... parameters) throws Exception {
        Response response = ask(parameters);
        assertTrue(response.isOK(), () -> String.valueOf(response.getErrInfo()));
        return topcat.await(SOON).orElseThrow(() -> new AssertionError("no table came"));
    }

    private static Object cell(StarTable table, String column) throws IOException {
        return cell(table, 0, column);
    }

    private static Object cell(StarTable table, long row, String column) throws IOException {
        int c = IntStream.range(0, table.getColumnCount()).filter(i -> table.getColumnInfo(i).getName().equals(column))
                .findFirst().orElseThrow(() -> new AssertionError("no column " + column));
        return table.getCell(row, c);
    }

    private void assertSame(StarTable expected, StarTable found) throws IOException {
        assertEquals("likelihood", cell(found, "method"));
        for (String column : List.of("model", "norm", "norm_std", "cstat_bins", "log_evidence", "flags")) {
            assertEquals(cell(expected, column), cell(found, column), column);
        }
    }

    private StarTable direct(FitPlan plan) throws Exception {
        StarTable list = new StarTableFactory(true).makeStarTable(table.toString());
        return Tables.randomTable(new FitJob(plan.recognise(list), plan).fitAll(r -> { },
                Progress.NONE));
    }

    @Test
    void messageNamesModelPriorsEnergiesAndFolders() throws Exception {
        startPlain();
        ReceivedTable result = fitted("model", "powerlaw", "prior", "norm=loguniform:1e-6,1; nH = uniform:0,1", "fix",
                "PhoIndex=2;", "notice", "1,3", "response-dir", caldb + "; " + folder);
        assertEquals("list.fits, powerlaw", result.name());
        FitPlan same = plan(new ModelRequest(Optional.of("powerlaw"), List.of("norm=loguniform:1e-6,1", "nH=uniform:0,1"),
                List.of("PhoIndex=2"), Optional.of("1,3"), Optional.empty(), false));
        assertSame(direct(same), result.table());
        assertEquals(7, cell(result.table(), "cstat_bins"));
        // The posterior of the only spectrum.
        assertEquals("list.fits, posterior, powerlaw", topcat.await(SOON).orElseThrow().name());
    }

    @Test
    void messageNamesSeveralModels() throws Exception {
        startPlain();
        ReceivedTable result = fitted("model", "powerlaw, bbodyrad", "prior", "bbodyrad.kT=uniform:1,2; nH=uniform:0,1",
                "model-odds", "bbodyrad=2", "response-dir", caldb.toString());
        assertEquals("list.fits, bbodyrad, powerlaw", result.name());
        assertEquals("powerlaw", cell(result.table(), "best_model"));
        assertEquals(1, (double) cell(result.table(), "powerlaw_model_prob")
                + (double) cell(result.table(), "bbodyrad_model_prob"), 1e-12);
        assertTrue((double) cell(result.table(), "bbodyrad_kT") > 1);
        // The posterior of the most probable model.
        assertEquals("list.fits, posterior, powerlaw", topcat.await(SOON).orElseThrow().name());
        StarTable best = fitted("model", "powerlaw,bbodyrad", "best-model-only", "1", "response-dir", caldb.toString(),
                "posterior", "0").table();
        assertEquals("powerlaw", cell(best, "model"));
        Response refused = ask("model", "powerlaw,bbodyrad", "quantiles", "0.25", "response-dir", caldb.toString());
        assertFalse(refused.isOK());
        assertTrue(refused.getErrInfo().getErrortxt().contains("parameter 'quantiles' takes one model, got 2"),
                refused.getErrInfo().getErrortxt());
    }

    @Test
    void messageNamesTheColumnsOfResponses() throws Exception {
        ColumnStarTable list = ColumnStarTable.makeTableWithRows(1);
        list.addColumn(ArrayColumn.makeColumn("pha_file", new String[] {folder.resolve("source.pha").toString()}));
        list.addColumn(ArrayColumn.makeColumn("one", new String[] {"caldb/camera.rmf"}));
        list.addColumn(ArrayColumn.makeColumn("two", new String[] {"caldb/source.arf"}));
        new StarTableOutput().writeStarTable(list, table.toString(), "fits");
        startPlain();
        StarTable result = fitted("model", "powerlaw", "rmf-column", "one", "arf-column", "TWO", "posterior",
                "0").table();
        assertEquals("likelihood", cell(result, "method"));
        Response refused = ask("model", "powerlaw", "background-column", "three");
        assertFalse(refused.isOK());
        assertTrue(refused.getErrInfo().getErrortxt().contains("background-column is 'three'"),
                refused.getErrInfo().getErrortxt());
    }

    @Test
    void messageNamesTheColumnsOfParameters() throws Exception {
        ColumnStarTable list = ColumnStarTable.makeTableWithRows(2);
        String pha = folder.resolve("source.pha").toString();
        list.addColumn(ArrayColumn.makeColumn("pha_file", new String[] {pha, pha}));
        ColumnInfo galactic = new ColumnInfo("NHGAL", Double.class, "");
        galactic.setUnitString("cm**-2");
        list.addColumn(ArrayColumn.makeColumn(galactic, new double[] {3e20, Double.NaN}));
        new StarTableOutput().writeStarTable(list, table.toString(), "fits");
        startPlain();
        String[] model = {"model", "powerlaw", "fix", "PhoIndex=2", "response-dir", caldb.toString(), "let", "nH = nhgal;"};
        StarTable result = fitted(model).table();
        assertEquals(0.03, (double) cell(result, "nH"), 1e-15);
        assertEquals(2L, result.getRowCount());
        assertTrue(cell(result, 1, "reason").toString().contains("column NHGAL is blank in this row"));
        String[] fallback = Arrays.copyOf(model, model.length + 2);
        fallback[model.length] = "let-blank";
        fallback[model.length + 1] = "prior";
        StarTable all = fitted(fallback).table();
        assertNull(cell(all, 1, "reason"));
        assertTrue((double) cell(all, 1, "nH_lower") > 0 && (double) cell(all, 0, "nH") == (double) cell(result, "nH"));
        Response refused = ask("let", "nH=NHGAL");
        assertFalse(refused.isOK());
        assertTrue(refused.getErrInfo().getErrortxt().contains("parameter 'let' of montecat.fit goes with parameter 'model'"),
                refused.getErrInfo().getErrortxt());
    }

    @Test
    void messageTakesTheAgentsModelWhereItSaysNothing() throws Exception {
        FitPlan plan = plan(new ModelRequest(Optional.of("tbabs*powerlaw"), List.of(), List.of("PhoIndex=2"),
                Optional.of("1,3"), Optional.empty(), false));
        start(plan);
        assertSame(direct(plan), fitted().table());
        topcat.await(SOON);
        topcat.sendTable(client, new StarTableFactory(true).makeStarTable(table.toString()), "sent", "t1");
        assertSame(direct(plan), topcat.await(SOON).orElseThrow().table());
        topcat.await(SOON);
        // A bundle that is named takes the place of the agent's model.
        assertEquals("", String.valueOf(cell(fitted("bundle", SmallBundle.NAME).table(), "method")).replace("null", ""));
    }

    @Test
    void refusalsNameTheParameter() throws Exception {
        startPlain();
        Path secret = Files.writeString(folder.resolve("secret.model"), "password = hunter2");
        Map.of("prior 'nH'", new String[] {"model", "powerlaw", "prior", "nH"},
                "parameter 'fix' of montecat.fit goes with parameter 'model'", new String[] {"fix", "nH=0.1"},
                "not both", new String[] {"model", "powerlaw", "bundle", SmallBundle.NAME},
                "expected the whole path of a folder", new String[] {"response-dir", "caldb"},
                "expected a folder that is there", new String[] {"response-dir", folder.resolve("none").toString()},
                "0 <= low < high", new String[] {"model", "powerlaw", "notice", "3,1"},
                "models by name: agn", new String[] {"model", "powrlaw"},
                "is a file, expected a name or an expression", new String[] {"model", secret.toString()})
                .forEach((part, parameters) -> {
                    Response response = assertAnswered(parameters);
                    assertFalse(response.isOK(), part);
                    String text = response.getErrInfo().getErrortxt().replace("parameter 'prior' of montecat.fit is 'nH'",
                            "prior 'nH'");
                    assertTrue(text.contains(part) && !text.contains("hunter2"), text);
                });
    }

    private Response assertAnswered(String... parameters) {
        try {
            return ask(parameters);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void namedModelsAreListed() throws Exception {
        startPlain();
        Response response = topcat.call(client, new Message("montecat.model.list"));
        assertTrue(response.isOK());
        List<?> models = (List<?>) response.getResult().get("models");
        assertEquals(FitModelLibrary.shipped().models().size(), models.size());
        Map<?, ?> first = (Map<?, ?>) models.get(1);
        assertEquals("blackbody", first.get("name"));
        assertEquals(List.of("nH", "kT", "norm"), first.get("parameters"));
    }
}
