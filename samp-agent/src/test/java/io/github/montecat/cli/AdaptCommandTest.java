package io.github.montecat.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.bundle.BundleFile;
import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.fixture.TinyBundle;
import io.github.montecat.ogip.ResponseWriter;
import io.github.montecat.response.Response;
import io.github.montecat.simulate.BackgroundDraw;
import io.github.montecat.simulate.ExposureDraw;
import io.github.montecat.simulate.SpectrumSource;
import io.github.montecat.spectrum.EnergyGrid;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A bundle learns a response of a third of the area in a few epochs. */
@Timeout(120)
class AdaptCommandTest {

    @TempDir
    Path folder;

    private final CommandLineSession session = new CommandLineSession(new AdaptCommand());
    private Path bundle;
    private Path response;

    @BeforeEach
    void makeBundleAndResponse() throws Exception {
        bundle = folder.resolve("wide.montecat");
        double[] rates = new double[TinyBundle.grouping().size()];
        Arrays.fill(rates, 0.1);
        TinyBundle.write(bundle, "wide", "density", 0.02, SpectrumSource.of(TinyBundle.prior(),
                TinyBundle.response().grouped(TinyBundle.grouping()), new ExposureDraw(50, 500),
                Optional.of(new BackgroundDraw("flat", rates, 0.5, 2, 0.1, 0.5))));
        response = folder.resolve("third.rsp");
        EnergyGrid grid = TinyBundle.response().bins();
        float[] matrix = TinyBundle.response().toDense();
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] /= 3;
        }
        new ResponseWriter("TINYSAT", "PERFECT", 0, List.of()).write(response, Response.ofDense(grid, grid, matrix));
    }

    @Test
    void theLossFallsAndTheBundleKnowsItsResponse() throws Exception {
        Path output = folder.resolve("mine.montecat");
        assertEquals(ExitCode.OK, session.run("adapt", "--bundle", bundle.toString(), "--rmf", response.toString(),
                "--prior", "PhoIndex=uniform:1.5,2.5", "--exposure", "60,400", "--epochs", "4", "--spectra", "1000",
                "-o", output.toString()), session.err());
        Matcher losses = Pattern.compile("loss on validation spectra: (\\S+) before, (\\S+) after").matcher(session.out());
        assertTrue(losses.find(), session.out());
        assertTrue(Double.parseDouble(losses.group(2)) < Double.parseDouble(losses.group(1)) - 0.5, losses.group());
        ModelBundle adapted = BundleFile.read(output);
        assertEquals("mine", adapted.name());
        assertEquals(50 / 3.0, adapted.response().toDense()[0], 1e-5);
        assertEquals(1.5, adapted.prior().free().get(0).prior().min());
        assertEquals(new ExposureDraw(60, 400), adapted.source().exposure());
        assertArrayEquals(BundleFile.read(bundle).source().background().orElseThrow().rates(),
                adapted.source().background().orElseThrow().rates());
        assertTrue(adapted.manifest().training().command().startsWith("adapt --bundle 'wide.montecat' --rmf 'third.rsp'"),
                adapted.manifest().training().command());
    }

    @Test
    void aTimeGivesANumberOfEpochs() throws Exception {
        Path output = folder.resolve("mine.montecat");
        assertEquals(ExitCode.OK, session.run("adapt", "--bundle", bundle.toString(), "--minutes", "0.001", "--spectra",
                "200", "-o", output.toString()), session.err());
        assertTrue(BundleFile.read(output).manifest().training().epochs() >= 1);
        BundleManifest.Diagnostics measured = BundleFile.read(output).manifest().diagnostics();
        assertTrue(measured.isComplete());
        assertEquals(40, measured.testSpectra());
        assertTrue(session.out().contains("beyond 5 sigma"), session.out());
    }

    @Test
    void badSettingsAreRefusedBeforeTheFirstSpectrum() {
        String[] words = {"adapt", "--bundle", bundle.toString(), "--spectra", Integer.toString(Integer.MAX_VALUE), "-o",
            folder.resolve("mine.montecat").toString(), "--epochs", "1", "--name", "no name"};
        assertEquals(ExitCode.BAD_USAGE, session.run(words));
        assertTrue(session.err().contains("bundle name 'no name'"), session.err());
        words[words.length - 2] = "--rate";
        words[words.length - 1] = "-1";
        assertEquals(ExitCode.BAD_USAGE, session.run(words));
        assertTrue(session.err().contains("--rate is '-1'"), session.err());
    }

    @Test
    void whatDoesNotFitIsNamed() throws Exception {
        String output = folder.resolve("x.montecat").toString();
        assertEquals(ExitCode.BAD_USAGE, session.run("adapt", "--bundle", bundle.toString(), "--arf", "a.arf", "-o", output));
        assertTrue(session.err().contains("--arf goes with --rmf"), session.err());
        EnergyGrid grid = EnergyGrid.ofEdges(1, 2, 3);
        Path small = folder.resolve("small.rsp");
        new ResponseWriter("", "", 0, List.of()).write(small, Response.ofDense(grid, grid, new float[] {1, 0, 0, 1}));
        assertEquals(ExitCode.BAD_INPUT, session.run("adapt", "--bundle", bundle.toString(), "--rmf", small.toString(), "-o",
                output));
        assertTrue(session.err().contains("2 channels") && session.err().contains("takes 32"), session.err());
        assertEquals(ExitCode.BAD_INPUT, session.run("adapt", "--bundle", bundle.toString(), "--prior", "kT=uniform:1,2", "-o",
                output));
        assertTrue(session.err().contains("no free parameter kT; it has [PhoIndex, norm]"), session.err());
    }
}
