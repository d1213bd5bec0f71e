package io.github.montecat.cli;

import static io.github.montecat.cli.TableCells.cell;
import static io.github.montecat.cli.TableCells.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
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

/** {@code montecat infer --model A,B}. */
@Timeout(120)
class InferComparisonTest {

    private static final int CHANNELS = 20;
    private static final double[] EDGES = IntStream.rangeClosed(0, CHANNELS).mapToDouble(i -> 0.5 + 0.25 * i).toArray();
    private static final String[] TWO = {"--model", "powerlaw*constant,bbodyrad*constant", "--fix", "factor=1", "--samples",
        "200"};

    @TempDir
    private Path folder;

    private final CommandLineSession session = new CommandLineSession(new InferCommand(), new RegionCommand(),
            new ReportCommand(), new EvaluateCommand());
    private String home;

    @BeforeEach
    void setUp() throws IOException {
        home = System.setProperty("user.home", folder.toString());
        ObservationFixture.rmf(folder.resolve("camera.rmf"), EDGES);
        ObservationFixture.arf(folder.resolve("source.arf"), EDGES, 50);
        ObservationFixture.powerLaw(folder.resolve("a.pha"), EDGES, 1000, 50, 1, "camera.rmf", "source.arf", "none");
        Files.write(folder.resolve("list.csv"), List.of("spectrum,id", "a.pha,1", "gone.pha,2", "a.pha,3"));
    }

    @AfterEach
    void restoreHome() {
        System.setProperty("user.home", home);
    }

    private StarTable fitted(String[] model, String... options) throws IOException {
        String[] all = {"infer", folder.resolve("list.csv").toString(), "-o", folder.resolve("out.fits").toString()};
        assertEquals(ExitCode.OK, session.run(Stream.of(all, model, options).flatMap(Arrays::stream)
                .toArray(String[]::new)), session.err());
        return new StarTableFactory(true).makeStarTable(folder.resolve("out.fits").toString(), "fits-plus");
    }

    @Test
    void eachModelIsFittedAsAlone() throws IOException {
        Path chains = folder.resolve("chains");
        StarTable both = fitted(TWO, "--flux", "0.5-2", "-p", chains.toString());
        assertTrue(session.err().contains("2 fitted, 1 not"), session.err());
        assertEquals("powerlaw*constant", cell(both, 0, "best_model"));
        assertTrue(number(both, 0, "best_model_prob") > 0.9);
        assertEquals(1, number(both, 0, "powerlaw_constant_model_prob") + number(both, 0, "bbodyrad_constant_model_prob"),
                1e-12);
        assertTrue(number(both, 0, "bbodyrad_constant_flux_obs_0p5_2") > 0);
        assertTrue(number(both, 0, "powerlaw_constant_ks_p") > 0.05);
        assertTrue(Double.isNaN(number(both, 1, "best_model_prob")));
        assertTrue(cell(both, 1, "reason").toString().contains("gone.pha"), cell(both, 1, "reason").toString());
        assertEquals(1, number(both, 1, "bbodyrad_constant_flags"));
        assertEquals(List.of("list-row1-bbodyrad_constant.fits", "list-row1-powerlaw_constant.fits",
                "list-row3-bbodyrad_constant.fits", "list-row3-powerlaw_constant.fits"), names(chains));
        StarTable alone = fitted(new String[] {"--model", "bbodyrad*constant", "--fix", "factor=1", "--samples", "200"});
        for (String column : List.of("kT", "norm_lower", "log_evidence", "ks")) {
            assertEquals(number(alone, 2, column), number(both, 2, "bbodyrad_constant_" + column), column);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theBestModelAlone() throws IOException {
        StarTable t = fitted(TWO, "--best-model-only", "--model-odds", "powerlaw*constant=1,bbodyrad*constant=1e30");
        assertEquals("bbodyrad*constant", cell(t, 0, "best_model"));
        assertEquals("bbodyrad*constant", cell(t, 0, "model"));
        assertTrue(number(t, 0, "kT") > 0);
        assertTrue(number(t, 0, "powerlaw_constant_log_evidence") > number(t, 0, "log_evidence"));
        assertEquals(1e30, ((Number) t.getParameterByName("model_odds_bbodyrad_constant").getValue()).doubleValue());
    }

    @Test
    void whatTakesOneModelRefusesSeveral() {
        String pha = folder.resolve("a.pha").toString();
        for (String[] words : new String[][] {{"report", pha, "-o", folder.resolve("r.html").toString()},
            {"region", "--events", pha, "--regions", pha}}) {
            String[] all = Stream.of(words, TWO).flatMap(Arrays::stream).toArray(String[]::new);
            assertTrue(session.run(all) != ExitCode.OK);
            assertTrue(session.err().contains(words[0] + " takes one model, got 2: powerlaw*constant, bbodyrad*constant"),
                    session.err());
        }
        assertEquals(ExitCode.BAD_USAGE, session.run("infer", pha, "--model", "powerlaw", "--best-model-only"));
        assertTrue(session.err().contains("--best-model-only goes with several models"), session.err());
    }

    @Test
    void probabilitiesAreEvaluated() {
        assertEquals(ExitCode.OK, session.run("evaluate", "--model", "powerlaw*constant,bbodyrad*constant", "--fix",
                "factor=1", "--rmf", folder.resolve("camera.rmf").toString(), "--arf",
                folder.resolve("source.arf").toString(), "--exposure", "1000", "-n", "20", "--samples", "100"), session.err());
        assertTrue(session.out().contains("20 spectra fitted with all models; 0 failed"), session.out());
        assertTrue(session.out().contains("probability of powerlaw*constant:")
                && !session.out().contains("probability of bbodyrad*constant:"), session.out());
        assertTrue(session.out().contains("by replicated truths"), session.out());
    }
}
