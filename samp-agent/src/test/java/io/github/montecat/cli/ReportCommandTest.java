package io.github.montecat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.SmallBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
            new InferCommand());
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
            assertEquals(Set.of("metrics.csv", "coverage.csv", "ranks.csv", "spectra.csv", "predictions.png",
                    "coverage.png",
                    "coverage-counts.png", "ranks.png", "residuals.png", "fits.png"),
                    files.map(f -> f.getFileName().toString()).collect(Collectors.toSet()));
        }
        List<String> coverage = Files.readAllLines(out.resolve("coverage.csv"));
        assertEquals("parameter,counts_min,counts_max,level,spectra,coverage,coverage_error", coverage.get(0));
        assertEquals(61, Files.readAllLines(out.resolve("spectra.csv")).size());
        String plain = session.out().substring(session.out().indexOf(SmallBundle.NAME));
        assertEquals(ExitCode.OK, session.run("evaluate", "-b", bundle, "-n", "60", "--passes", "10"), session.err());
        assertEquals(plain, session.out());
        assertEquals(ExitCode.BAD_USAGE, session.run("evaluate", "-b", bundle, "--fits"));
        assertEquals(ExitCode.BAD_USAGE, session.run("evaluate", "-b", bundle, "--exact", "1"));
    }
}
