package io.github.montecat.cli;

import io.github.montecat.bundle.BundleFile;
import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.diagnostics.Evaluation;
import io.github.montecat.inference.CpuEngine;
import io.github.montecat.network.NetworkSettings;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.response.Response;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.simulate.BackgroundDraw;
import io.github.montecat.simulate.ExposureDraw;
import io.github.montecat.simulate.SpectrumSource;
import io.github.montecat.spectrum.ChannelGrouping;
import io.github.montecat.training.TrainedNetwork;
import io.github.montecat.training.Trainer;
import io.github.montecat.training.TrainingSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code montecat train}: simulates spectra, trains a network on them and writes a bundle. */
public final class TrainCommand implements Command {

    private static final int PASSES = 100;

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
        TrainOptions.add(options, "name", "NAME", "name of the bundle (the output file's)");
        TrainOptions.add(options, "bundle-version", "V", "version of the bundle (1.0)");
        TrainOptions.add(options, "description", "TEXT", "a sentence on what the bundle is good for");
        TrainOptions.add(options, "telescope", "NAME", "TELESCOP of spectra it takes; any if not given");
        TrainOptions.add(options, "instrument", "NAME", "INSTRUME of spectra it takes");
        TrainOptions.add(options, "response-note", "TEXT", "where the response comes from and what it is");
        TrainOptions.add(options, "from", "FILE", "bundle whose weights training starts from; it must have the same network");
        TrainOptions.add(options, "checkpoint", "FILE", "keeps the state after every epoch; run again with the same options to go on "
                + "from it");
        TrainOptions.add(options, "history", "FILE", "losses of every epoch as CSV");
        TrainOptions.add(options, "history-plot", "FILE", "losses of every epoch as a picture, NAME" + LossPlot.SUFFIX);
        options.addOption(Option.builder("o").longOpt("output").hasArg().argName("FILE")
                .desc("bundle file to write, NAME" + BundleFile.SUFFIX).get());
        return ThreadLimit.addTo(options);
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
        return ThreadLimit.run(arguments, () -> train(arguments, console));
    }

    private static ExitCode train(Arguments arguments, Console console) throws Exception {
        Path output = arguments.path("output").orElseThrow(() -> new UsageException("-o FILE is missing"));
        TrainingSettings settings = TrainOptions.settings(arguments);
        ExposureDraw exposure = TrainOptions.exposure(arguments);
        Optional<Path> plot = arguments.path("history-plot");
        if (plot.isPresent()) {
            LossPlot.requireSuffix(plot.get());
        }
        ForwardOptions.Trainable trainable = ForwardOptions.trainable(arguments);
        ForwardOptions.FullResponse full = ForwardOptions.response(arguments);
        ChannelGrouping grouping = TrainOptions.grouping(arguments, full);
        Response grouped = full.response().grouped(grouping);
        // The bundle keeps the response in single precision: train on just that.
        Response response = Response.ofDense(grouped.energies(), grouped.bins(), grouped.toDense());
        SpectrumSource source = SpectrumSource.of(trainable.prior(), response, exposure,
                TrainOptions.background(arguments, grouping, response.bins()));
        int spectra = arguments.integer("spectra", 5).orElse(10_000);
        Dataset data;
        try (ConsoleProgress progress = console.progress("simulating", "spectra")) {
            data = Dataset.simulate(source, 0, spectra, settings.seed(), progress);
        }
        TrainedNetwork trained = train(settings, data, plot, arguments, console);
        BundleManifest manifest = manifest(arguments, output, settings, data, full, grouping, trained);
        BundleFile.write(output, manifest, trained.network(), trained.scaler(), source, trainable.tables());
        ModelBundle bundle = BundleFile.read(output);
        BundleManifest.Diagnostics diagnostics;
        try (ConsoleProgress progress = console.progress("evaluating", "passes")) {
            diagnostics = Evaluation.evaluate(bundle, new CpuEngine(), Evaluation.testSplit(bundle, (d, n) -> { }),
                    PASSES, progress);
        }
        BundleFile.write(output, manifest.withDiagnostics(diagnostics), trained.network(), trained.scaler(), source,
                trainable.tables());
        DiagnosticsText.print(BundleFile.read(output), diagnostics, console.out());
        console.remark("wrote " + output);
        return ExitCode.OK;
    }

    private static TrainedNetwork train(TrainingSettings settings, Dataset data, Optional<Path> plot,
            Arguments arguments, Console console) throws IOException, UsageException {
        List<String> history = new ArrayList<>(List.of("epoch,training_loss,validation_loss"));
        Path file = arguments.path("history").orElse(null);
        Optional<Path> from = arguments.path("from");
        Optional<Trainer.Start> start = from.isPresent()
                ? Optional.of(new Trainer.Start(BundleFile.network(from.get()), BundleFile.read(from.get()).scaler()))
                : Optional.empty();
        List<TrainedNetwork.Epoch> epochs = new ArrayList<>();
        try (ConsoleProgress progress = console.progress("training", "updates")) {
            return new Trainer(settings, arguments.path("checkpoint"), start).train(data, progress, e -> {
                history.add(e.number() + "," + e.trainingLoss() + "," + e.validationLoss());
                if (file != null) {
                    write(file, history);
                }
                epochs.add(e);
                plot.ifPresent(p -> draw(epochs, p));
            });
        }
    }

    private static void write(Path file, List<String> lines) {
        try {
            Files.write(file, lines, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the history to " + file, e);
        }
    }

    private static void draw(List<TrainedNetwork.Epoch> epochs, Path plot) {
        try {
            LossPlot.write(epochs, plot);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the plot of losses to " + plot, e);
        }
    }

    private static BundleManifest manifest(Arguments arguments, Path output, TrainingSettings settings, Dataset data,
            ForwardOptions.FullResponse full, ChannelGrouping grouping, TrainedNetwork trained)
            throws UsageException {
        ModelPrior prior = data.source().prior();
        ExposureDraw exposure = data.source().exposure();
        ExposureDraw served = TrainOptions.served(arguments, exposure);
        String fileName = output.getFileName().toString();
        String name = arguments.text("name").orElse(fileName.replaceFirst(Pattern.quote(BundleFile.SUFFIX) + "$", ""));
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9-]*")) {
            throw new UsageException("bundle name '" + name + "' must be of letters, digits and hyphens; use --name");
        }
        List<BundleManifest.Parameter> parameters = prior.free().stream()
                .map(f -> new BundleManifest.Parameter(f.parameter().label(), f.parameter().unit(),
                        f.parameter().ucd(), f.prior().kind(), f.prior().min(), f.prior().max()))
                .toList();
        NetworkSettings network = settings.network();
        TrainedNetwork.Epoch best = trained.history().get(trained.bestEpoch());
        return new BundleManifest(BundleFile.FORMAT, name, arguments.text("bundle-version").orElse("1.0"),
                arguments.text("description").orElse(prior.model().expression() + " at " + exposure),
                new BundleManifest.Instrument(arguments.text("telescope").orElse(""),
                        arguments.text("instrument").orElse(""), arguments.text("response-note").orElse("")),
                new BundleManifest.Model(prior.model().expression(), "wilm", "vern", parameters, prior.fixed()),
                full.response().bins().size(), grouping.edges(),
                new BundleManifest.Exposure(exposure.fixed().isPresent() ? exposure.min() : null, served.min(), served.max()),
                data.source().background().map(TrainCommand::background).orElse(null),
                new BundleManifest.Network(network.type(), network.head(), network.components(), network.binsPerStep(),
                        network.layers(), network.units(), network.dropout(), settings.transform().name().toLowerCase(Locale.ROOT)),
                new BundleManifest.Training("montecat " + Version.current(), "",
                        LocalDate.now(ZoneOffset.UTC).toString(), command(arguments), data.size(), settings.seed(),
                        settings.fresh().name().toLowerCase(Locale.ROOT), settings.batchSize(), settings.learningRate(),
                        trained.history().size(), trained.bestEpoch(), best.validationLoss()),
                null, Map.of());
    }

    private static BundleManifest.Background background(BackgroundDraw b) {
        return new BundleManifest.Background(b.origin(), b.faintest(), b.brightest(), b.smallestRatio(),
                b.largestRatio());
    }

    /** The options as given, files by name alone: paths say something about a machine, not about a bundle. */
    private static String command(Arguments arguments) {
        StringBuilder text = new StringBuilder("train");
        arguments.options().forEach((name, values) -> {
            for (String value : values.isEmpty() ? List.of("") : values) {
                boolean file = List.of("rmf", "arf", "output", "history", "history-plot", "checkpoint",
                        "from", "back")
                        .contains(name);
                String shown = file ? Path.of(value).getFileName().toString()
                        : name.equals("model") ? value.replaceAll("\\{[^{}]*[/\\\\]", "{") : value;
                text.append(" --").append(name).append(shown.isEmpty() ? "" : " '" + shown + "'");
            }
        });
        return text.toString();
    }
}
