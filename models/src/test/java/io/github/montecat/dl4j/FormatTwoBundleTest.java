package io.github.montecat.dl4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.montecat.archive.Archive;
import io.github.montecat.bundle.BundleFile;
import io.github.montecat.bundle.BundleFormatException;
import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.fixture.TinyBundle;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.learning.config.NoOp;

/** Files of Deeplearning4j, and bundles of format 2, which held one. */
class FormatTwoBundleTest {

    private static ModelBundle tiny;
    private static byte[] now;

    @BeforeAll
    static void train(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("tiny.montecat");
        TinyBundle.write(file, "tiny");
        now = Files.readAllBytes(file);
        tiny = BundleFile.read(file);
    }

    /** A bundle as format 2 had it. */
    private static byte[] formatTwo(byte[] network) throws Exception {
        Map<String, byte[]> members = Archive.unzip(now);
        members.keySet().removeIf(name -> name.startsWith("weights/"));
        members.put("network.zip", network);
        JsonObject manifest = JsonParser.parseString(new String(members.remove("bundle.json"), StandardCharsets.UTF_8))
                .getAsJsonObject();
        manifest.addProperty("format", 2);
        manifest.getAsJsonObject("model").remove("tables");
        manifest.getAsJsonObject("training").remove("files");
        manifest.getAsJsonObject("training").addProperty("commit", "");
        manifest.getAsJsonObject("training").addProperty("command", "train --from 'old.montecat'");
        JsonObject sums = new JsonObject();
        members.forEach((name, content) -> sums.addProperty(name, BundleFile.sha256(content)));
        manifest.add("members", sums);
        Map<String, byte[]> all = new LinkedHashMap<>(Map.of("bundle.json",
                manifest.toString().getBytes(StandardCharsets.UTF_8)));
        all.putAll(members);
        return Archive.zip(all);
    }

    private static byte[] network() throws Exception {
        return Deeplearning4jFile.write(tiny.architecture(), tiny.weights());
    }

    @Test
    void aBundleOfFormatTwoKeepsItsBitsAndSaysWhatIsUnknown() throws Exception {
        byte[] old = formatTwo(network());
        assertTrue(assertThrows(BundleFormatException.class, () -> BundleFile.read(old, "old")).getMessage()
                .contains("montecat bundles convert"));
        ModelBundle converted = FormatTwoBundle.convert(old, "old");
        assertEquals(tiny.weights(), converted.weights());
        float[] input = new float[tiny.architecture().layOut(new float[tiny.architecture().shape().size()]).length];
        assertArrayEquals(tiny.sampler().sample(tiny.sampler().prepare(input), 1, 2, 0, 50),
                converted.sampler().sample(converted.sampler().prepare(input), 1, 2, 0, 50));
        assertArrayEquals(tiny.response().toDense(), converted.response().toDense());
        BundleManifest.Training training = converted.manifest().training();
        assertEquals("unknown", training.commit());
        assertEquals(new BundleManifest.Parent("unknown", "unknown"), training.parent());
    }

    @Test
    void takesNoMemberThatDeeplearning4jWouldRun() throws Exception {
        Map<String, byte[]> members = Archive.unzip(network());
        members.put("preprocessor.bin", new byte[] {(byte) 0xac, (byte) 0xed, 0, 5});
        String message = assertThrows(BundleFormatException.class,
                () -> FormatTwoBundle.convert(formatTwo(Archive.zip(members)), "old")).getMessage();
        assertTrue(message.contains("preprocessor.bin"), message);
    }

    @Test
    void readsCoefficientsInJavaAndRefusesMalformedOnes() throws Exception {
        byte[] good = Archive.unzip(network()).get("coefficients.bin");
        for (int length : new int[] {0, 10, 30, 100, good.length - 1}) {
            refused(java.util.Arrays.copyOf(good, length));
        }
        byte[] many = good.clone();
        // The number of numbers stands 8 bytes and the word FLOAT before the first.
        int count = good.length - 4 * (int) (weights() * 1L) - 7 - 8;
        ByteBuffer.wrap(many).putLong(count, Long.MAX_VALUE / 2 + 3);
        refused(many);
        byte[] rank = good.clone();
        ByteBuffer.wrap(rank).putLong(32, Long.MIN_VALUE);
        refused(rank);
    }

    private static int weights() {
        return tiny.weights().arrays().values().stream().mapToInt(a -> a.length).sum();
    }

    private static void refused(byte[] coefficients) throws Exception {
        Map<String, byte[]> members = Archive.unzip(network());
        members.put("coefficients.bin", coefficients);
        byte[] old = formatTwo(Archive.zip(members));
        String message = assertThrows(BundleFormatException.class, () -> FormatTwoBundle.convert(old, "old"))
                .getMessage();
        assertTrue(message.contains("coefficients.bin"), message);
    }

    @Test
    void deeplearning4jReadsWhatIsExported() throws Exception {
        MultiLayerNetwork read = ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(network()), false);
        MultiLayerNetwork made = Deeplearning4jForm.of(tiny.architecture()).create(tiny.weights(), new NoOp(), 0);
        assertEquals(made.params(), read.params());
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        ModelSerializer.writeModel(read, saved, true);
        assertEquals(tiny.weights(), Deeplearning4jFile.read(saved.toByteArray(), tiny.architecture()));
    }

    /** Checksums of the coefficients that Deeplearning4j's files held in format 2, as big-endian single precision. */
    @ParameterizedTest
    @CsvSource({
        "nicer-a, 104130, b14aed3779bd8142e6a1930b8578ff676771db43a7a902cb716b66eaaae7e511",
        "nicer-b, 409599, cb3393f8a5965b964a19a198a683772486067b07abd7a5bb4681b2ffe3d95cd1",
        "paper-a-1s, 213003, f765059950bab268aca140aac1c0868bb3b4aa3f05959ffb514fcc3dd4ac605c",
        "paper-a-10s, 213003, 7d0b5be61095551039936db5a388c35f55d02078a0ea02df5f0054b0df65ec58",
        "paper-b, 846405, 0b3a3829207b5193495ce685afb93ccad638028904b0674d40971554b4aa0956",
        "xmm-pn-a, 207912, 6e61ff08d71c73e5ec16879f56ade6d854f76ee548f8ce124c29a3e46250507f",
        "xmm-pn-b, 314004, f04e1b8029230ddf5b9d762ae5168da858eacdc87651543f57116344bde0e840",
    })
    void shippedBundlesKeepTheWeightsThatTheyHadInFormatTwo(String name, int count, String sha256) throws Exception {
        ModelBundle bundle = BundleLibrary.shipped().find(name).orElseThrow();
        float[] parameters = Deeplearning4jForm.of(bundle.architecture()).create(bundle.weights(), new NoOp(), 0)
                .params().reshape(count).toFloatVector();
        ByteBuffer buffer = ByteBuffer.allocate(4 * count);
        buffer.asFloatBuffer().put(parameters);
        assertEquals(sha256, BundleFile.sha256(buffer.array()));
    }
}
