package io.github.montecat.cli;

import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.cli.console.Console;
import io.github.montecat.cli.option.Arguments;
import io.github.montecat.cli.option.FitOptions;
import io.github.montecat.cli.option.ForwardOptions;
import io.github.montecat.cli.option.ThreadLimit;
import io.github.montecat.cli.option.TrainOptions;
import io.github.montecat.cli.option.UsageException;
import io.github.montecat.diagnostics.BundleAdaptation;
import io.github.montecat.dl4j.TrainingLibraries;
import io.github.montecat.error.Counted;
import io.github.montecat.response.Response;
import io.github.montecat.simulate.ExposureDraw;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code montecat adapt}: trains a bundle on for a user's own response, prior or exposures, in minutes. */
public final class AdaptCommand implements Command {

    private static final int SPECTRA = 20_000;
    private static final double MINUTES = 8;

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
        TrainOptions.add(options, "rate", "R", "Adam's step size at the start, which falls to 0 ("
                + BundleAdaptation.RATE + ")");
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
        BundleAdaptation adaptation = adaptation(arguments, bundle);
        return ThreadLimit.run(arguments, () -> adapt(arguments, console, output, adaptation));
    }

    private static BundleAdaptation adaptation(Arguments arguments, ModelBundle bundle) throws UsageException,
            IOException {
        Optional<Response> response = Optional.empty();
        if (arguments.has("rmf")) {
            response = Optional.of(ForwardOptions.response(arguments).response());
        } else if (arguments.has("arf")) {
            throw new UsageException("--arf goes with --rmf");
        }
        return BundleAdaptation.of(bundle, ForwardOptions.priors(arguments), response, exposure(arguments, bundle));
    }

    private static Optional<ExposureDraw> exposure(Arguments arguments, ModelBundle bundle) throws UsageException {
        if (!arguments.has("exposure")) {
            return Optional.empty();
        }
        ExposureDraw draw = TrainOptions.exposure(arguments);
        if (draw.fixed().isPresent() || bundle.source().exposure().fixed().isPresent()) {
            throw new UsageException("--exposure takes a range, for a bundle that covers a range; " + bundle.name()
                    + " was trained at " + bundle.source().exposure());
        }
        return Optional.of(draw);
    }

    private ExitCode adapt(Arguments arguments, Console console, Path output, BundleAdaptation adaptation)
            throws IOException, UsageException {
        int spectra = arguments.integer("spectra", 5).orElse(SPECTRA);
        double rate = arguments.positive("rate").orElse(BundleAdaptation.RATE);
        double minutes = arguments.positive("minutes").orElse(MINUTES);
        long seed = arguments.longInteger("seed").orElse(0);
        ModelBundle bundle = adaptation.bundle();
        Optional<String> response = arguments.text("response-note");
        if (response.isEmpty() && arguments.has("rmf")) {
            response = Optional.of(arguments.path("rmf").orElseThrow().getFileName().toString());
        }
        BundleManifest description = adaptation.description(response)
                .name(TrainingRun.bundleName(arguments, output)).build();
        int epochs = arguments.has("epochs") ? arguments.integer("epochs", 1).getAsInt()
                : adaptation.epochs(minutes, spectra, seed);
        console.remark("adapting " + bundle + " for " + Counted.of(epochs, "epoch", "epochs"));
        ModelBundle adapted = new TrainingRun(adaptation.training(epochs, rate, seed, spectra), arguments, console)
                .run(output, description, TrainingRun.origin(arguments, name(), Optional.of(bundle)));
        console.out().printf("loss on validation spectra: %.4f before, %.4f after%n",
                adaptation.lossBefore(spectra, seed), adapted.manifest().training().validationLoss());
        return ExitCode.OK;
    }
}
