package io.github.montecat.bundle;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.github.montecat.archive.Archive;
import io.github.montecat.physics.TableModel;
import io.github.montecat.response.Response;
import io.github.montecat.simulate.SpectrumSource;
import io.github.montecat.spectrum.EnergyGrid;
import io.github.montecat.training.InputScaler;
import io.github.montecat.training.RateComponents;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads and writes bundle files: a zip with {@code bundle.json} ({@link BundleManifest}), {@code network.zip} in
 * Deeplearning4j's own format, and arrays in NumPy's: {@code scaler/mean.npy}, {@code scaler/deviation.npy},
 * {@code components/mean.npy} and {@code components/directions.npy} (components x bins, of ln counts/s) where the network
 * is shown such, {@code components/background.npy} (counts/s per bin) where it is shown a background as well, {@code response/matrix.npy} (energies x bins, cm2), {@code response/energies.npy} and
 * {@code response/bins.npy} (2 x n, keV), {@code background/rates.npy} (counts/s per bin) where the bundle wants a
 * background, and {@code tables/} where the model has tables. Stateless.
 *
 * <p>What is read is not trusted: an unknown format, a member that is not expected, missing, oversized or whose checksum
 * differs is refused.
 */
public final class BundleFile {

    /** Version of the format that this class writes, and the only one it reads. */
    public static final int FORMAT = 2;

    /** Suffix of bundle files. */
    public static final String SUFFIX = ".montecat";

    /** Names become names of files. */
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";
    private static final String MANIFEST = "bundle.json";
    private static final Gson JSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping()
            .serializeSpecialFloatingPointValues().create();

    private BundleFile() {
    }

    /**
     * Writes a bundle; an existing file is replaced only when the new one is whole.
     *
     * @param file where to
     * @param manifest what it says of itself; its {@code members} are filled in here
     * @param network the trained network
     * @param scaler the scaler of its input
     * @param source the spectra it was trained on
     * @param tables tables of the model by their names in its expression
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, BundleManifest manifest, MultiLayerNetwork network, InputScaler scaler,
            SpectrumSource source, Map<String, TableModel> tables) throws IOException {
        Response response = source.response();
        Map<String, byte[]> members = new LinkedHashMap<>();
        ByteArrayOutputStream model = new ByteArrayOutputStream();
        ModelSerializer.writeModel(network, model, false);
        members.put(BundleContent.NETWORK, Archive.zip(Archive.unzip(model.toByteArray())));
        members.put(BundleContent.MEAN, npy(Nd4j.createFromArray(scaler.mean())));
        members.put(BundleContent.DEVIATION, npy(Nd4j.createFromArray(scaler.deviation())));
        if (scaler.features().components().isPresent()) {
            RateComponents components = scaler.features().components().get();
            members.put(BundleContent.COMPONENTS_MEAN, npy(Nd4j.createFromArray(components.mean())));
            members.put(BundleContent.COMPONENTS, npy(Nd4j.createFromArray(components.directions())));
            if (scaler.features().background()) {
                members.put(BundleContent.COMPONENTS_BACKGROUND, npy(Nd4j.createFromArray(components.background())));
            }
        }
        members.put(BundleContent.MATRIX, npy(Nd4j.create(response.toDense(),
                new long[] {response.energies().size(), response.bins().size()}, 'c')));
        members.put(BundleContent.ENERGIES, npy(bounds(response.energies())));
        members.put(BundleContent.BINS, npy(bounds(response.bins())));
        if (source.background().isPresent()) {
            members.put(BundleContent.BACKGROUND, npy(Nd4j.createFromArray(source.background().get().rates())));
        }
        BundleTables.add(tables, members);
        Map<String, String> sums = new TreeMap<>();
        members.forEach((name, bytes) -> sums.put(name, sha256(bytes)));
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put(MANIFEST, JSON.toJson(manifest.withMembers(sums)).getBytes(StandardCharsets.UTF_8));
        all.putAll(members);
        Archive.write(file, all);
    }

    private static INDArray bounds(EnergyGrid grid) {
        return Nd4j.createFromArray(new double[][] {grid.lows(), grid.highs()});
    }

    private static byte[] npy(INDArray array) throws IOException {
        return Nd4j.toNpyByteArray(array);
    }

    private static MultiLayerNetwork network(byte[] member) throws IOException {
        return ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(member), false);
    }

    /**
     * Replaces the diagnostics of a bundle file, and nothing else.
     *
     * @param file a bundle file
     * @param diagnostics new diagnostics
     * @throws IOException if it cannot be read, trusted or written
     */
    public static void storeDiagnostics(Path file, BundleManifest.Diagnostics diagnostics) throws IOException {
        rewrite(file, read(file).manifest().withDiagnostics(diagnostics), file);
    }

    /**
     * Writes a bundle file with another calibration and without diagnostics, which are no longer true.
     *
     * @param file a bundle file
     * @param calibration new calibration
     * @param version version of the bundle with it
     * @param target where to; may be the same file
     * @throws IOException if it cannot be read, trusted or written
     */
    public static void storeCalibration(Path file, BundleManifest.Calibration calibration, String version, Path target)
            throws IOException {
        rewrite(file, read(file).manifest().withCalibration(calibration, version), target);
    }

    private static void rewrite(Path file, BundleManifest manifest, Path target) throws IOException {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put(MANIFEST, JSON.toJson(manifest).getBytes(StandardCharsets.UTF_8));
        Archive.unzip(Files.readAllBytes(file)).forEach(all::putIfAbsent);
        Archive.write(target, all);
    }

    /**
     * Reads a bundle.
     *
     * @param file a bundle file
     * @return the bundle
     * @throws IOException if it cannot be read or is not a bundle that can be trusted; the message names file and reason
     */
    public static ModelBundle read(Path file) throws IOException {
        return read(Files.readAllBytes(file), file.toString());
    }

    /**
     * Looks at a bundle, as {@link BundleLibrary} does: it is whole, but what cannot be made of it shows at first use.
     *
     * @param file a bundle file
     * @return the bundle
     * @throws IOException if it cannot be read or is not a bundle that can be trusted; the message names file and reason
     */
    public static ModelBundle open(Path file) throws IOException {
        return open(Files.readAllBytes(file), file.toString());
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
        try {
            Map<String, byte[]> members = Archive.unzip(bytes);
            byte[] json = members.remove(MANIFEST);
            if (json == null) {
                throw new BundleFormatException("it has no " + MANIFEST + "; a bundle is made by 'montecat train'");
            }
            BundleManifest manifest = JSON.fromJson(new String(json, StandardCharsets.UTF_8), BundleManifest.class);
            if (manifest == null || manifest.format() != FORMAT) {
                throw new BundleFormatException("it is of format "
                        + (manifest == null ? "none" : String.valueOf(manifest.format())) + ", this program reads format "
                        + FORMAT + "; use a program of the bundle's time");
            }
            if (!manifest.name().matches(NAME)) {
                throw new BundleFormatException("its name is '" + manifest.name() + "', expected letters, digits and "
                        + "hyphens");
            }
            requireSums(manifest, members);
            manifest.requireComplete();
            byte[] network = members.remove(BundleContent.NETWORK);
            String both = manifest.name() + " of " + origin;
            Deferred<BundleContent> content = deferred(both, () -> BundleContent.read(manifest, members));
            ModelBundle bundle = new ModelBundle(manifest, sha256(bytes), content,
                    deferred(both, () -> BundleNetwork.of(network(network), content.get().architecture())));
            bundle.expects();
            return bundle;
        } catch (IOException | JsonParseException | IllegalArgumentException | NullPointerException e) {
            throw new BundleFormatException("bundle " + origin + " refused: " + e.getMessage(), e);
        }
    }

    private static <T> Deferred<T> deferred(String origin, Callable<T> maker) {
        return new Deferred<>(() -> {
            try {
                return maker.call();
            } catch (UncheckedIOException e) {
                throw e;
            } catch (Exception e) {
                throw new UncheckedIOException(new BundleFormatException("bundle " + origin + " refused: "
                        + e.getMessage(), e));
            }
        });
    }

    private static void requireSums(BundleManifest manifest, Map<String, byte[]> members)
            throws BundleFormatException {
        if (!manifest.members().keySet().equals(members.keySet())) {
            throw new BundleFormatException("its members are " + members.keySet() + ", " + MANIFEST + " lists "
                    + manifest.members().keySet());
        }
        for (Map.Entry<String, byte[]> e : members.entrySet()) {
            String expected = manifest.members().get(e.getKey());
            String found = sha256(e.getValue());
            if (!found.equals(expected)) {
                throw new BundleFormatException("member '" + e.getKey() + "' has SHA-256 " + found + ", expected "
                        + expected + "; the file is damaged or was changed, get it again");
            }
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
