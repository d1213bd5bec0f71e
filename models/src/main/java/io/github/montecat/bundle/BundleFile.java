package io.github.montecat.bundle;

import com.google.gson.JsonParseException;
import io.github.montecat.archive.Archive;
import io.github.montecat.error.ErrorSentence;
import io.github.montecat.features.InputScaler;
import io.github.montecat.head.CalibratedHead;
import io.github.montecat.network.NetworkArchitecture;
import io.github.montecat.network.NetworkWeights;
import io.github.montecat.physics.TableModel;
import io.github.montecat.simulate.SpectrumSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads and writes bundle files: a zip with {@code bundle.json} ({@link BundleManifest}, published as
 * {@code bundle-3.schema.json}) and arrays in NumPy's format, all parsed in Java. docs/bundles.md lists the members.
 * Nothing in a bundle names a class of this program. Stateless.
 *
 * <p>What is read is not trusted: an unknown format, a text that does not obey the schema, a member that is not
 * expected, missing, oversized, malformed or whose checksum differs is refused.
 */
public final class BundleFile {

    /** Version of the format that this class writes, and the only one it reads. */
    public static final int FORMAT = 3;

    /** Suffix of bundle files. */
    public static final String SUFFIX = ".montecat";

    /** The format before, which can be converted. */
    static final int CONVERTIBLE = 2;
    static final String MANIFEST = "bundle.json";
    private static final long LARGEST_FILE = 128L << 20;

    private BundleFile() {
    }

    /**
     * Writes a bundle; an existing file is replaced only when the new one is whole.
     *
     * @param file where to; may be the file that the bundle came from
     * @param bundle the bundle
     * @throws IOException if it cannot be written
     * @throws UncheckedIOException if the bundle cannot be used, see {@link ModelBundle#load}
     */
    public static void write(Path file, ModelBundle bundle) throws IOException {
        Archive.write(file, members(bundle.manifest(), bundle.content()));
    }

    /**
     * Makes a bundle.
     *
     * @param manifest what it says of itself; its {@code members} are filled in here
     * @param weights the trained network's weights
     * @param scaler the scaler of its input
     * @param source the spectra it was trained on
     * @param tables tables of the model by their names in its expression
     * @return the bundle, as {@link #read} gives it
     * @throws BundleFormatException if the parts do not go together
     */
    public static ModelBundle bundle(BundleManifest manifest, NetworkWeights weights, InputScaler scaler,
            SpectrumSource source, Map<String, TableModel> tables) throws BundleFormatException {
        NetworkArchitecture architecture = manifest.architecture();
        return bundle(manifest, new BundleContent(source, tables, scaler, architecture, weights,
                new CalibratedHead(architecture.head(), Optional.empty())));
    }

    /**
     * A bundle of the same content with another manifest.
     *
     * @param bundle a bundle
     * @param manifest what the other one says of itself; its {@code members} are filled in here
     * @return the other one
     * @throws BundleFormatException if the manifest does not go with the content
     * @throws UncheckedIOException if the bundle cannot be used, see {@link ModelBundle#load}
     */
    public static ModelBundle with(ModelBundle bundle, BundleManifest manifest) throws BundleFormatException {
        return bundle(manifest, bundle.content());
    }

    private static ModelBundle bundle(BundleManifest manifest, BundleContent content) throws BundleFormatException {
        byte[] bytes;
        try {
            bytes = Archive.zip(members(manifest, content));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot zip in memory", e);
        }
        return read(bytes, manifest.name());
    }

    private static Map<String, byte[]> members(BundleManifest manifest, BundleContent content) {
        Map<String, byte[]> members = BundleCodec.encode(content);
        Map<String, String> sums = new TreeMap<>();
        members.forEach((name, bytes) -> sums.put(name, sha256(bytes)));
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put(MANIFEST, BundleJson.write(manifest.toBuilder().format(FORMAT).members(sums).build()));
        all.putAll(members);
        return all;
    }

    /**
     * Replaces the diagnostics of a bundle file, and nothing else.
     *
     * @param file a bundle file
     * @param measured the bundle as it was read from there
     * @param diagnostics new diagnostics
     * @throws BundleFormatException if the file holds another bundle by now
     * @throws IOException if it cannot be read or written
     */
    public static void storeDiagnostics(Path file, ModelBundle measured, BundleManifest.Diagnostics diagnostics)
            throws IOException {
        if (!sha256(bytes(file)).equals(measured.sha256())) {
            throw new BundleFormatException("bundle " + file + " was changed while it was measured; the numbers are "
                    + "not those of the file and are not stored, measure it again");
        }
        write(file, with(measured, measured.manifest().withDiagnostics(diagnostics)));
    }

    /**
     * Tells before the work that makes a bundle whether its text would be refused afterwards.
     *
     * @param manifest what a bundle says of itself; its {@code members} are of no account
     * @throws BundleFormatException if it does not obey the schema
     */
    public static void requireValid(BundleManifest manifest) throws BundleFormatException {
        BundleJson.manifest(BundleJson.write(manifest.toBuilder().format(FORMAT).members(Map.of()).build()));
    }

    /**
     * Reads a bundle.
     *
     * @param file a bundle file
     * @return the bundle
     * @throws IOException if it cannot be read or is not a bundle that can be trusted; the message names file and reason
     */
    public static ModelBundle read(Path file) throws IOException {
        return read(bytes(file), file.toString());
    }

    /**
     * Looks at a bundle, as {@link BundleLibrary} does at those from files: members and checksums are checked, but what
     * cannot be made of it shows at first use.
     *
     * @param file a bundle file
     * @return the bundle
     * @throws IOException if it cannot be read or is not a bundle that can be trusted; the message names file and reason
     */
    public static ModelBundle open(Path file) throws IOException {
        return open(bytes(file), file.toString());
    }

    /**
     * Reads a file that may be a bundle, as it is.
     *
     * @param file a file
     * @return its content
     * @throws IOException if it cannot be read or is too large to be a bundle
     */
    public static byte[] bytes(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new BundleFormatException("bundle " + file + " refused: " + (Files.exists(file)
                    ? "it is no file; a folder, a pipe or a device is no bundle" : "there is no such file"));
        }
        long size = Files.size(file);
        if (size > LARGEST_FILE) {
            throw new BundleFormatException("bundle " + file + " refused: it has " + (size >> 20)
                    + " MiB, expected at most " + (LARGEST_FILE >> 20));
        }
        return Files.readAllBytes(file);
    }

    /**
     * Reads a bundle.
     *
     * @param bytes the content of a bundle file
     * @param origin its name, for messages
     * @return the bundle
     * @throws BundleFormatException if it is not a bundle that can be trusted
     */
    public static ModelBundle read(byte[] bytes, String origin) throws BundleFormatException {
        ModelBundle bundle = open(bytes, origin);
        try {
            bundle.load();
        } catch (UncheckedIOException e) {
            throw new BundleFormatException(e.getCause().getMessage(), e.getCause());
        }
        return bundle;
    }

    /**
     * Looks at a bundle: checks that it is whole and reads what it says of itself. The rest, which takes far longer, is made
     * when it is first asked for, and {@link ModelBundle#load} tells whether it can be.
     *
     * @param bytes the content of a bundle file
     * @param origin its name, for messages
     * @return the bundle
     * @throws BundleFormatException if it is not a bundle that can be trusted
     */
    static ModelBundle open(byte[] bytes, String origin) throws BundleFormatException {
        return refusing(origin, () -> {
            Map<String, byte[]> members = Archive.unzip(bytes);
            BundleManifest manifest = BundleJson.manifest(json(members.get(MANIFEST)));
            BundleCodec.requireSound(checked(manifest, members));
            return bundle(manifest, bytes, origin);
        });
    }

    /**
     * Looks at a bundle that comes with the program: reads what it says of itself and no more. All else is checked when
     * it is first asked for.
     *
     * @param bytes the content of a bundle file
     * @param origin its name, for messages
     * @return the bundle
     * @throws BundleFormatException if it has no manifest that can be read
     */
    static ModelBundle openShipped(byte[] bytes, String origin) throws BundleFormatException {
        return refusing(origin, () -> bundle(BundleJson.trustedManifest(json(Archive.first(bytes, MANIFEST,
                BundleJson.LONGEST).orElse(null))), bytes, origin));
    }

    private static byte[] json(byte[] member) throws BundleFormatException {
        if (member == null) {
            throw new BundleFormatException("it has no " + MANIFEST + "; a bundle is made by 'montecat train'");
        }
        return member;
    }

    private static ModelBundle bundle(BundleManifest manifest, byte[] bytes, String origin) {
        Deferred<BundleContent> content = new Deferred<>(() -> {
            try {
                return refusing(manifest.name() + " of " + origin, () -> BundleCodec.decode(manifest,
                        checked(manifest, Archive.unzip(bytes))));
            } catch (BundleFormatException e) {
                throw new UncheckedIOException(e);
            }
        });
        ModelBundle bundle = new ModelBundle(manifest, new Deferred<>(() -> sha256(bytes)), content);
        bundle.expects();
        return bundle;
    }

    /** Something that can go wrong because of what a file holds. */
    @FunctionalInterface
    private interface Reading<T> {

        T run() throws IOException;
    }

    /** Says in one way what is wrong with a bundle, whatever noticed it. */
    private static <T> T refusing(String origin, Reading<T> reading) throws BundleFormatException {
        try {
            return reading.run();
        } catch (IOException | JsonParseException | IllegalArgumentException | ArithmeticException e) {
            throw new BundleFormatException("bundle " + origin + " refused: " + (e.getMessage() == null
                    ? ErrorSentence.of(e) : e.getMessage()), e);
        }
    }

    /** The members beside the manifest: exactly those that are expected, with the right checksums. */
    private static Map<String, byte[]> checked(BundleManifest manifest, Map<String, byte[]> all)
            throws BundleFormatException {
        Map<String, byte[]> members = new TreeMap<>(all);
        members.remove(MANIFEST);
        BundleBounds.require(manifest.calibration());
        int[] edges = manifest.groupingEdges();
        if (edges[edges.length - 1] > manifest.channels()) {
            throw new BundleFormatException("its bins end at channel " + edges[edges.length - 1] + ", it has "
                    + manifest.channels() + " channels");
        }
        Set<String> expected = BundleCodec.members(manifest);
        for (String name : expected) {
            if (!members.containsKey(name)) {
                throw new BundleFormatException("it has no member '" + name + "'; the file is damaged, get it again");
            }
        }
        for (Map.Entry<String, byte[]> e : members.entrySet()) {
            if (!expected.contains(e.getKey())) {
                throw new BundleFormatException("it has a member '" + e.getKey() + "', which no bundle of its kind "
                        + "has; expected " + expected);
            }
            String sum = manifest.members().get(e.getKey());
            String found = sha256(e.getValue());
            if (!found.equals(sum)) {
                throw new BundleFormatException("member '" + e.getKey() + "' has SHA-256 " + found + ", expected "
                        + sum + "; the file is damaged or was changed, get it again");
            }
        }
        if (manifest.members().size() != expected.size()) {
            throw new BundleFormatException(MANIFEST + " lists " + manifest.members().keySet()
                    + ", expected " + expected);
        }
        return members;
    }

    /**
     * Reads the text of a bundle.
     *
     * @param json the content of {@code bundle.json}
     * @return the manifest; it obeys the schema
     * @throws BundleFormatException if it does not
     */
    public static BundleManifest manifest(byte[] json) throws BundleFormatException {
        return BundleJson.manifest(json);
    }

    /**
     * The checksum that bundles use.
     *
     * @param bytes any content
     * @return its SHA-256 in hexadecimal
     */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
