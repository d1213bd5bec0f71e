package io.github.montecat.cli;

import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.dl4j.TrainingLibraries;
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
import io.github.montecat.training.TrainedNetwork;
import io.github.montecat.training.Trainer;
import io.github.montecat.training.TrainingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code montecat adapt}: trains a bundle on for a user's own response, prior or exposures, in minutes. */
public final class AdaptCommand implements Command {

    private static final int SPECTRA = 20_000;
    private static final int BATCH = 64;
    private static final double RATE = 5e-4;
    private static final double MINUTES = 8;
    /** Updates that tell how fast this machine is; as many before them warm Java up. */
    private static final int TRIAL_UPDATES = 60;

    @Override
    public String name() {
        return "adapt";
    }

    @Override
    public String summary() {
        return "Train a bundle on for your own response, priors or exposures, in minutes";
    }

    @Override
    public String usageArguments() {
        return "";
    }

    @Override
    public Options options() {
        Options options = FitOptions.addBundleTo(new Options(),
                "bundle to train on, by name ('montecat bundles list') or file");
        TrainOptions.add(options, "rmf", "FILE", "redistribution matrix, with as many channels as the bundle takes (the "
                + "bundle's response)");
        TrainOptions.add(options, "arf", "FILE", "effective area; none if the matrix has it");
        TrainOptions.add(options, "prior", "NAME=PRIOR", "new prior of a free parameter, such as nH=uniform:0.1,0.5 (that "
                + "of the bundle)");
        TrainOptions.add(options, "exposure", "MIN,MAX", "new range of exposures in s, for a bundle that covers a range "
                + "(that of the bundle)");
        TrainOptions.add(options, "minutes", "M", "how long to train (" + MINUTES + ")");
        TrainOptions.add(options, "epochs", "N", "epochs to train, instead of --minutes; repeatable on any machine");
        TrainOptions.add(options, "spectra", "N", "number of simulated spectra, split 60:20:20 (" + SPECTRA + ")");
        TrainOptions.add(options, "rate", "R", "Adam's step size at the start, which falls to 0 (" + RATE + ")");
        TrainOptions.add(options, "seed", "N", "seed of everything random (0)");
        return TrainingRun.addTo(options);
    }

    @Override
    public String details() {
        return "The loss on spectra of the new kind is told before and after, and the new bundle is measured on its test "
                + "spectra. Example: montecat adapt --bundle nicer-a --rmf my.rmf --arf my.arf -o my-nicer.montecat";
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws Exception {
        arguments.noWords();
        TrainingLibraries.require("'montecat " + name() + "'");
        Path output = TrainingRun.output(arguments);
        if (!arguments.has("bundle")) {
            throw new UsageException("--bundle is missing");
        }
        ModelBundle bundle = FitOptions.bundle(arguments);
        SpectrumSource source = SpectrumSource.of(prior(arguments, bundle), response(arguments, bundle),
                exposure(arguments, bundle), bundle.source().background());
        return ThreadLimit.run(arguments, () -> adapt(arguments, console, output, bundle, source));
    }

    private ExitCode adapt(Arguments arguments, Console console, Path output, ModelBundle bundle,
            SpectrumSource source) throws IOException, UsageException {
        int spectra = arguments.integer("spectra", 5).orElse(SPECTRA);
        double rate = arguments.positive("rate").orElse(RATE);
        double minutes = arguments.positive("minutes").orElse(MINUTES);
        BundleManifest untrained = manifest(arguments, output, bundle, source);
        TrainingSettings settings = settings(arguments, bundle, 1, RATE);
        int epochs = arguments.has("epochs") ? arguments.integer("epochs", 1).getAsInt()
                : epochs(minutes, spectra, settings, source, bundle);
        settings = settings(arguments, bundle, epochs, rate);
        TrainingRun run = new TrainingRun(settings, source, bundle.tables(), arguments, console);
        console.remark("adapting " + bundle + " for " + epochs + " epochs");
        List<BundleManifest.SourceFile> files = run.sourceFiles(Optional.of(bundle));
        TrainedNetwork trained = run.train(spectra, Optional.of(bundle));
        run.write(output, name(), spectra, untrained, trained, Optional.of(bundle), files);
        double before = Trainer.validationLoss(settings.network(), new Trainer.Start(bundle.weights(), bundle.scaler()),
                Dataset.simulate(source, 0, spectra, settings.seed(), Progress.NONE));
        console.out().printf("loss on validation spectra: %.4f before, %.4f after%n", before,
                trained.history().get(trained.bestEpoch()).validationLoss());
        return ExitCode.OK;
    }

    private static BundleManifest manifest(Arguments arguments, Path output, ModelBundle bundle, SpectrumSource source)
            throws UsageException {
        BundleManifest old = bundle.manifest();
        boolean response = arguments.has("rmf");
        BundleManifest.Exposure exposure = old.exposure().trained() != null ? old.exposure()
                : new BundleManifest.Exposure(null, source.exposure().min(), source.exposure().max());
        BundleManifest.Model model = old.model();
        return old.toBuilder().name(TrainingRun.bundleName(arguments, output))
                .description(old.description() + ", adapted from " + bundle)
                .instrument(new BundleManifest.Instrument(old.instrument().telescope(), old.instrument().instrument(),
                        arguments.text("response-note").orElse(response
                                ? arguments.path("rmf").orElseThrow().getFileName().toString()
                                : old.instrument().response())))
                .model(new BundleManifest.Model(model.expression(), model.abundances(), model.crossSections(),
                        TrainingRun.parameters(source.prior()), model.fixed(), model.tables()))
                .exposure(exposure).training(null).calibration(null).diagnostics(null).build();
    }

    private static TrainingSettings settings(Arguments arguments, ModelBundle bundle, int epochs, double rate)
            throws UsageException {
        InputFeatures shown = bundle.scaler().features();
        return new TrainingSettings(bundle.manifest().network().settings(), shown.transform(), shown.componentCount(), BATCH,
                rate, new RateSchedule(RateSchedule.Shape.LINEAR, 0), epochs, epochs, 0, FreshData.SPECTRA,
                arguments.longInteger("seed").orElse(0));
    }

    /** As many epochs as fit the time, by the second of two short trainings. */
    private static int epochs(double minutes, int spectra, TrainingSettings settings, SpectrumSource source,
            ModelBundle bundle) throws IOException {
        Dataset trial = Dataset.simulate(source, 0, TRIAL_UPDATES * BATCH * 5 / 3, settings.seed(), Progress.NONE);
        long nanos = 0;
        for (int i = 0; i < 2; i++) {
            long start = System.nanoTime();
            new Trainer(settings, Optional.empty(), Optional.of(new Trainer.Start(bundle.weights(), bundle.scaler())))
                    .train(trial, Progress.NONE, e -> { });
            nanos = System.nanoTime() - start;
        }
        double perSpectrum = nanos / 1e9 / trial.size();
        return (int) Math.max(1, minutes * 60 / (perSpectrum * spectra));
    }

    private static ModelPrior prior(Arguments arguments, ModelBundle bundle) throws UsageException {
        Map<String, Prior> priors = new LinkedHashMap<>();
        bundle.prior().free().forEach(f -> priors.put(f.parameter().label(), f.prior()));
        ForwardOptions.priors(arguments).forEach((label, prior) -> {
            if (priors.put(label, prior) == null) {
                throw new IllegalArgumentException("bundle " + bundle.name() + " has no free parameter " + label
                        + "; it has " + bundle.prior().free().stream().map(f -> f.parameter().label()).toList());
            }
        });
        return new ModelPrior(bundle.prior().model(), priors, bundle.prior().fixed());
    }

    private static Response response(Arguments arguments, ModelBundle bundle) throws UsageException, IOException {
        if (!arguments.has("rmf")) {
            if (arguments.has("arf")) {
                throw new UsageException("--arf goes with --rmf");
            }
            return bundle.response();
        }
        Response full = ForwardOptions.response(arguments).response();
        if (full.bins().size() != bundle.channelCount()) {
            throw new IllegalArgumentException(arguments.text("rmf").orElseThrow() + " has " + full.bins().size()
                    + " channels, bundle " + bundle.name() + " takes " + bundle.channelCount()
                    + "; train a bundle of your own with 'montecat train'");
        }
        Response grouped = full.grouped(bundle.grouping());
        // The bundle keeps the response in single precision: train on just that.
        return Response.ofDense(grouped.energies(), grouped.bins(), grouped.toDense());
    }

    private static ExposureDraw exposure(Arguments arguments, ModelBundle bundle) throws UsageException {
        if (!arguments.has("exposure")) {
            return bundle.source().exposure();
        }
        ExposureDraw draw = TrainOptions.exposure(arguments);
        if (draw.fixed().isPresent() || bundle.source().exposure().fixed().isPresent()) {
            throw new UsageException("--exposure takes a range, for a bundle that covers a range; " + bundle.name()
                    + " was trained at " + bundle.source().exposure());
        }
        return draw;
    }
}
