package io.github.montecat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.assessment.RiskRatio;
import io.github.montecat.bundle.BundleFile;
import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.diagnostics.ExactPosteriors;
import io.github.montecat.diagnostics.TestRun;
import io.github.montecat.fixture.TinyBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Exact posteriors and what of it a bundle keeps. */
@Timeout(120)
class EvaluateCommandTest {

    /** Those whose samples stay inside the prior, where they are cut off. */
    private static final int EXACT = 2;

    @TempDir
    Path folder;

    private final CommandLineSession session = new CommandLineSession(new EvaluateCommand(), new BundlesCommand(),
            new ReportCommand());
    private String home;
    private Path bundle;

    @BeforeEach
    void setUp() throws IOException {
        home = System.setProperty("user.home", folder.toString());
        bundle = folder.resolve("tiny.montecat");
        TinyBundle.write(bundle, "tiny");
    }

    @AfterEach
    void restoreHome() {
        System.setProperty("user.home", home);
    }

    private void run(String... words) {
        assertEquals(ExitCode.OK, session.run(words), session.err());
    }

    private BundleManifest.Diagnostics stored() throws IOException {
        return BundleFile.read(bundle).manifest().diagnostics();
    }

    @Test
    void exactPosteriorsStandInOutputTablesAndBundle() throws IOException {
        Path out = folder.resolve("evaluation");
        run("evaluate", "-b", bundle.toString(), "--exact", String.valueOf(EXACT), "--store", "--passes", "20", "-o",
                out.toString());
        RiskRatio index = stored().bayesRisk().get("PhoIndex");
        assertTrue(index.ratio() > 0 && index.error() > 0, index.toString());
        assertTrue(session.out().contains(String.format("%.3f", index.ratio())) && session.out().contains("exact posteriors of "
                + EXACT), session.out());
        List<String> spectra = Files.readAllLines(out.resolve("spectra.csv"));
        assertEquals(201, spectra.size());
        List<String> heads = Arrays.asList(spectra.get(0).split(","));
        double errors = 0;
        double off = 0;
        double variances = 0;
        for (int i = 1; i <= EXACT; i++) {
            String[] cells = spectra.get(i).split(",", -1);
            // The mean of the samples is the prediction, since all passes count for a point head and none leaves the
            // prior.
            errors += Math.pow(cell(cells, heads, "PhoIndex_mean") - cell(cells, heads, "PhoIndex_true"), 2);
            off += Math.pow(cell(cells, heads, "PhoIndex_mean") - cell(cells, heads, "PhoIndex_exact_mean"), 2);
            variances += Math.pow(cell(cells, heads, "PhoIndex_exact_std"), 2);
            // A truth five deviations off the exact mean is not to be met.
            assertEquals(cell(cells, heads, "PhoIndex_true"), cell(cells, heads, "PhoIndex_exact_mean"),
                    5 * cell(cells, heads, "PhoIndex_exact_std"));
        }
        assertEquals(index.ratio(), 1 + off / variances, 1e-4 * index.ratio());
        assertEquals("", spectra.get(EXACT + 1).split(",", -1)[heads.indexOf("PhoIndex_exact_mean")]);
        List<String> columns = Arrays.asList(Files.readAllLines(out.resolve("metrics.csv")).get(0).split(","));
        String[] metrics = Files.readAllLines(out.resolve("metrics.csv")).get(1).split(",");
        assertEquals(errors / variances, cell(metrics, columns, "risk_ratio"), 1e-4 * errors / variances);
        assertEquals(index.ratio(), cell(metrics, columns, "expected_ratio"), 1e-6 * index.ratio());
    }

    private static double cell(String[] cells, List<String> heads, String name) {
        return Double.parseDouble(cells[heads.indexOf(name)]);
    }

    @Test
    void whatABundleKeepsIsShownAndStays() throws IOException {
        run("bundles", "show", bundle.toString());
        assertTrue(session.out().contains("not evaluated"), session.out());
        run("evaluate", "-b", bundle.toString(), "--exact", "3", "--store", "--passes", "10");
        RiskRatio ratio = stored().bayesRisk().get(ExactPosteriors.MEAN);
        assertTrue(stored().isComplete());
        assertEquals(TestRun.ENOUGH, stored().misfit().spectra());
        run("evaluate", "-b", bundle.toString(), "--store", "--passes", "12");
        assertEquals(ratio, stored().bayesRisk().get(ExactPosteriors.MEAN));
        assertEquals(12, stored().passes());
        run("bundles", "show", bundle.toString());
        assertTrue(session.out().contains("beyond 5 sigma") && session.out().contains(String.format("%.3f", ratio.ratio())),
                session.out());
        Path page = folder.resolve("page.html");
        run("report", "-b", bundle.toString(), "--spectra", "100", "--passes", "5", "-o", page.toString());
        String html = Files.readString(page);
        assertTrue(html.contains("200 test spectra, the mean of 12 passes"));
        assertTrue(html.contains(String.format("%.3f ± %.3f", ratio.ratio(), ratio.error())));
        assertTrue(html.contains("from " + TestRun.ENOUGH + " simulated ones"));
    }

    @Test
    void withoutStoreTheBundleIsLeftAlone() throws IOException {
        run("evaluate", "-b", bundle.toString(), "--exact", "2", "-n", "5", "--passes", "3", "--threads", "1");
        String one = session.out();
        assertTrue(one.contains("exact posteriors of 2"), one);
        assertTrue(one.contains("inside 68 % intervals, of all spectra and by counts"), one);
        assertNull(stored());
        run("evaluate", "-b", bundle.toString(), "--exact", "2", "-n", "5", "--passes", "3", "--threads", "3");
        assertEquals(one, session.out());
        assertFalse(one.contains("beyond 5 sigma"), one);
        Path out = folder.resolve("refined");
        run("evaluate", "-b", bundle.toString(), "--refine", "2", "--live", "100", "-n", "20", "--passes", "3", "-o",
                out.toString());
        assertTrue(session.out().contains("refined posteriors of 2 of them beside nested sampling"), session.out());
        List<String> refined = Files.readAllLines(out.resolve("refined.csv"));
        assertTrue(refined.get(0).startsWith("refined,ess,efficiency,pareto_k,PhoIndex_shift,PhoIndex_width"), refined.get(0));
        assertEquals(3, refined.size());
    }

    @Test
    void spectraOfOneExposure() throws IOException {
        double[] shorter = counts("95");
        double[] longer = counts("105");
        double ratio = Arrays.stream(longer).sum() / Arrays.stream(shorter).sum();
        // The same parameters under the same seed: what is left is the exposure, and Poisson noise.
        assertEquals(105.0 / 95, ratio, 5 * ratio / Math.sqrt(Arrays.stream(shorter).sum()) * Math.sqrt(2));
        assertEquals(ExitCode.BAD_USAGE, session.run("evaluate", "-b", bundle.toString(), "-e", "no"));
        assertTrue(session.err().contains("--exposure: 'no' is neither an exposure in s"), session.err());
        assertEquals(ExitCode.BAD_USAGE, session.run("evaluate", "-b", bundle.toString(), "-e", "100", "--store"));
    }

    private double[] counts(String exposure) throws IOException {
        Path out = folder.resolve("at-" + exposure);
        run("evaluate", "-b", bundle.toString(), "-e", exposure, "-n", "200", "--passes", "2", "-o", out.toString());
        List<String> lines = Files.readAllLines(out.resolve("spectra.csv"));
        int column = Arrays.asList(lines.get(0).split(",")).indexOf("counts");
        return lines.stream().skip(1).mapToDouble(l -> Double.parseDouble(l.split(",")[column])).toArray();
    }

    /** A model without a bundle: ranks and coverage of fits of spectra simulated from its own prior. */
    @Test
    void modelsAreEvaluatedWithoutABundle() throws IOException {
        double[] edges = new double[21];
        Arrays.setAll(edges, i -> 0.5 + 0.25 * i);
        ObservationFixture.rmf(folder.resolve("a.rmf"), edges);
        ObservationFixture.arf(folder.resolve("a.arf"), edges, 50);
        String[] model = {"evaluate", "--model", "powerlaw*constant", "--fix", "factor=1", "--prior",
            "norm=loguniform:1e-3,1e-1", "--rmf", folder.resolve("a.rmf").toString(), "--arf",
            folder.resolve("a.arf").toString()};
        String[] all = Arrays.copyOf(model, model.length + 6);
        System.arraycopy(new String[] {"--exposure", "10,1000", "-n", "20", "--samples", "100"}, 0, all, model.length, 6);
        run(all);
        String out = session.out();
        assertTrue(out.contains("20 spectra fitted") && out.contains("0 failed"), out);
        assertTrue(out.contains("chi-squared of ranks") && out.contains("PhoIndex 68") && out.contains("degrees of freedom"),
                out);
        assertEquals(ExitCode.BAD_USAGE, session.run(model));
        assertTrue(session.err().contains("--exposure is missing"), session.err());
        assertEquals(ExitCode.BAD_USAGE, session.run("evaluate", "--model", "powerlaw", "--exact"));
        assertTrue(session.err().contains("--exact goes with --bundle"), session.err());
        assertEquals(ExitCode.BAD_USAGE, session.run("evaluate", "--bundle", "tiny", "--rmf", "a.rmf"));
        assertTrue(session.err().contains("--rmf goes with --model"), session.err());
    }
}
