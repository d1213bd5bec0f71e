package io.github.montecat.cli;

import io.github.montecat.bundle.BundleFile;
import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.cli.console.Console;
import io.github.montecat.cli.option.AbundanceOption;
import io.github.montecat.cli.option.Arguments;
import io.github.montecat.cli.option.ForwardOptions;
import io.github.montecat.cli.option.ThreadLimit;
import io.github.montecat.cli.option.TrainOptions;
import io.github.montecat.diagnostics.BundleTraining;
import io.github.montecat.dl4j.TrainingLibraries;
import io.github.montecat.response.Response;
import io.github.montecat.simulate.ExposureDraw;
import io.github.montecat.simulate.SpectrumSource;
import io.github.montecat.spectrum.ChannelGrouping;
import io.github.montecat.training.TrainingSettings;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code montecat train}: simulates spectra, trains a network on them and writes a bundle. */
public final class TrainCommand implements Command {

    private static final int SPECTRA = 10_000;

    @Override
    public String name() {
        return "train";
    }

    @Override
    public String summary() {
        return "Train a network for a model and a response, and write it as a bundle";
    }

    @Override
    public String usageArguments() {
        return "";
    }

    @Override
    public Options options() {
        Options options = new Options();
        TrainOptions.addTo(options);
        TrainOptions.add(options, "bundle-version", "V", "version of the bundle (1.0)");
        TrainOptions.add(options, "description", "TEXT", "a sentence on what the bundle is good for");
        TrainOptions.add(options, "telescope", "NAME", "TELESCOP of spectra it takes; any if not given");
        TrainOptions.add(options, "instrument", "NAME", "INSTRUME of spectra it takes");
        TrainOptions.add(options, "from", "FILE", "bundle whose weights training starts from; it must have the same network");
        return TrainingRun.addTo(options);
    }

    @Override
    public String details() {
        return "Example: montecat train --model 'tbabs*powerlaw' --prior nH=uniform:0.1,0.5 --prior "
                + "PhoIndex=uniform:0.5,3 --prior norm=loguniform:0.1,10 --rmf nicer.rmf --arf nicer.arf --channels "
                + "30-999 --group 5 --exposure 0.5,20 --bins-per-step 8 -o my-nicer.montecat";
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws Exception {
        arguments.noWords();
        TrainingLibraries.require("'montecat " + name() + "'");
        return ThreadLimit.run(arguments, () -> train(arguments, console));
    }

    private ExitCode train(Arguments arguments, Console console) throws Exception {
        Path output = TrainingRun.output(arguments);
        TrainingSettings settings = TrainOptions.settings(arguments);
        ExposureDraw exposure = TrainOptions.exposure(arguments);
        ForwardOptions.Trainable trainable = ForwardOptions.trainable(arguments);
        ForwardOptions.FullResponse full = ForwardOptions.response(arguments);
        ChannelGrouping grouping = TrainOptions.grouping(arguments, full);
        Response response = BundleTraining.response(full.response(), grouping);
        SpectrumSource source = SpectrumSource.of(trainable.prior(), response, exposure,
                TrainOptions.background(arguments, grouping, response.bins()));
        Optional<Path> from = arguments.path("from");
        int spectra = arguments.integer("spectra", 5).orElse(SPECTRA);
        BundleTraining training = new BundleTraining(settings, source, trainable.tables(), spectra);
        if (from.isPresent()) {
            training = training.startingFrom(BundleFile.read(from.get()));
        }
        BundleManifest description = training
                .description(full.response().bins().size(), grouping, TrainOptions.served(arguments, exposure),
                        AbundanceOption.settings(arguments))
                .name(TrainingRun.bundleName(arguments, output))
                .version(arguments.text("bundle-version").orElse("1.0"))
                .description(arguments.text("description")
                        .orElse(source.prior().model().expression() + " at " + exposure))
                .instrument(new BundleManifest.Instrument(arguments.text("telescope").orElse(""),
                        arguments.text("instrument").orElse(""), arguments.text("response-note").orElse("")))
                .build();
        new TrainingRun(training, arguments, console)
                .run(output, description, TrainingRun.origin(arguments, name(), Optional.empty()));
        return ExitCode.OK;
    }
}
