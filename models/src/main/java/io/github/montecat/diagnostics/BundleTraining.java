package io.github.montecat.diagnostics;

import io.github.montecat.bundle.BundleFile;
import io.github.montecat.bundle.BundleFormatException;
import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ManifestBuilder;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.head.DensityHead;
import io.github.montecat.network.NetworkSettings;
import io.github.montecat.physics.ModelSettings;
import io.github.montecat.physics.TableModel;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.progress.Steps;
import io.github.montecat.response.Response;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.simulate.ExposureDraw;
import io.github.montecat.simulate.SpectrumSource;
import io.github.montecat.spectrum.ChannelGrouping;
import io.github.montecat.training.TrainedNetwork;
import io.github.montecat.training.Trainer;
import io.github.montecat.training.TrainingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes a bundle: simulates spectra, trains a network on them, calibrates its densities and measures them on the test
 * spectra. All of that happens in memory; {@link BundleFile#write} then writes the finished bundle in one step:
 *
 * <pre>{@code
 * BundleTraining training = new BundleTraining(settings, source, Map.of(), 10_000);
 * BundleManifest description = training.description(1501, grouping, new ExposureDraw(1, 10), ModelSettings.DEFAULT)
 *         .name("my-nicer").version("1.0").description("an absorbed power law").build();
 * BundleFile.write(Path.of("my-nicer.montecat"), training.run(description,
 *         new BundleOrigin("my program 1.0", BundleManifest.UNKNOWN, "", List.of()), Steps.NONE, epoch -> { }));
 * }</pre>
 *
 * <p>The arithmetic runs in the current fork-join pool. Settings and source give the same bundle whatever the number of
 * threads. It takes Deeplearning4j. Immutable.
 */
public final class BundleTraining {

    private final TrainingSettings settings;
    private final SpectrumSource source;
    private final Map<String, TableModel> tables;
    private final int spectra;
    private final Optional<ModelBundle> start;
    private final Optional<Path> checkpoint;

    /**
     * @param settings how to train
     * @param source the spectra to train on, in the bundle's bins
     * @param tables tables of the model by their names in its expression
     * @param spectra number of spectra, split 60:20:20
     */
    public BundleTraining(TrainingSettings settings, SpectrumSource source, Map<String, TableModel> tables,
            int spectra) {
        this(settings, source, tables, spectra, Optional.empty(), Optional.empty());
    }

    private BundleTraining(TrainingSettings settings, SpectrumSource source, Map<String, TableModel> tables,
            int spectra, Optional<ModelBundle> start, Optional<Path> checkpoint) {
        this.settings = settings;
        this.source = source;
        // The bundle lists them in this order.
        this.tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
        this.spectra = spectra;
        this.start = start;
        this.checkpoint = checkpoint;
    }

    /**
     * @param bundle bundle whose weights training starts from; it has the same network
     * @return the same training from there
     */
    public BundleTraining startingFrom(ModelBundle bundle) {
        return new BundleTraining(settings, source, tables, spectra, Optional.of(bundle), checkpoint);
    }

    /**
     * @param file keeps the state after every epoch; a training that finds it goes on from it
     * @return the same training with it
     */
    public BundleTraining withCheckpoint(Path file) {
        return new BundleTraining(settings, source, tables, spectra, start, Optional.of(file));
    }

    /**
     * The response of a bundle: to its bins, in single precision as the bundle keeps it, so that it is trained on just
     * that.
     *
     * @param full response to single channels
     * @param grouping how channels are summed into bins
     * @return response to the bins
     */
    public static Response response(Response full, ChannelGrouping grouping) {
        Response grouped = full.grouped(grouping);
        return Response.ofDense(grouped.energies(), grouped.bins(), grouped.toDense());
    }

    /**
     * What the bundle says of its model, its spectra and its network.
     *
     * @param channels number of detector channels of the spectra that it takes
     * @param grouping how these are summed into its bins
     * @param served exposures that it serves in s
     * @return a manifest that lacks name, version and description, and names no instrument
     */
    public ManifestBuilder description(int channels, ChannelGrouping grouping, ExposureDraw served,
            ModelSettings model) {
        ModelPrior prior = source.prior();
        ExposureDraw exposure = source.exposure();
        NetworkSettings network = settings.network();
        return BundleManifest.builder().instrument(new BundleManifest.Instrument("", "", ""))
                .model(new BundleManifest.Model(prior.model().expression(),
                        model.abundances().xspecName(),
                        model.crossSections().xspecName(),
                        parameters(prior), prior.fixed(), List.copyOf(tables.keySet())))
                .channels(channels).groupingEdges(grouping.edges())
                .exposure(new BundleManifest.Exposure(exposure.fixed().isPresent() ? exposure.min() : null,
                        served.min(), served.max()))
                .background(source.background().map(b -> new BundleManifest.Background(b.origin(), b.faintest(),
                        b.brightest(), b.smallestRatio(), b.largestRatio())).orElse(null))
                .network(new BundleManifest.Network(network.type(), network.head(), network.components(),
                        network.binsPerStep(), network.layers(), network.units(), network.dropout(),
                        settings.transform().name().toLowerCase(Locale.ROOT), settings.rateComponents()));
    }

    static List<BundleManifest.Parameter> parameters(ModelPrior prior) {
        return prior.free().stream().map(f -> new BundleManifest.Parameter(f.parameter().label(), f.parameter().unit(),
                f.parameter().ucd(), f.prior().kind(), f.prior().min(), f.prior().max())).toList();
    }

    /**
     * Makes the bundle. What does not go together is refused before the first spectrum is simulated.
     *
     * @param description what the bundle says of itself, see {@link #description}; its training is filled in here
     * @param origin what trains it
     * @param steps told about the steps; may cancel
     * @param onEpoch told about every epoch as it ends
     * @return the bundle, calibrated if it has a density, and measured; on no disk yet
     * @throws BundleFormatException if the description is not one that a bundle may have
     * @throws IOException if the checkpoint cannot be read or written, or is of another training
     * @throws IllegalArgumentException if settings, source and start do not go together, see
     *         {@link Trainer#requireTrainable}
     */
    public ModelBundle run(BundleManifest description, BundleOrigin origin, Steps steps,
            Consumer<TrainedNetwork.Epoch> onEpoch) throws IOException {
        Trainer trainer = new Trainer(settings, checkpoint, start.map(b -> new Trainer.Start(b.weights(), b.scaler())));
        trainer.requireTrainable(source, spectra);
        BundleFile.requireValid(description.toBuilder().training(origin.planned(settings, spectra, start)).build());
        Dataset data;
        try (Steps.Step step = steps.start("simulating", "spectra")) {
            data = Dataset.simulate(source, 0, spectra, settings.seed(), step);
        }
        TrainedNetwork trained;
        try (Steps.Step step = steps.start("training", "updates")) {
            trained = trainer.train(data, step, onEpoch);
        }
        ModelBundle bundle = BundleFile.bundle(description.toBuilder()
                .training(origin.training(settings, spectra, trained, start)).build(),
                trained.weights(), trained.scaler(), source, tables);
        if (bundle.head().head() instanceof DensityHead) {
            bundle = BundleCalibration.calibrated(bundle, BundleCalibration.spectra(spectra), settings.seed(),
                    bundle.version(), steps);
        }
        return Evaluation.measured(bundle, steps);
    }
}
