package io.github.montecat.dl4j;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.github.montecat.archive.Archive;
import io.github.montecat.archive.NpyArray;
import io.github.montecat.bundle.BundleFile;
import io.github.montecat.bundle.BundleFormatException;
import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.error.ErrorSentence;
import io.github.montecat.network.NetworkArchitecture;
import io.github.montecat.network.NetworkWeights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Converts bundles of format 2, whose network is a file of Deeplearning4j, into the present format. Weights keep their
 * bits; a parent, a commit or a checksum that format 2 did not record becomes {@value BundleManifest#UNKNOWN}. What is
 * read is not trusted: after the conversion it must pass as a bundle of the present format. Stateless.
 */
public final class FormatTwoBundle {

    private static final int FORMAT = 2;
    private static final String MANIFEST = "bundle.json";
    private static final String NETWORK = "network.zip";
    private static final Gson JSON = new Gson();

    private FormatTwoBundle() {
    }

    /**
     * Converts a bundle.
     *
     * @param bytes the content of a bundle file of format 2
     * @param origin its name, for messages
     * @return the bundle
     * @throws BundleFormatException if it is no such bundle, or cannot be trusted
     */
    public static ModelBundle convert(byte[] bytes, String origin) throws BundleFormatException {
        try {
            Map<String, byte[]> members = Archive.unzip(bytes);
            byte[] json = members.remove(MANIFEST);
            byte[] network = members.remove(NETWORK);
            if (json == null || network == null) {
                throw new IOException("it has the members " + members.keySet() + ", a bundle of format " + FORMAT
                        + " has " + MANIFEST + " and " + NETWORK);
            }
            JsonObject manifest = object(JSON.fromJson(new String(json, StandardCharsets.UTF_8), JsonElement.class),
                    MANIFEST);
            if (!manifest.has("format") || manifest.get("format").getAsInt() != FORMAT) {
                throw new IOException("it is of format " + manifest.get("format") + ", expected " + FORMAT);
            }
            requireSum(manifest, NETWORK, network);
            for (Map.Entry<String, byte[]> e : members.entrySet()) {
                requireSum(manifest, e.getKey(), e.getValue());
            }
            update(manifest, members);
            // Without weights, to learn the architecture.
            NetworkArchitecture architecture = BundleFile
                    .manifest(JSON.toJson(manifest).getBytes(StandardCharsets.UTF_8)).architecture();
            NetworkWeights weights = Deeplearning4jFile.read(network, architecture);
            architecture.weightShapes().forEach((name, shape) -> members.put("weights/" + name + NpyArray.SUFFIX,
                    NpyArray.of(weights.get(name), shape).toBytes()));
            JsonObject sums = new JsonObject();
            members.forEach((name, content) -> sums.addProperty(name, BundleFile.sha256(content)));
            manifest.add("members", sums);
            Map<String, byte[]> all = new LinkedHashMap<>();
            all.put(MANIFEST, JSON.toJson(manifest).getBytes(StandardCharsets.UTF_8));
            all.putAll(members);
            return BundleFile.read(Archive.zip(all), origin);
        } catch (BundleFormatException e) {
            throw e;
        } catch (IOException | JsonParseException | IllegalArgumentException | IllegalStateException
                | UnsupportedOperationException e) {
            throw new BundleFormatException("bundle " + origin + " refused: " + (e.getMessage() == null
                    ? ErrorSentence.of(e) : e.getMessage()), e);
        }
    }

    /** Adds what format 3 has and format 2 had not. */
    private static void update(JsonObject manifest, Map<String, byte[]> members) throws IOException {
        manifest.addProperty("format", BundleFile.FORMAT);
        JsonArray tables = new JsonArray();
        for (int n = 0; members.containsKey("tables/" + n + ".json"); n++) {
            String name = "tables/" + n + ".json";
            JsonObject table = object(JSON.fromJson(new String(members.get(name), StandardCharsets.UTF_8),
                    JsonElement.class), name);
            tables.add(table.get("name"));
        }
        part(manifest, "model").add("tables", tables);
        JsonObject training = part(manifest, "training");
        if (!training.has("commit") || training.get("commit").getAsString().isEmpty()) {
            training.addProperty("commit", BundleManifest.UNKNOWN);
        }
        String command = training.has("command") ? training.get("command").getAsString() : "";
        if (command.startsWith("adapt") || command.contains("--from ")) {
            JsonObject parent = new JsonObject();
            parent.addProperty("name", BundleManifest.UNKNOWN);
            parent.addProperty("sha256", BundleManifest.UNKNOWN);
            training.add("parent", parent);
        }
        training.add("files", new JsonArray());
    }

    private static JsonObject part(JsonObject manifest, String name) throws IOException {
        return object(manifest.get(name), name + " in " + MANIFEST);
    }

    private static JsonObject object(JsonElement element, String name) throws IOException {
        if (element instanceof JsonObject object) {
            return object;
        }
        throw new IOException(name + " is missing or not a JSON object");
    }

    private static void requireSum(JsonObject manifest, String name, byte[] content) throws IOException {
        JsonElement expected = part(manifest, "members").get(name);
        String found = BundleFile.sha256(content);
        if (expected == null || !found.equals(expected.getAsString())) {
            throw new IOException("member '" + name + "' has SHA-256 " + found + ", expected " + expected
                    + "; the file is damaged or was changed, get it again");
        }
    }
}
