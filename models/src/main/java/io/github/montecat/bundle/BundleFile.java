package io.github.montecat.bundle;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.github.montecat.archive.Archive;
import io.github.montecat.network.NetworkArchitecture;
import io.github.montecat.physics.ModelExpression;
import io.github.montecat.physics.ModelSettings;
import io.github.montecat.physics.absorption.AbundanceTable;
import io.github.montecat.physics.TableModel;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.prior.Prior;
import io.github.montecat.response.Response;
import io.github.montecat.simulate.BackgroundDraw;
import io.github.montecat.simulate.SpectrumSource;
import io.github.montecat.spectrum.EnergyGrid;
import io.github.montecat.training.InputFeatures;
import io.github.montecat.training.InputScaler;
import io.github.montecat.training.InputTransform;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads and writes bundle files: a zip with {@code bundle.json} ({@link BundleManifest}), {@code network.zip} in
 * Deeplearning4j's own format, and arrays in NumPy's: {@code scaler/mean.npy}, {@code scaler/deviation.npy},
 * {@code response/matrix.npy} (energies x bins, cm2), {@code response/energies.npy} and {@code response/bins.npy} (2 x n,
 * keV), {@code background/rates.npy} (counts/s per bin) where the bundle wants a background, and {@code tables/} where the
 * model has tables. Stateless.
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
    private static final String NETWORK = "network.zip";
    private static final String MEAN = "scaler/mean.npy";
    private static final String DEVIATION = "scaler/deviation.npy";
    private static final String MATRIX = "response/matrix.npy";
    private static final String ENERGIES = "response/energies.npy";
    private static final String BINS = "response/bins.npy";
    private static final String BACKGROUND = "background/rates.npy";
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
        members.put(NETWORK, Archive.zip(Archive.unzip(model.toByteArray())));
        members.put(MEAN, npy(Nd4j.createFromArray(scaler.mean())));
        members.put(DEVIATION, npy(Nd4j.createFromArray(scaler.deviation())));
        members.put(MATRIX, npy(Nd4j.create(response.toDense(),
                new long[] {response.energies().size(), response.bins().size()}, 'c')));
        members.put(ENERGIES, npy(bounds(response.energies())));
        members.put(BINS, npy(bounds(response.bins())));
        if (source.background().isPresent()) {
            members.put(BACKGROUND, npy(Nd4j.createFromArray(source.background().get().rates())));
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

    private static MultiLayerNetwork network(Map<String, byte[]> members) throws IOException {
        return ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(members.get(NETWORK)), false);
    }

    /**
     * Replaces the diagnostics of a bundle file, and nothing else.
     *
     * @param file a bundle file
     * @param diagnostics new diagnostics
     * @throws IOException if it cannot be read, trusted or written
     */
    public static void storeDiagnostics(Path file, BundleManifest.Diagnostics diagnostics) throws IOException {
        BundleManifest manifest = read(file).manifest().withDiagnostics(diagnostics);
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put(MANIFEST, JSON.toJson(manifest).getBytes(StandardCharsets.UTF_8));
        Archive.unzip(Files.readAllBytes(file)).forEach(all::putIfAbsent);
        Archive.write(file, all);
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
     * Reads a bundle.
     *
     * @param bytes the content of a bundle file
     * @param origin its name, for messages
     * @return the bundle
     * @throws BundleFormatException if it is not a bundle that can be trusted
     */
    public static ModelBundle read(byte[] bytes, String origin) throws BundleFormatException {
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
            return assemble(manifest, members, sha256(bytes));
        } catch (IOException | JsonParseException | IllegalArgumentException | NullPointerException e) {
            throw new BundleFormatException("bundle " + origin + " refused: " + e.getMessage(), e);
        }
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

    private static ModelBundle assemble(BundleManifest manifest, Map<String, byte[]> members, String sum)
            throws IOException {
        Map<String, TableModel> tables = BundleTables.read(members);
        Map<String, Prior> priors = new LinkedHashMap<>();
        for (BundleManifest.Parameter p : manifest.model().parameters()) {
            priors.put(p.label(), Prior.of(p.prior(), p.min(), p.max()));
        }
        ModelPrior prior = new ModelPrior(ModelExpression.parse(manifest.model().expression(),
                new ModelSettings(AbundanceTable.named(manifest.model().abundances())),
                BundleTables.source(tables)), priors, manifest.model().fixed());
        EnergyGrid energies = grid(members.get(ENERGIES));
        EnergyGrid bins = grid(members.get(BINS));
        INDArray matrix = Nd4j.createNpyFromByteArray(members.get(MATRIX));
        Response response = Response.ofDense(energies, bins, matrix.reshape(matrix.length()).toFloatVector());
        Optional<BackgroundDraw> background = Optional.ofNullable(manifest.background())
                .map(b -> new BackgroundDraw(b.origin(),
                        Nd4j.createNpyFromByteArray(members.get(BACKGROUND)).toDoubleVector(), b.faintest(), b.brightest(),
                        b.smallestRatio(), b.largestRatio()));
        SpectrumSource source = SpectrumSource.of(prior, response, manifest.exposure().draw(), background);
        BundleManifest.Network n = manifest.network();
        InputFeatures features = InputFeatures.of(InputTransform.valueOf(n.transform().toUpperCase(Locale.ROOT)),
                source);
        InputScaler scaler = new InputScaler(features, Nd4j.createNpyFromByteArray(members.get(MEAN)).toDoubleVector(),
                Nd4j.createNpyFromByteArray(members.get(DEVIATION)).toDoubleVector());
        NetworkArchitecture architecture = n.settings().architecture(features.shape(bins.size()), prior.dimension());
        MultiLayerNetwork network = network(members);
        return new ModelBundle(manifest, sum, source, tables, scaler, architecture, network);
    }

    private static EnergyGrid grid(byte[] npy) {
        double[][] b = Nd4j.createNpyFromByteArray(npy).toDoubleMatrix();
        return new EnergyGrid(b[0], b[1]);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
