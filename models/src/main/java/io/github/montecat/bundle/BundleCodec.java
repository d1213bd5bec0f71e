package io.github.montecat.bundle;

import io.github.montecat.archive.NpyArray;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.features.InputFeatures;
import io.github.montecat.features.InputScaler;
import io.github.montecat.features.InputTransform;
import io.github.montecat.features.RateComponents;
import io.github.montecat.head.CalibratedHead;
import io.github.montecat.network.NetworkArchitecture;
import io.github.montecat.network.NetworkWeights;
import io.github.montecat.physics.ModelExpression;
import io.github.montecat.physics.ModelSettings;
import io.github.montecat.physics.TableModel;
import io.github.montecat.physics.absorption.AbundanceTable;
import io.github.montecat.physics.absorption.CrossSections;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.prior.Prior;
import io.github.montecat.response.Response;
import io.github.montecat.simulate.BackgroundDraw;
import io.github.montecat.simulate.SpectrumSource;
import io.github.montecat.spectrum.EnergyGrid;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The members of a bundle beside its manifest: which ones a manifest requires, and their content both ways. What is
 * read is not trusted; each array must have the type and the shape that the manifest implies and hold numbers within
 * {@link BundleBounds}.
 * Stateless.
 */
final class BundleCodec {

    static final String MEAN = "scaler/mean.npy";
    static final String DEVIATION = "scaler/deviation.npy";
    static final String COMPONENTS_MEAN = "components/mean.npy";
    static final String COMPONENTS = "components/directions.npy";
    static final String COMPONENTS_BACKGROUND = "components/background.npy";
    static final String MATRIX = "response/matrix.npy";
    static final String ENERGIES = "response/energies.npy";
    static final String BINS = "response/bins.npy";
    static final String BACKGROUND = "background/rates.npy";
    static final String WEIGHTS = "weights/";

    private BundleCodec() {
    }

    /**
     * @param manifest a manifest that obeys the schema
     * @return the members that its bundle must have beside the manifest; there may be no others
     * @throws IllegalArgumentException if the manifest contradicts itself
     */
    static Set<String> members(BundleManifest manifest) {
        Set<String> names = new LinkedHashSet<>();
        manifest.architecture().weightShapes().keySet().forEach(name -> names.add(weights(name)));
        names.add(MEAN);
        names.add(DEVIATION);
        if (manifest.network().rateComponents() > 0) {
            names.add(COMPONENTS_MEAN);
            names.add(COMPONENTS);
            if (manifest.background() != null) {
                names.add(COMPONENTS_BACKGROUND);
            }
        }
        names.add(MATRIX);
        names.add(ENERGIES);
        names.add(BINS);
        if (manifest.background() != null) {
            names.add(BACKGROUND);
        }
        names.addAll(BundleTables.members(manifest.model().tables().size()));
        return names;
    }

    private static String weights(String name) {
        return WEIGHTS + name + NpyArray.SUFFIX;
    }

    private static int bins(BundleManifest manifest) {
        return manifest.groupingEdges().length - 1;
    }

    /** Content to members. */
    static Map<String, byte[]> encode(BundleContent content) {
        Map<String, byte[]> members = new LinkedHashMap<>();
        Map<String, int[]> shapes = content.architecture().weightShapes();
        content.weights().arrays().forEach((name, values) -> put(members, weights(name),
                NpyArray.of(values, shapes.get(name))));
        InputScaler scaler = content.scaler();
        put(members, MEAN, NpyArray.of(scaler.mean(), scaler.mean().length));
        put(members, DEVIATION, NpyArray.of(scaler.deviation(), scaler.deviation().length));
        scaler.features().components().ifPresent(components -> {
            put(members, COMPONENTS_MEAN, NpyArray.of(components.mean(), components.mean().length));
            put(members, COMPONENTS, NpyArray.of(components.directions()));
            if (scaler.features().background()) {
                put(members, COMPONENTS_BACKGROUND,
                        NpyArray.of(components.background(), components.background().length));
            }
        });
        Response response = content.source().response();
        put(members, MATRIX, NpyArray.of(response.toDense(), response.energies().size(), response.bins().size()));
        put(members, ENERGIES, bounds(response.energies()));
        put(members, BINS, bounds(response.bins()));
        content.source().background()
                .ifPresent(b -> put(members, BACKGROUND, NpyArray.of(b.rates(), b.rates().length)));
        BundleTables.encode(content.tables(), members);
        return members;
    }

    private static void put(Map<String, byte[]> members, String name, NpyArray array) {
        members.put(name, array.toBytes());
    }

    private static NpyArray bounds(EnergyGrid grid) {
        return NpyArray.of(new double[][] {grid.lows(), grid.highs()});
    }

    /**
     * Members to content.
     *
     * @param manifest a manifest that obeys the schema
     * @param members exactly the members that it requires
     * @return the content
     * @throws BundleFormatException if a member's text does not obey the schema
     * @throws IllegalArgumentException if a member is malformed, or members do not go together; the message names the
     *         member and both sides
     */
    static BundleContent decode(BundleManifest manifest, Map<String, byte[]> members) throws BundleFormatException {
        Map<String, TableModel> tables = BundleTables.decode(manifest.model().tables(), members);
        ModelPrior prior = prior(manifest.model(), tables);
        int bins = bins(manifest);
        Response response = response(members, bins);
        Optional<BackgroundDraw> background = Optional.ofNullable(manifest.background())
                .map(b -> new BackgroundDraw(b.origin(), doubles(members, BACKGROUND, bins), b.faintest(),
                        b.brightest(), b.smallestRatio(), b.largestRatio()));
        SpectrumSource source = SpectrumSource.of(prior, response, manifest.exposure().draw(), background);
        BundleManifest.Network n = manifest.network();
        Optional<RateComponents> components = n.rateComponents() == 0 ? Optional.empty()
                : Optional.of(new RateComponents(doubles(members, COMPONENTS_MEAN, bins),
                        read(members, COMPONENTS, a -> a.rows(n.rateComponents(), bins)),
                        background.isPresent() ? doubles(members, COMPONENTS_BACKGROUND, bins) : new double[bins]));
        InputFeatures features = InputFeatures.of(InputTransform.valueOf(n.transform().toUpperCase(Locale.ROOT)),
                source, components);
        int size = features.shape(bins).size();
        InputScaler scaler = new InputScaler(features, doubles(members, MEAN, size), doubles(members, DEVIATION, size));
        NetworkArchitecture architecture = manifest.architecture();
        Map<String, float[]> arrays = new LinkedHashMap<>();
        architecture.weightShapes().forEach((name, shape) -> arrays.put(name,
                read(members, weights(name), a -> a.floats(shape))));
        CalibratedHead head = new CalibratedHead(architecture.head(), Optional.ofNullable(manifest.calibration())
                .map(c -> c.toDensityCalibration(manifest.model().parameters().stream()
                        .map(BundleManifest.Parameter::label).toList())));
        return new BundleContent(source, tables, scaler, architecture, new NetworkWeights(architecture, arrays), head);
    }

    private static ModelPrior prior(BundleManifest.Model model, Map<String, TableModel> tables) {
        Map<String, Prior> priors = new LinkedHashMap<>();
        for (BundleManifest.Parameter p : model.parameters()) {
            if (priors.put(p.label(), Prior.of(p.prior(), p.min(), p.max())) != null) {
                throw new RefusedValueException("parameter " + p.label() + " has two priors");
            }
        }
        ModelSettings settings = new ModelSettings(AbundanceTable.named(model.abundances()),
                CrossSections.named(model.crossSections()));
        return new ModelPrior(ModelExpression.parse(model.expression(), settings, BundleTables.source(tables)), priors,
                model.fixed());
    }

    private static Response response(Map<String, byte[]> members, int bins) {
        EnergyGrid channels = read(members, BINS, a -> grid(a, bins, EnergyGrid::ofChannels));
        EnergyGrid energies = read(members, ENERGIES, a -> grid(a, a.shape().length == 2 ? a.shape()[1] : 0,
                EnergyGrid::new));
        return Response.ofDense(energies, channels, read(members, MATRIX, a -> a.floats(energies.size(), bins)));
    }

    private static EnergyGrid grid(NpyArray array, int size, BiFunction<double[], double[], EnergyGrid> make) {
        double[][] bounds = array.rows(2, size);
        return make.apply(bounds[0], bounds[1]);
    }

    private static double[] doubles(Map<String, byte[]> members, String name, int length) {
        return read(members, name, a -> a.doubles(length));
    }

    /**
     * Checks all arrays for what is wrong whatever the manifest says, which takes far less time than to decode them.
     *
     * @param members the members beside the manifest
     * @throws IllegalArgumentException if an array is malformed or a number is not finite or out of bounds
     */
    static void requireSound(Map<String, byte[]> members) {
        for (String name : members.keySet()) {
            if (name.endsWith(NpyArray.SUFFIX)) {
                read(members, name, array -> array);
            }
        }
    }

    /** What is made of an array. */
    @FunctionalInterface
    interface ArrayReader<T> {

        T read(NpyArray array);
    }

    /**
     * Reads an array, whose numbers must be within {@link BundleBounds}; what is wrong with it is said with its name.
     */
    static <T> T read(Map<String, byte[]> members, String name, ArrayReader<T> reader) {
        try {
            NpyArray array = NpyArray.parse(members.get(name));
            BundleBounds.require(name, array);
            return reader.read(array);
        } catch (IllegalArgumentException e) {
            throw new RefusedValueException("member '" + name + "': " + e.getMessage(), e);
        }
    }
}
