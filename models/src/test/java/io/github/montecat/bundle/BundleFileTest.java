package io.github.montecat.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.montecat.archive.NpyArray;
import io.github.montecat.fixture.TinyBundle;
import io.github.montecat.head.DensityCalibration;
import io.github.montecat.head.SinhArcsinh;
import io.github.montecat.spectrum.Spectrum;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleFileTest {

    @TempDir
    private static Path folder;
    private static byte[] good;

    @BeforeAll
    static void train() throws IOException {
        Path file = folder.resolve("tiny-file.montecat");
        TinyBundle.write(file, "tiny-file");
        good = Files.readAllBytes(file);
    }

    @Test
    void roundTripKeepsEverything() throws Exception {
        ModelBundle b = BundleFile.read(good, "good");
        assertEquals("tiny-file", b.name());
        assertEquals("TINYSAT PERFECT", b.instrument());
        assertEquals("powerlaw", b.prior().model().expression());
        assertEquals(TinyBundle.grouping(), b.grouping());
        assertEquals(64, b.sha256().length());
        assertArrayEquals(TinyBundle.response().grouped(TinyBundle.grouping()).toDense(), b.response().toDense());
        double[] channels = new double[TinyBundle.CHANNELS];
        Arrays.fill(channels, 3);
        double[] bins = TinyBundle.grouping().sum(channels);
        assertArrayEquals(b.input(Spectrum.of(bins, 100)), b.input(Spectrum.of(channels, 100)));
    }

    @Test
    void sameTrainingGivesTheSameFile() throws IOException {
        Path again = folder.resolve("again.montecat");
        TinyBundle.write(again, "tiny-file");
        assertArrayEquals(good, Files.readAllBytes(again));
    }

    @Test
    void storesDiagnosticsAndNothingElse() throws IOException {
        Path file = folder.resolve("measured.montecat");
        Files.write(file, good);
        BundleManifest.Metrics m = new BundleManifest.Metrics(0.25, 0.125, 0.5, 0.75);
        BundleFile.storeDiagnostics(file, BundleFile.read(file), new BundleManifest.Diagnostics(7, 3, m,
                Map.of("PhoIndex", m)));
        BundleManifest before = BundleFile.read(good, "good").manifest();
        BundleManifest after = BundleFile.read(file).manifest();
        assertEquals(m, after.diagnostics().parameters().get("PhoIndex"));
        assertEquals(before.members(), after.members());
        assertEquals(before.training(), after.training());
    }

    @Test
    void doesNotStoreTheDiagnosticsOfAnotherBundle() throws IOException {
        Path file = folder.resolve("replaced.montecat");
        Files.write(file, good);
        ModelBundle measured = BundleFile.read(file);
        BundleFile.write(file, BundleFile.with(measured, measured.manifest().toBuilder().version("1.1").build()));
        byte[] before = Files.readAllBytes(file);
        BundleManifest.Metrics m = new BundleManifest.Metrics(0.25, 0.125, 0.5, 0.75);
        String message = assertThrows(BundleFormatException.class, () -> BundleFile.storeDiagnostics(file, measured,
                new BundleManifest.Diagnostics(7, 3, m, Map.of("PhoIndex", m)))).getMessage();
        assertTrue(message.contains("was changed while it was measured"), message);
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    @Test
    void refusesACalibrationOfAPointHead() throws IOException {
        ModelBundle bundle = BundleFile.read(good, "good");
        double[] one = {1};
        String message = assertThrows(BundleFormatException.class, () -> BundleFile.with(bundle,
                bundle.manifest().withCalibration(
                new BundleManifest.Calibration(600, 1, one, Map.of("PhoIndex", new double[1], "norm", new double[1]),
                        Map.of("PhoIndex", one, "norm", one), null, null, null), "1.1"))).getMessage();
        assertTrue(message.contains("point"), message);
    }

    @Test
    void aCalibrationNeedNotSkewButMustSayWhatItDoesAtAllCounts() {
        double[] two = {0.5, 2};
        BundleManifest.Calibration c = new BundleManifest.Calibration(600, 1, new double[] {10, 100},
                Map.of("PhoIndex", new double[2]), Map.of("PhoIndex", two), null, Map.of("PhoIndex", new double[1]), null);
        BundleManifest.Calibration plain = new BundleManifest.Calibration(600, 1, c.counts(), c.shift(), c.stretch(), null, null,
                null);
        assertEquals(List.of(new SinhArcsinh(0, 0.5, 0, 1), new SinhArcsinh(0, 2, 0, 1)), plain.shapes("PhoIndex"));
        assertEquals("widths times 0.50 to 2.00, medians moved by up to 0.00 sigma, on 600 spectra", plain.effect());
        String tail = assertThrows(IllegalArgumentException.class, () -> c.shapes("PhoIndex")).getMessage();
        assertTrue(tail.contains("1 values of tail") && tail.contains("expected 2"), tail);
        Map<String, double[]> noughts = Map.of("PhoIndex", new double[1]);
        String stretch = assertThrows(IllegalArgumentException.class, () -> new BundleManifest.Calibration(600, 1,
                new double[] {10}, noughts, noughts, null, null, null).shapes("PhoIndex")).getMessage();
        assertTrue(stretch.contains("PhoIndex") && stretch.contains("stretch 0.0"), stretch);
        String norm = assertThrows(IllegalArgumentException.class, () -> plain.shapes("norm")).getMessage();
        assertTrue(norm.contains("no shift for parameter norm"), norm);
    }

    @Test
    void aCalibrationMixesEachParameterWithThoseBeforeIt() {
        List<String> labels = List.of("nH", "PhoIndex", "norm");
        Map<String, double[]> shift = Map.of("nH", new double[2], "PhoIndex", new double[2], "norm", new double[2]);
        double[] ones = {1, 1};
        Map<String, double[]> stretch = Map.of("nH", ones, "PhoIndex", ones, "norm", ones);
        Map<String, double[]> index = Map.of("nH", new double[] {0.5, 0.6});
        BundleManifest.Calibration mixed = new BundleManifest.Calibration(600, 1, new double[] {10, 100}, shift, stretch, null, null,
                Map.of("PhoIndex", index, "norm", Map.of("nH", new double[] {1, 2}, "PhoIndex", new double[] {3, -4})));
        DensityCalibration c = mixed.toDensityCalibration(labels);
        assertArrayEquals(new double[] {0.5, 0.6}, c.mixing(1, 0));
        assertArrayEquals(new double[] {1, 2}, c.mixing(2, 0));
        assertArrayEquals(new double[] {3, -4}, c.mixing(2, 1));
        assertEquals("widths times 1.00 to 1.00, medians moved by up to 0.00 sigma, correlations by up to 0.97, on 600 spectra",
                mixed.effect());
        String missing = assertThrows(IllegalArgumentException.class, () -> new BundleManifest.Calibration(600, 1,
                new double[] {10, 100}, shift, stretch, null, null, Map.of("PhoIndex", index))
                .toDensityCalibration(labels)).getMessage();
        assertTrue(missing.contains("no mixing with norm for parameter nH"), missing);
    }

    @Test
    void refusesADamagedMember() throws IOException {
        byte[] bad = changed(m -> {
            m.get("response/matrix.npy")[200] ^= 1;
            return m;
        });
        refused(bad, "response/matrix.npy", "SHA-256");
    }

    @Test
    void refusesAPathOutsideTheArchive() throws IOException {
        refused(changed(m -> {
            m.put("../evil", new byte[1]);
            return m;
        }), "../evil");
    }

    @Test
    void refusesMissingAndUnexpectedMembers() throws IOException {
        refused(changed(m -> {
            m.remove("weights/gru0/kernel.npy");
            return m;
        }), "no member 'weights/gru0/kernel.npy'");
        refused(changed(m -> {
            m.put("extra", new byte[1]);
            return m;
        }), "member 'extra'");
        // A member that only the manifest knows of is no better.
        refused(listed("extra", new byte[1]), "member 'extra'");
        refused(listed("network.zip", new byte[1]), "member 'network.zip'");
    }

    @Test
    void refusesAMemberThatIsThereTwice() throws IOException {
        byte[] twice = good.clone();
        // Both names have as many letters, so that the archive stays whole.
        replace(twice, "response/energies.npy", "weights/gru0/bias.npy");
        refused(twice, "there twice");
    }

    /** Replaces all occurrences of a name by one of the same length. */
    private static void replace(byte[] bytes, String name, String other) {
        byte[] from = name.getBytes(StandardCharsets.ISO_8859_1);
        byte[] to = other.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i + from.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + from.length, from, 0, from.length)) {
                System.arraycopy(to, 0, bytes, i, to.length);
            }
        }
    }

    @Test
    void refusesOtherFormatsAndSaysHowToConvertTheLast() throws IOException {
        refused(manifest("\"format\": 3", "\"format\": 1"), "format 1", "format 3");
        refused(manifest("\"format\": 3", "\"format\": 2"), "format 2", "montecat bundles convert");
        refused(manifest("\"format\": 3", "\"format\": 4"), "format 4", "get a program that reads it");
        refused(manifest("\"format\": 3", "\"format\": \"3\""), "has the format \"3\", which is no number");
        refused(manifest("\"format\": 3,", ""), "does not tell its format");
        refused(manifest("\"format\": 3", "\"format\": 3e9999999999"), "it is of format 3e9999999999");
    }

    @Test
    void saysWhatIsWrongInWordsOfItsOwn() throws IOException {
        refused(manifest("\"format\": 3", "\"format\": 3, \"colour\": 1"), "at '/colour'", "no property of this name");
        String number = refusal(manifest("\"channels\": 32", "\"channels\": 1e99999999999"));
        assertTrue(number.contains("bundle.json") && !number.contains("scale"), number);
        String cut = refusal(Arrays.copyOf(good, good.length / 2));
        assertTrue(cut.contains("it is cut short: it ends in its member '") && !cut.contains("ZLIB"), cut);
    }

    private static String refusal(byte[] bytes) {
        return assertThrows(BundleFormatException.class, () -> BundleFile.read(bytes, "odd")).getMessage();
    }

    @Test
    void refusesATextThatDoesNotObeyTheSchema() throws IOException {
        for (String part : new String[] {"instrument", "model", "exposure", "network"}) {
            refused(manifest("\"" + part + "\": {", "\"other\": {"), "bundle-3.schema.json", part);
        }
        refused(manifest("\"units\": 16", "\"units\": -16"), "/network/units");
        refused(manifest("\"units\": 16", "\"units\": 16.5"), "/network/units");
        refused(manifest("\"units\": 16", "\"units\": null"), "/network/units");
        refused(manifest("\"layers\": 2", "\"layers\": 2000000000"), "/network/layers");
        refused(manifest("\"dropout\": 0.1", "\"dropout\": NaN"), "not valid JSON");
        refused(manifest("\"dropout\": 0.1", "\"dropout\": 1e999999"), "");
        refused(manifest("\"channels\": 32", "\"channels\": -32"), "/channels");
        refused(manifest("\"channels\": 32", "\"channels\": 31"), "end at channel 32, it has 31");
        refused(manifest("\"name\": \"tiny-file\"", "\"name\": \"../tiny\""), "/name");
        refused(manifest("\"format\": 3", "\"class\": \"java.lang.Runtime\", \"format\": 3"), "class");
    }

    @Test
    void refusesAModelThatItCannotCompute() throws IOException {
        refused(manifest("\"crossSections\": \"vern\"", "\"crossSections\": \"bcmc\""), "cross sections bcmc", "vern");
        refused(manifest("\"abundances\": \"wilm\"", "\"abundances\": \"none\""), "abundance table none", "wilm");
        refused(manifest("\"expression\": \"powerlaw\"", "\"expression\": \"warp\""), "warp");
        refused(manifest("\"label\": \"norm\"", "\"label\": \"PhoIndex\""), "PhoIndex has two priors");
    }

    @Test
    void refusesArraysThatAreNotWhatTheManifestNeeds() throws IOException {
        String weights = "weights/gru0/kernel.npy";
        refused(array(weights, NpyArray.of(new float[9], 3, 3)), weights, "(3 x 3)");
        refused(array(weights, NpyArray.of(new double[2 * 48], 2, 48)), weights, "<f8");
        float[] nan = new float[2 * 48];
        nan[7] = Float.NaN;
        refused(array(weights, NpyArray.of(nan, 2, 48)), weights, "NaN at index 7");
        refused(listed(weights, "text".getBytes(StandardCharsets.UTF_8)), weights, "not a NumPy array");
        float[] infinite = new float[32 * 8];
        infinite[0] = Float.POSITIVE_INFINITY;
        refused(array("response/matrix.npy", NpyArray.of(infinite, 32, 8)), "response/matrix.npy", "Infinity");
        refused(array("scaler/deviation.npy", NpyArray.of(new double[8], 8)), "deviation.npy", "0.0");
        double[][] overlapping = {{1, 2, 2.5, 4, 5, 6, 7, 8}, {2, 3, 4, 5, 6, 7, 8, 9}};
        refused(array("response/bins.npy", NpyArray.of(overlapping)), "response/bins.npy", "do not overlap");
    }

    /** Numbers that are finite and absurd would end as blank or infinite results. */
    @Test
    void refusesNumbersThatNoTrainingGives() throws IOException {
        float[] weight = new float[2 * 48];
        weight[5] = -3e38f;
        refused(array("weights/gru0/kernel.npy", NpyArray.of(weight, 2, 48)), "weights/gru0/kernel.npy", "index 5",
                "from -1000000.0 to 1000000.0");
        float[] area = new float[32 * 8];
        refused(array("response/matrix.npy", NpyArray.of(area, 32, 8)), "response/matrix.npy", "0 everywhere");
        area[9] = -1;
        refused(array("response/matrix.npy", NpyArray.of(area, 32, 8)), "response/matrix.npy", "-1.0 at index 9");
        for (double deviation : new double[] {1e-320, 1e308, -1}) {
            double[] deviations = new double[8];
            Arrays.fill(deviations, 1);
            deviations[2] = deviation;
            refused(array("scaler/deviation.npy", NpyArray.of(deviations, 8)), "deviation.npy", deviation + " at index 2");
        }
        byte[] open = array("weights/gru0/kernel.npy", NpyArray.of(weight, 2, 48));
        assertThrows(BundleFormatException.class, () -> BundleFile.open(open, "also where it is only looked at"));
    }

    @Test
    void refusesACalibrationThatNoTrainingGives() {
        double[] counts = {10};
        Map<String, double[]> shift = Map.of("norm", new double[] {0});
        Map<String, double[]> one = Map.of("norm", new double[] {1});
        BundleBounds.require(new BundleManifest.Calibration(600, 1, counts, shift, one, shift, one, null));
        BundleBounds.require((BundleManifest.Calibration) null);
        Map<String, double[]> absurd = Map.of("norm", new double[] {1e308});
        for (BundleManifest.Calibration c : List.of(
                new BundleManifest.Calibration(600, 1, new double[] {1e308}, shift, one, null, null, null),
                new BundleManifest.Calibration(600, 1, counts, absurd, one, null, null, null),
                new BundleManifest.Calibration(600, 1, counts, shift, absurd, null, null, null),
                new BundleManifest.Calibration(600, 1, counts, shift, one, absurd, null, null),
                new BundleManifest.Calibration(600, 1, counts, shift, one, null, absurd, null),
                new BundleManifest.Calibration(600, 1, counts, shift, one, null, null, Map.of("nH", absurd)))) {
            String message = assertThrows(IllegalArgumentException.class, () -> BundleBounds.require(c)).getMessage();
            assertTrue(message.contains("1.0E308, expected numbers from"), message);
        }
    }

    @Test
    void oneBadBundleInAFolderIsLeftOutAlone() throws IOException {
        Path some = Files.createDirectories(folder.resolve("some"));
        Files.write(some.resolve("good.montecat"), good);
        Files.write(some.resolve("bad.montecat"), manifest("\"units\": 16", "\"units\": 1"));
        Files.write(some.resolve("worse.montecat"), new byte[] {1, 2, 3});
        float[] nan = new float[2 * 48];
        nan[0] = Float.NaN;
        Files.write(some.resolve("nan.montecat"), array("weights/gru0/kernel.npy", NpyArray.of(nan, 2, 48)));
        Files.createDirectory(some.resolve("folder.montecat"));
        Files.createSymbolicLink(some.resolve("nowhere.montecat"), some.resolve("nothing"));
        BundleLibrary library = BundleLibrary.standard(some);
        assertTrue(library.find("tiny-file").isPresent());
        assertEquals(BundleLibrary.shipped().bundles().size() + 1, library.bundles().size());
    }

    /** The bundle with another text. */
    private static byte[] manifest(String from, String to) throws IOException {
        return changed(m -> {
            String json = new String(m.get("bundle.json"), StandardCharsets.UTF_8);
            assertTrue(json.contains(from), json);
            m.put("bundle.json", json.replace(from, to).getBytes(StandardCharsets.UTF_8));
            return m;
        });
    }

    private static byte[] array(String name, NpyArray array) throws IOException {
        return listed(name, array.toBytes());
    }

    /** The bundle with a member that its manifest lists with the right checksum. */
    private static byte[] listed(String name, byte[] content) throws IOException {
        return changed(m -> {
            m.put(name, content);
            JsonObject json = JsonParser.parseString(new String(m.get("bundle.json"), StandardCharsets.UTF_8))
                    .getAsJsonObject();
            json.getAsJsonObject("members").addProperty(name, BundleFile.sha256(content));
            m.put("bundle.json", json.toString().getBytes(StandardCharsets.UTF_8));
            return m;
        });
    }

    @Test
    void refusesWhatIsNoBundle() throws IOException {
        refused("hello".getBytes(StandardCharsets.UTF_8), "not a zip file");
        refused(changed(m -> {
            m.remove("bundle.json");
            return m;
        }), "bundle.json");
    }

    private static void refused(byte[] bytes, String... parts) {
        String message = assertThrows(BundleFormatException.class, () -> BundleFile.read(bytes, "bad.montecat"))
                .getMessage();
        assertTrue(message.contains("bad.montecat"), message);
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    private static byte[] changed(UnaryOperator<Map<String, byte[]>> change) throws IOException {
        Map<String, byte[]> members = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(good))) {
            for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                members.put(e.getName(), zip.readAllBytes());
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> e : change.apply(members).entrySet()) {
                zip.putNextEntry(new ZipEntry(e.getKey()));
                zip.write(e.getValue());
            }
        }
        return out.toByteArray();
    }
}
