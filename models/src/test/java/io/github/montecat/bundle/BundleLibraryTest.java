package io.github.montecat.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.fixture.TinyBundle;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleLibraryTest {

    private final BundleLibrary library = BundleLibrary.of(List.of(TinyBundle.get()));

    private static double[] flat(int channels) {
        double[] counts = new double[channels];
        Arrays.fill(counts, 2);
        return counts;
    }

    @Test
    void findsByChannelsBinsAndExposure() throws UnfitSpectrumException {
        assertSame(TinyBundle.get(), library.select(Spectrum.of(flat(32), 100)));
        assertSame(TinyBundle.get(), library.select(Spectrum.of(flat(8), 109)));
    }

    @Test
    void everyUnfitSpectrumGetsItsFlagAndBothSides() {
        unfit(FitFlag.WRONG_LENGTH, Spectrum.of(flat(33), 100), "33", "32");
        unfit(FitFlag.NO_BUNDLE, Spectrum.of(flat(32), 124.66), "124.66", "90.0-110.0");
        unfit(FitFlag.NO_EXPOSURE, Spectrum.of(flat(32), Double.NaN), "exposure");
        unfit(FitFlag.NO_EXPOSURE, Spectrum.of(flat(32), -1), "-1.0");
        unfit(FitFlag.EMPTY, Spectrum.of(new double[0], 100), "no channels");
        unfit(FitFlag.EMPTY, Spectrum.of(new double[32], 100), "no counts");
        double[] bad = flat(32);
        bad[5] = Double.NaN;
        unfit(FitFlag.NOT_FINITE, Spectrum.of(bad, 100), "NaN", "channel 5");
        bad[5] = -3;
        unfit(FitFlag.NEGATIVE, Spectrum.of(bad, 100), "-3", "channel 5");
        unfit(FitFlag.NO_BUNDLE, Spectrum.builder(flat(32)).exposure(100).mission("XMM", "EPN").build(), "XMM",
                "TINYSAT");
    }

    private void unfit(FitFlag flag, Spectrum spectrum, String... parts) {
        UnfitSpectrumException e = assertThrows(UnfitSpectrumException.class, () -> library.select(spectrum));
        assertEquals(flag, e.flag(), e.getMessage());
        for (String part : parts) {
            assertTrue(e.getMessage().contains(part), e.getMessage());
        }
    }

    @Test
    void aFolderAddsItsBundles(@TempDir Path folder) throws IOException {
        TinyBundle.write(folder.resolve("mine.montecat"), "mine");
        Files.writeString(folder.resolve("damaged.montecat"), "this is no bundle and must not cost the good one");
        BundleLibrary standard = BundleLibrary.standard(folder);
        assertTrue(standard.find("mine").isPresent());
        assertTrue(standard.find("yours").isEmpty());
        assertEquals(standard.bundles().stream().map(ModelBundle::name).sorted().toList(),
                standard.bundles().stream().map(ModelBundle::name).toList());
    }
}
