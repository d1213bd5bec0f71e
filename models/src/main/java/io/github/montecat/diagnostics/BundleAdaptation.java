package io.github.montecat.diagnostics;

import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ManifestBuilder;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.features.InputFeatures;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.prior.Prior;
import io.github.montecat.progress.Progress;
import io.github.montecat.response.Response;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.simulate.ExposureDraw;
import io.github.montecat.simulate.SpectrumSource;
import io.github.montecat.training.FreshData;
import io.github.montecat.training.RateSchedule;
import io.github.montecat.training.Trainer;
import io.github.montecat.training.TrainingSettings;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Trains a bundle on for another response, prior or exposures. {@link #training} gives a {@link BundleTraining} that
 * starts from the bundle's weights and {@link #description} what the new bundle says of itself. It takes
 * Deeplearning4j. Immutable.
 *
 * @param bundle the bundle to adapt
 * @param source the new spectra, in the bundle's bins
 */
public record BundleAdaptation(ModelBundle bundle, SpectrumSource source) {

    /** Step size at the start that suits most bundles. */
    public static final double RATE = 5e-4;

    private static final int BATCH = 64;
    /** Updates that tell how fast this machine is; as many before them warm Java up. */
    private static final int TRIAL_UPDATES = 60;

    /**
     * Replaces what is given and keeps the rest, also the bundle's background.
     *
     * @param bundle the bundle to adapt
     * @param priors new priors of free parameters, by label
     * @param response new response to single channels, as many as the bundle takes; empty to keep that of the bundle
     * @param exposure new range of exposures; empty to keep those of the bundle
     * @return the adaptation
     * @throws IllegalArgumentException if the bundle has no such free parameter, takes another number of channels, or
     *         one of old and new exposures is no range
     */
    public static BundleAdaptation of(ModelBundle bundle, Map<String, Prior> priors, Optional<Response> response,
            Optional<ExposureDraw> exposure) {
        return new BundleAdaptation(bundle, SpectrumSource.of(prior(bundle, priors), response(bundle, response),
                exposure(bundle, exposure), bundle.source().background()));
    }

    private static ModelPrior prior(ModelBundle bundle, Map<String, Prior> changed) {
        Map<String, Prior> priors = new LinkedHashMap<>();
        bundle.prior().free().forEach(f -> priors.put(f.parameter().label(), f.prior()));
        changed.forEach((label, prior) -> {
            if (priors.put(label, prior) == null) {
                throw new RefusedValueException("bundle " + bundle.name() + " has no free parameter " + label
                        + "; it has " + bundle.prior().free().stream().map(f -> f.parameter().label()).toList());
            }
        });
        return new ModelPrior(bundle.prior().model(), priors, bundle.prior().fixed());
    }

    private static Response response(ModelBundle bundle, Optional<Response> response) {
        if (response.isEmpty()) {
            return bundle.response();
        }
        int channels = response.get().bins().size();
        if (channels != bundle.channelCount()) {
            throw new RefusedValueException("the response has " + channels + " channels, bundle " + bundle.name()
                    + " takes " + bundle.channelCount() + "; train a bundle of your own with 'montecat train'");
        }
        return BundleTraining.response(response.get(), bundle.grouping());
    }

    private static ExposureDraw exposure(ModelBundle bundle, Optional<ExposureDraw> exposure) {
        ExposureDraw old = bundle.source().exposure();
        if (exposure.isPresent() && (exposure.get().fixed().isPresent() || old.fixed().isPresent())) {
            throw new RefusedValueException("expected a range of exposures, for a bundle that covers a range; "
                    + bundle.name() + " was trained at " + old + ", the new exposure is " + exposure.get());
        }
        return exposure.orElse(old);
    }

    /**
     * @param epochs number of epochs
     * @param rate Adam's step size at the start, which falls to 0
     * @param seed seed of everything random
     * @param spectra number of spectra, split 60:20:20
     * @return the training
     */
    public BundleTraining training(int epochs, double rate, long seed, int spectra) {
        return new BundleTraining(settings(epochs, rate, seed), source, bundle.tables(), spectra).startingFrom(bundle);
    }

    private TrainingSettings settings(int epochs, double rate, long seed) {
        InputFeatures shown = bundle.scaler().features();
        return new TrainingSettings(bundle.manifest().network().settings(), shown.transform(), shown.componentCount(),
                BATCH,
                rate, new RateSchedule(RateSchedule.Shape.LINEAR, 0), epochs, epochs, 0, FreshData.SPECTRA, seed);
    }

    /**
     * What the new bundle says of itself: its own model and spectra, the rest as the old bundle.
     *
     * @param response what the response is and where it comes from; empty if it is that of the bundle
     * @return a manifest that still has the old bundle's name
     */
    public ManifestBuilder description(Optional<String> response) {
        BundleManifest old = bundle.manifest();
        BundleManifest.Model model = old.model();
        return old.toBuilder().description(old.description() + ", adapted from " + bundle)
                .instrument(new BundleManifest.Instrument(old.instrument().telescope(), old.instrument().instrument(),
                        response.orElse(old.instrument().response())))
                .model(new BundleManifest.Model(model.expression(), model.abundances(), model.crossSections(),
                        BundleTraining.parameters(source.prior()), model.fixed(), model.tables()))
                .exposure(old.exposure().trained() != null ? old.exposure()
                        : new BundleManifest.Exposure(null, source.exposure().min(), source.exposure().max()))
                .training(null).calibration(null).diagnostics(null);
    }

    /**
     * How many epochs fit a time, by the second of two short trainings on this machine.
     *
     * @param minutes the time in minutes
     * @param spectra number of spectra of the training
     * @param seed their seed
     * @return number of epochs, 1 or more
     * @throws IOException never; a trial keeps no checkpoint
     */
    public int epochs(double minutes, int spectra, long seed) throws IOException {
        Dataset trial = Dataset.simulate(source, 0, TRIAL_UPDATES * BATCH * 5 / 3, seed, Progress.NONE);
        long nanos = 0;
        for (int i = 0; i < 2; i++) {
            long start = System.nanoTime();
            new Trainer(settings(1, RATE, seed), Optional.empty(), Optional.of(start()))
                    .train(trial, Progress.NONE, e -> { });
            nanos = System.nanoTime() - start;
        }
        double perSpectrum = nanos / 1e9 / trial.size();
        return (int) Math.max(1, minutes * 60 / (perSpectrum * spectra));
    }

    /**
     * The loss before the adaptation.
     *
     * @param spectra number of spectra of the training
     * @param seed their seed
     * @return loss of the old bundle on the validation spectra among them
     */
    public double lossBefore(int spectra, long seed) {
        return Trainer.validationLoss(bundle.manifest().network().settings(), start(),
                Dataset.simulate(source, 0, spectra, seed, Progress.NONE));
    }

    private Trainer.Start start() {
        return new Trainer.Start(bundle.weights(), bundle.scaler());
    }
}
