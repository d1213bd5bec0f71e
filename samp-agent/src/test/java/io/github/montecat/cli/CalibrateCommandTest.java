package io.github.montecat.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.bundle.BundleFile;
import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.fixture.TinyBundle;
import io.github.montecat.simulate.SpectrumSource;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class CalibrateCommandTest {

    @TempDir
    Path folder;

    private final CommandLineSession session = new CommandLineSession(new CalibrateCommand());

    @Test
    void aCalibratedBundleIsWrittenAndMeasured() throws Exception {
        Path plain = folder.resolve("plain.montecat");
        TinyBundle.write(plain, "plain", "density", 0.1, SpectrumSource.of(TinyBundle.prior(),
                TinyBundle.response().grouped(TinyBundle.grouping()), TinyBundle.EXPOSURE));
        byte[] before = Files.readAllBytes(plain);
        Path calibrated = folder.resolve("calibrated.montecat");
        assertEquals(ExitCode.OK, session.run("calibrate", plain.toString(), "--spectra", "2000", "--bundle-version", "2.0",
                "-o", calibrated.toString()), session.err());
        assertTrue(session.err().contains("calibrated: widths times"), session.err());
        assertTrue(session.out().contains("in 68 %"), session.out());
        assertArrayEquals(before, Files.readAllBytes(plain));
        BundleManifest manifest = BundleFile.read(calibrated).manifest();
        assertEquals("2.0", manifest.version());
        assertEquals(2000, manifest.calibration().spectra());
        assertTrue(manifest.diagnostics().isComplete());
        CommandLineSession show = new CommandLineSession(new BundlesCommand());
        assertEquals(ExitCode.OK, show.run("bundles", "show", calibrated.toString()), show.err());
        assertTrue(show.out().contains(manifest.calibration().effect()), show.out());
    }

    @Test
    void aPointHeadIsRefused() throws Exception {
        Path point = folder.resolve("point.montecat");
        TinyBundle.write(point, "point");
        Path output = folder.resolve("out.montecat");
        assertEquals(ExitCode.BAD_INPUT, session.run("calibrate", point.toString(), "-o", output.toString()));
        assertTrue(session.err().contains("only a density can be calibrated"), session.err());
        assertFalse(Files.exists(output));
    }

    @Test
    void wordsThatAreMissingAreNamed() {
        assertEquals(ExitCode.BAD_USAGE, session.run("calibrate", "-o", "x.montecat"));
        assertTrue(session.err().contains("bundle file"), session.err());
    }
}
