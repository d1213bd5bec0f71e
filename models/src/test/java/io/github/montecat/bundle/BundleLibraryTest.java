package io.github.montecat.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.montecat.archive.Archive;
import io.github.montecat.engine.CpuEngine;
import io.github.montecat.fitmodel.FitModel;
import io.github.montecat.fixture.TinyBundle;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.inference.FitRequest;
import io.github.montecat.inference.FitResult;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.inference.ModelChoice;
import io.github.montecat.inference.SpectrumFitter;
import io.github.montecat.kernel.PassSampler;
import io.github.montecat.physics.ModelSettings;
import io.github.montecat.progress.Progress;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
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
        unfit(FitFlag.NO_BUNDLE, Spectrum.of(flat(32), 124.66), "124.66", "90-110");
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

    private static void density(JsonObject manifest) {
        manifest.getAsJsonObject("network").addProperty("head", "density");
        manifest.getAsJsonObject("network").addProperty("components", 2);
    }

    /** What is listed of a bundle with another manifest. */
    private static ModelBundle withManifest(Path file, String name, Consumer<JsonObject> change) throws IOException {
        TinyBundle.write(file, name);
        Map<String, byte[]> members = Archive.unzip(Files.readAllBytes(file));
        JsonObject manifest = JsonParser.parseString(new String(members.get("bundle.json"), StandardCharsets.UTF_8))
                .getAsJsonObject();
        change.accept(manifest);
        members.put("bundle.json", manifest.toString().getBytes(StandardCharsets.UTF_8));
        Archive.write(file, members);
        return BundleFile.open(file);
    }

    @Test
    void ofSeveralThatFitTheDensityThenTheSmallestModelThenTheNearestExposureIsTaken(@TempDir Path folder) throws Exception {
        ModelBundle tiny = withManifest(folder.resolve("a"), "tiny", BundleLibraryTest::density);
        ModelBundle point = withManifest(folder.resolve("b"), "point", m -> m.getAsJsonObject("network").addProperty("head", "point"));
        ModelBundle larger = withManifest(folder.resolve("c"), "larger", m -> {
            density(m);
            JsonArray parameters = m.getAsJsonObject("model").getAsJsonArray("parameters");
            parameters.add(parameters.get(0));
        });
        ModelBundle longer = withManifest(folder.resolve("d"), "longer", m -> {
            density(m);
            m.getAsJsonObject("exposure").addProperty("max", 1000);
        });
        BundleLibrary all = BundleLibrary.of(List.of(larger, point, longer, tiny));
        assertSame(tiny, all.select(Spectrum.of(flat(32), 100)));
        assertSame(longer, all.select(Spectrum.of(flat(32), 300)));
        assertSame(larger, BundleLibrary.of(List.of(larger, point)).select(Spectrum.of(flat(32), 100)));
    }

    /** A bundle whose file is whole, checksums and all, but whose scaler has other bins: it cannot be loaded. */
    private static void writeUnusable(Path file, String name) throws IOException {
        TinyBundle.write(file, name);
        Map<String, byte[]> members = Archive.unzip(Files.readAllBytes(file));
        String manifest = new String(members.remove("bundle.json"), StandardCharsets.UTF_8);
        String sum = HexFormat.of().formatHex(sha256(members.get("scaler/mean.npy")));
        assertTrue(manifest.contains(sum), manifest);
        byte[] other = members.get("response/bins.npy");
        members.put("scaler/mean.npy", other);
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("bundle.json", manifest.replace(sum, HexFormat.of().formatHex(sha256(other)))
                .getBytes(StandardCharsets.UTF_8));
        all.putAll(members);
        Archive.write(file, all);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatCannotBeMadeOfAWholeFileIsSaidAtFirstUseWithBundleAndFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("some-file.montecat");
        writeUnusable(file, "unusable");
        String eager = assertThrows(BundleFormatException.class, () -> BundleFile.read(file)).getMessage();
        ModelBundle bundle = BundleLibrary.standard(folder).find("unusable").orElseThrow();
        assertEquals("unusable", bundle.name());
        assertEquals(TinyBundle.CHANNELS, bundle.channelCount());
        for (Executable use : List.<Executable>of(bundle::load, bundle::sampler, bundle::response, bundle::load)) {
            UncheckedIOException e = assertThrows(UncheckedIOException.class, use);
            assertEquals(eager, e.getCause().getMessage());
        }
        assertTrue(eager.startsWith("bundle unusable of " + file + " refused: "), eager);
    }

    @Test
    void anUnusableBundleCostsTheRowsOfOthersNothing(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("some-file.montecat");
        writeUnusable(file, "unusable");
        BundleLibrary both = BundleLibrary.of(List.of(TinyBundle.get(), BundleFile.open(file)));
        for (String name : List.of("unusable", TinyBundle.get().name())) {
            FitResult r = new SpectrumFitter(both, new FitSettings(5, 1, Optional.of(name)))
                    .fit(List.of(FitRequest.of(0, Spectrum.of(flat(32), 100))), Progress.NONE).get(0);
            boolean good = !name.equals("unusable");
            assertEquals(good, r.posterior().isPresent());
            assertEquals(!good, r.flags().contains(FitFlag.NO_BUNDLE));
            assertTrue(good || r.reason().contains(file.toString()), r.reason());
        }
    }

    /** A fit model asks which bundles were trained for it. */
    @Test
    void anUnusableBundleDoesNotStopFitsOfItsModel(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("some-file.montecat");
        writeUnusable(file, "unusable");
        BundleLibrary both = BundleLibrary.of(List.of(TinyBundle.get(), BundleFile.open(file)));
        FitModel same = new FitModel("same", "", TinyBundle.prior(), ModelSettings.DEFAULT);
        FitResult r = SpectrumFitter.ofAny(both, new ModelChoice(same, true, Optional.empty()),
                new FitSettings(100, 1, Optional.empty()), new CpuEngine(), s -> Optional.of(TinyBundle.response()))
                .fit(List.of(FitRequest.of(0, Spectrum.of(flat(32), 100))), Progress.NONE).get(0);
        assertEquals("", r.reason());
        assertEquals("same", r.origin().orElseThrow().model().name());
    }

    @Test
    void aLibraryBuildsWhatIsUsedOnce(@TempDir Path folder) throws Exception {
        TinyBundle.write(folder.resolve("mine.montecat"), "mine");
        ModelBundle bundle = BundleLibrary.standard(folder).find("mine").orElseThrow();
        ModelBundle whole = BundleFile.read(folder.resolve("mine.montecat"));
        assertEquals(whole.sha256(), bundle.sha256());
        List<PassSampler> made = Collections.synchronizedList(new ArrayList<>());
        IntStream.range(0, 16).parallel().forEach(i -> made.add(bundle.sampler()));
        made.forEach(s -> assertSame(made.get(0), s));
        Spectrum spectrum = Spectrum.of(flat(32), 100);
        assertArrayEquals(whole.input(spectrum), bundle.input(spectrum));
        assertArrayEquals(whole.sampler().sample(whole.sampler().prepare(whole.input(spectrum)), 3, 0, 0, 8),
                bundle.sampler().sample(bundle.sampler().prepare(bundle.input(spectrum)), 3, 0, 0, 8));
    }
}
