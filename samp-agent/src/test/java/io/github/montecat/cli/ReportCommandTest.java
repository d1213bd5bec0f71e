package io.github.montecat.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.SmallBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.starlink.table.StarTableOutput;

@Timeout(120)
class ReportCommandTest {

    @TempDir
    Path folder;

    private final CommandLineSession session = new CommandLineSession(new ReportCommand(), new EvaluateCommand(),
            new InferCommand(), new ModelCommand());
    private String home;
    private String bundle;
    private String table;
    private Path page;

    @BeforeEach
    void setUp() throws IOException {
        home = System.setProperty("user.home", folder.toString());
        bundle = SmallBundle.write(folder, SmallBundle.NAME, 4).toString();
        table = folder.resolve("spectra.fits").toString();
        new StarTableOutput().writeStarTable(SmallBundle.spectra(3), table, "fits");
        page = folder.resolve("page.html");
    }

    @AfterEach
    void restoreHome() {
        System.setProperty("user.home", home);
    }

    private void spectrumPage(String... more) {
        Stream<String> words = Stream.concat(Stream.of("report", table, "--row", "2", "-b", bundle, "-n", "50", "-o",
                page.toString()), Stream.of(more));
        assertEquals(ExitCode.OK, session.run(words.toArray(String[]::new)), session.err());
    }

    @Test
    void aSpectrumsPageHasDataPosteriorAndTruth() throws IOException {
        spectrumPage("--truth", "PhoIndex=2,norm=1", "--xspec", "PhoIndex=1.9:0.1,norm=1:0.8:1.3");
        String html = Files.readString(page);
        assertTrue(html.contains("<h1>spectra.fits, row 2</h1>"));
        assertEquals(2, html.split("<img ", -1).length - 1);
        for (String part : List.of("truth", "XSPEC", "1.90 +0.10 −0.10", "posterior predictive p-value",
                "misfit score")) {
            assertTrue(html.contains(part), part);
        }
        assertFalse(html.contains("http"));
        spectrumPage("--truth", "PhoIndex=2,norm=1", "--xspec", "PhoIndex=1.9:0.1,norm=1:0.8:1.3");
        assertEquals(html, Files.readString(page));
    }

    @Test
    void aChainCanBeComparedWith() throws IOException {
        Path chains = folder.resolve("chains");
        assertEquals(ExitCode.OK, session.run("infer", table, "-b", bundle, "-n", "50", "-p", chains.toString(), "-o",
                folder.resolve("fitted.fits").toString()), session.err());
        spectrumPage("--xspec", chains.resolve("spectra-row2.fits").toString());
        String html = Files.readString(page);
        // The same samples under the same seed: no difference.
        assertTrue(html.contains("<td class=\"n\">+0.00</td>") || html.contains("<td class=\"n\">−0.00</td>"),
        html.replaceAll(
                "base64,[^\"]*", ""));
        assertEquals(ExitCode.BAD_INPUT, session.run("report", table, "-b", bundle, "-n", "20", "-o", page.toString(),
                "--xspec",
                table));
        assertTrue(session.err().contains("PhoIndex__2"), session.err());
    }

    @Test
    void aBundlesPageHasCalibrationAndTraining() throws IOException {
        Path history = Files.writeString(folder.resolve("h.csv"),
                "epoch,training_loss,validation_loss\n0,0.2,0.1\n1,0.1,0.05\n");
        assertEquals(ExitCode.OK, session.run("report", "-b", bundle, "--spectra", "150", "--passes", "20", "--history",
                history.toString(), "-o", page.toString()), session.err());
        String html = Files.readString(page);
        assertTrue(html.contains("<h1>Bundle small-a 0.9</h1>") && html.contains("Ranks of the truth are not uniform"));
        assertEquals(6, html.split("<img ", -1).length - 1);
        assertTrue(html.contains("150 test spectra, the mean of 20 passes"));
    }

    @Test
    void wrongUseIsExplained() {
        assertEquals(ExitCode.BAD_USAGE, session.run("report", table));
        assertEquals(ExitCode.BAD_USAGE, session.run("report", "-o", page.toString()));
        assertEquals(ExitCode.BAD_USAGE, session.run("report", "-b", bundle, "--truth", "norm=1", "-o",
                page.toString()));
        assertEquals(ExitCode.BAD_USAGE, session.run("report", table, "--row", "4", "-b", bundle, "-o",
                page.toString()));
        assertTrue(session.err().contains("has 3 spectra"), session.err());
        assertEquals(ExitCode.BAD_USAGE, session.run("report", table, "-b", bundle, "-n", "5", "-o", page.toString(),
                "--truth",
                "kT=1"));
        assertTrue(session.err().contains("PhoIndex, norm"), session.err());
        assertFalse(Files.exists(page));
    }

    @Test
    void anEvaluationWritesTablesAndPlots() throws IOException {
        Path out = folder.resolve("evaluation");
        assertEquals(ExitCode.OK, session.run("evaluate", "-b", bundle, "-n", "60", "--passes", "10", "--fits", "-o",
                out.toString()), session.err());
        assertTrue(session.out().contains("chi-squared fit") && session.out().contains("MSLE"), session.out());
        try (Stream<Path> files = Files.list(out)) {
            assertEquals(Set.of("metrics.csv", "coverage.csv", "correlations.csv", "ranks.csv", "spectra.csv",
                    "predictions.png", "coverage.png", "coverage-counts.png", "ranks.png", "residuals.png", "fits.png", "fits-network.png",
                    "fits.csv"),
                    files.map(f -> f.getFileName().toString()).collect(Collectors.toSet()));
        }
        List<String> coverage = Files.readAllLines(out.resolve("coverage.csv"));
        assertEquals("parameter,counts_min,counts_max,level,spectra,coverage,coverage_error", coverage.get(0));
        assertEquals(61, Files.readAllLines(out.resolve("spectra.csv")).size());
        slopesAreThoseOfTheTables(out);
        String plain = session.out().substring(session.out().indexOf(SmallBundle.NAME));
        assertEquals(ExitCode.OK, session.run("evaluate", "-b", bundle, "-n", "60", "--passes", "10"), session.err());
        assertEquals(plain, session.out());
        assertEquals(ExitCode.BAD_USAGE, session.run("evaluate", "-b", bundle, "--fits"));
        assertEquals(ExitCode.BAD_USAGE, session.run("evaluate", "-b", bundle, "--exact", "1"));
    }

    private static double[] column(List<String> lines, String name) {
        int column = Arrays.asList(lines.get(0).split(",")).indexOf(name);
        return lines.stream().skip(1).mapToDouble(l -> Double.parseDouble(l.split(",", -1)[column])).toArray();
    }

    /** A second computation, from what the tables say of each spectrum: covariance over variance. */
    private void slopesAreThoseOfTheTables(Path out) throws IOException {
        List<String> fits = Files.readAllLines(out.resolve("fits.csv"));
        double[] truth = column(fits, "PhoIndex_true");
        double[] median = column(fits, "PhoIndex");
        double mx = Arrays.stream(truth).average().orElseThrow();
        double my = Arrays.stream(median).average().orElseThrow();
        double xy = IntStream.range(0, 60).mapToDouble(i -> (truth[i] - mx) * (median[i] - my)).sum();
        double slope = xy / Arrays.stream(truth).map(x -> (x - mx) * (x - mx)).sum();
        assertEquals(slope, column(Files.readAllLines(out.resolve("metrics.csv")), "slope")[0], 1e-6);
        String[] line = session.out().lines().dropWhile(l -> !l.startsWith("posterior median over truth")).skip(1).findFirst()
                .orElseThrow().split(" +");
        assertEquals("PhoIndex", line[0]);
        assertEquals(slope, Double.parseDouble(line[2]), 1e-4);
        assertTrue(session.out().contains("chi-squared fit over posterior median"), session.out());
    }

    @Test
    void theNestedPosteriorStandsBesideTheOthers() throws IOException {
        Path plots = folder.resolve("plots");
        spectrumPage("--refine", "--nested", "--truth", "PhoIndex=2,norm=1", "--plots", plots.toString());
        String html = Files.readString(page);
        String table = html.substring(html.indexOf("Comparison."));
        for (String part : List.of("network", "nested sampling", "truth")) {
            assertTrue(table.contains("<th scope=\"col\" class=\"n\">" + part + "</th>"), part);
        }
        Matcher evidence = Pattern.compile(">(refinement|nested sampling)</th><td class=\"n\">([−\\d.]+) ± ([\\d.]+)</td>")
                .matcher(html);
        double[][] found = new double[2][2];
        for (double[] f : found) {
            assertTrue(evidence.find(), "both evidences");
            f[0] = Double.parseDouble(evidence.group(2).replace('−', '-'));
            f[1] = Double.parseDouble(evidence.group(3));
        }
        // Two methods that have nothing in common but the likelihood.
        assertEquals(found[0][0], found[1][0], 4 * Math.hypot(found[0][1], found[1][1]));
        assertTrue(html.contains(" evaluations in "));
        for (String name : List.of("spectrum.png", "corner.png")) {
            assertTrue(ImageIO.read(plots.resolve(name).toFile()).getWidth() > 500, name);
        }
    }

    @Test
    void aRefinedSpectrumIsLookedAtThroughItsOwnResponse() throws IOException {
        // An instrument of twice the bundle's area, whose channels are grouped by three; counts without noise.
        double[] edges = IntStream.rangeClosed(0, SmallBundle.CHANNELS).mapToDouble(i -> 0.4 + 0.4 * i).toArray();
        ObservationFixture.rmf(folder.resolve("own.rmf"), edges);
        ObservationFixture.arf(folder.resolve("own.arf"), edges, 200);
        Path model = folder.resolve("model.csv");
        assertEquals(ExitCode.OK, session.run("model", "tbabs*powerlaw", "0.2", "2", "0.5", "--rmf",
                folder.resolve("own.rmf").toString(), "--arf", folder.resolve("own.arf").toString(), "-o", model.toString()),
                session.err());
        int[] counts = Arrays.stream(column(Files.readAllLines(model), "model_rate"))
                .mapToInt(rate -> (int) Math.round(rate * 10)).toArray();
        int[] grouping = IntStream.range(0, SmallBundle.CHANNELS).map(i -> i % 3 == 0 ? 1 : -1).toArray();
        Path pha = folder.resolve("own.pha");
        ObservationFixture.pha(pha, counts, 10, 1, grouping, "own.rmf", "own.arf");
        double[] own = refined(pha);
        assertEquals(8, own[0]);
        assertEquals(0, own[1], 0.1, "C through its own response");
        assertEquals(0.5, own[2], 0.02, "norm through its own response");
        // The same counts without the files: the bundle's response, so twice the norm in the bundle's bins.
        Path bare = folder.resolve("bare.pha");
        ObservationFixture.pha(bare, counts, 10, 1, grouping, "none");
        double[] other = refined(bare);
        assertEquals(12, other[0]);
        assertEquals(1, other[2], 0.04, "norm through the bundle's response");
        double[] given = refined(bare, "--rmf", folder.resolve("own.rmf").toString(), "--arf",
                folder.resolve("own.arf").toString());
        assertArrayEquals(own, given);
        assertEquals(ExitCode.BAD_USAGE, session.run("report", bare.toString(), "-b", bundle, "-o", page.toString(), "--rmf",
                folder.resolve("own.rmf").toString()));
        assertTrue(session.err().contains("--rmf goes with --refine or --nested"), session.err());
    }

    /** Counts without noise: C is near 0, and the median is the norm they were made with. */
    @Test
    void aSpectrumFittedWithoutABundleHasAPage() throws IOException {
        double[] edges = IntStream.rangeClosed(0, 30).mapToDouble(i -> 0.4 + 0.2 * i).toArray();
        ObservationFixture.rmf(folder.resolve("own.rmf"), edges);
        ObservationFixture.arf(folder.resolve("own.arf"), edges, 200);
        int[] counts = IntStream.range(0, 30).map(i -> (int) Math.round(5000 * (1 / edges[i] - 1 / edges[i + 1]))).toArray();
        int[] grouping = IntStream.range(0, 30).map(i -> 1).toArray();
        Path pha = folder.resolve("own.pha");
        ObservationFixture.pha(pha, counts, 100, 1, grouping, "own.rmf", "own.arf", "none");
        double[] named = page(pha, "--model", "powerlaw*constant", "--fix", "PhoIndex=2", "--fix", "factor=1", "--prior",
                "norm=loguniform:1e-3,10", "--notice", "0.99,3.01", "--nested");
        assertEquals(10, named[0]);
        assertEquals(0, named[1], 0.1);
        assertEquals(0.25, named[2], 0.02);
        String html = Files.readString(page);
        assertTrue(html.contains("powerlaw*constant, posterior by the exact likelihood, 300 samples"), "lead");
        assertTrue(html.contains("PhoIndex = 2") && html.contains("likelihood") && html.contains(">this fit<"), "provenance");
        for (String part : List.of("misfit score", "SHA-256", "bundle", "network says")) {
            assertFalse(html.contains(part), part);
        }
        assertTrue(html.contains("evaluations in"), "nested sampling");
        assertEquals(2, html.split("<img ", -1).length - 1);
        // No bundle takes 30 channels: the usual model, through files that the spectrum does not name.
        Path bare = folder.resolve("bare.pha");
        ObservationFixture.pha(bare, counts, 100, 1, grouping, "none", "none", "none");
        double[] given = page(bare, "--rmf", folder.resolve("own.rmf").toString(), "--arf",
                folder.resolve("own.arf").toString());
        assertEquals(30, given[0]);
        html = Files.readString(page);
        assertTrue(html.contains("powerlaw: tbabs*powerlaw, abundances wilm, cross sections vern"), "model");
        assertEquals(ExitCode.BAD_INPUT, session.run("report", bare.toString(), "-o", page.toString()));
        assertTrue(session.err().contains("names no RMF"), session.err());
        assertEquals(ExitCode.BAD_USAGE, session.run("report", "-b", bundle, "--notice", "1,3", "-o", page.toString()));
    }

    private double[] page(Path pha, String... more) throws IOException {
        Stream<String> words = Stream.concat(Stream.of("report", pha.toString(), "-n", "300", "-o", page.toString()),
                Stream.of(more));
        assertEquals(ExitCode.OK, session.run(words.toArray(String[]::new)), session.err());
        return numbers();
    }

    /** Number of bins, C at the most likely parameters, norm at the median. */
    private double[] refined(Path pha, String... more) throws IOException {
        Stream<String> words = Stream.concat(Stream.of("report", pha.toString(), "-b", bundle, "-n", "400", "--refine", "-o",
                page.toString()), Stream.of(more));
        assertEquals(ExitCode.OK, session.run(words.toArray(String[]::new)), session.err());
        return numbers();
    }

    private double[] numbers() throws IOException {
        String html = Files.readString(page);
        return new double[] {number(html, "Of ([\\d]+) bins;"),
            number(html, "C-statistic at the most likely parameters</th><td class=\"n\">([-\\d.E]+)<"),
            number(html, "norm \\([^<]*</th><td class=\"n\">([\\d.]+) ")};
    }

    private static double number(String html, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(html);
        assertTrue(matcher.find(), pattern);
        return Double.parseDouble(matcher.group(1));
    }
}
