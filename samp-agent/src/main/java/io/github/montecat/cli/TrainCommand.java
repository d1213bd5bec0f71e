package io.github.montecat.cli;

import io.github.montecat.bundle.BundleFile;
import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.diagnostics.Evaluation;
import io.github.montecat.inference.CpuEngine;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.response.Response;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.simulate.SpectrumSimulator;
import io.github.montecat.spectrum.ChannelGrouping;
import io.github.montecat.training.InputTransform;
import io.github.montecat.training.RateSchedule;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** {@code montecat train}: simulates spectra, trains a network on them and writes a bundle. */
public final class TrainCommand implements Command {

    private static final Pattern RANGE = Pattern.compile("(\\d+)-(\\d+)");
    private static final TrainingSettings DEFAULTS = new TrainingSettings(1, 4, 100, 0.10, InputTransform.ANSCOMBE, 32,
            1e-3, new RateSchedule(RateSchedule.Shape.LINEAR, 0), 100, 100, 0, true, 0);
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
        ForwardOptions.addTo(options);
        add(options, "channels", "LO-HI", "detector channels to use; all if not given");
        add(options, "group", "N", "channels per bin (1)");
        add(options, "exposure", "S", "exposure of the training spectra in s");
        add(options, "exposure-range", "MIN,MAX", "exposures the bundle serves in s (0.8 to 1.25 times the exposure); counts are scaled to it");
        add(options, "spectra", "N", "number of simulated spectra, split 60:20:20 (10000)");
        options.addOption(Option.builder().longOpt("paper").desc("settings of Tutone et al. 2025, table 2: plain "
                + "counts, one bin per step, the same noise every epoch, constant rate 1e-4, patience 100 from epoch "
                + "50, at most 5000 epochs; other options still override").get());
        add(options, "bins-per-step", "N", "bins per step of the sequence; divides the cost (1)");
        add(options, "layers", "N", "GRU layers (4)");
        add(options, "units", "N", "units per layer (100)");
        add(options, "dropout", "RATE", "dropout rate, at least 0 and below 1 (0.1)");
        add(options, "transform", "KIND", "of counts before standardisation: counts or anscombe (anscombe)");
        add(options, "epochs", "N", "highest number of epochs (100)");
        add(options, "patience", "N", "epochs without improvement before stopping (100)");
        add(options, "batch", "N", "spectra per update (32)");
        add(options, "rate", "R", "Adam's step size (1e-3)");
        add(options, "schedule", "KIND", "course of the step size over all epochs: constant; linear or cosine, which fall "
                + "to 0; or rising, to twice the size, as the first bundles were trained (rising)");
        add(options, "warmup", "N", "updates over which the step size first rises to its course (0)");
        options.addOption(Option.builder().longOpt("fixed-noise").desc("the same Poisson noise every epoch").get());
        add(options, "seed", "N", "seed of everything random (0)");
        add(options, "name", "NAME", "name of the bundle (the output file's)");
        add(options, "bundle-version", "V", "version of the bundle (1.0)");
        add(options, "description", "TEXT", "a sentence on what the bundle is good for");
        add(options, "telescope", "NAME", "TELESCOP of spectra it takes; any if not given");
        add(options, "instrument", "NAME", "INSTRUME of spectra it takes");
        add(options, "response-note", "TEXT", "where the response comes from and what it is");
        add(options, "from", "FILE", "bundle whose weights training starts from; it must have the same network");
        add(options, "checkpoint", "FILE", "keeps the state after every epoch; run again with the same options to go on "
                + "from it");
        add(options, "history", "FILE", "losses of every epoch as CSV");
        add(options, "history-plot", "FILE", "losses of every epoch as a picture, NAME" + LossPlot.SUFFIX);
        options.addOption(Option.builder("o").longOpt("output").hasArg().argName("FILE")
                .desc("bundle file to write, NAME" + BundleFile.SUFFIX).get());
        return ThreadLimit.addTo(options);
    }

    private static void add(Options options, String name, String argument, String text) {
        options.addOption(Option.builder().longOpt(name).hasArg().argName(argument).desc(text).get());
    }

    @Override
    public String details() {
        return "Example: montecat train --model 'tbabs*powerlaw' --prior nH=uniform:0.1,0.5 --prior "
                + "PhoIndex=uniform:0.5,3 --prior norm=loguniform:0.1,10 --rmf nicer.rmf --arf nicer.arf --channels "
                + "30-999 --group 5 --exposure 10 -o my-nicer.montecat";
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws Exception {
        arguments.noWords();
        return ThreadLimit.run(arguments, () -> train(arguments, console));
    }

    private static ExitCode train(Arguments arguments, Console console) throws Exception {
        Path output = arguments.path("output").orElseThrow(() -> new UsageException("-o FILE is missing"));
        double exposure = arguments.positive("exposure")
                .orElseThrow(() -> new UsageException("--exposure is missing"));
        TrainingSettings settings = settings(arguments);
        Optional<Path> plot = arguments.path("history-plot");
        if (plot.isPresent()) {
            LossPlot.requireSuffix(plot.get());
        }
        ForwardOptions.Trainable trainable = ForwardOptions.trainable(arguments);
        ForwardOptions.FullResponse full = ForwardOptions.response(arguments);
        ChannelGrouping grouping = grouping(arguments, full);
        Response grouped = full.response().grouped(grouping);
        // The bundle keeps the response in single precision: train on just that.
        Response response = Response.ofDense(grouped.energies(), grouped.bins(), grouped.toDense());
        SpectrumSimulator simulator = new SpectrumSimulator(trainable.prior(), response, exposure);
        int spectra = arguments.integer("spectra", 5).orElse(10_000);
        Dataset data;
        try (ConsoleProgress progress = console.progress("simulating", "spectra")) {
            data = Dataset.simulate(simulator, 0, spectra, settings.seed(), progress);
        }
        TrainedNetwork trained = train(settings, data, plot, arguments, console);
        BundleManifest manifest = manifest(arguments, output, settings, data, full, grouping, trained);
        BundleFile.write(output, manifest, trained.network(), trained.scaler(), response, trainable.tables());
        ModelBundle bundle = BundleFile.read(output);
        BundleManifest.Diagnostics diagnostics;
        try (ConsoleProgress progress = console.progress("evaluating", "passes")) {
            diagnostics = Evaluation.evaluate(bundle, new CpuEngine(), Evaluation.testSplit(bundle, (d, n) -> { }),
                    PASSES, progress);
        }
        BundleFile.write(output, manifest.withDiagnostics(diagnostics), trained.network(), trained.scaler(), response,
                trainable.tables());
        DiagnosticsText.print(BundleFile.read(output), diagnostics, console.out());
        console.remark("wrote " + output);
        return ExitCode.OK;
    }

    private static TrainingSettings settings(Arguments a) throws UsageException {
        TrainingSettings d = a.has("paper") ? TrainingSettings.PAPER_A : DEFAULTS;
        String transform = a.text("transform").orElse(d.transform().name()).toUpperCase(Locale.ROOT);
        try {
            double dropout = Double.parseDouble(a.text("dropout").orElse(String.valueOf(d.dropout())));
            return new TrainingSettings(a.integer("bins-per-step", 1).orElse(d.binsPerStep()),
                    a.integer("layers", 1).orElse(d.layers()), a.integer("units", 1).orElse(d.units()), dropout,
                    InputTransform.valueOf(transform), a.integer("batch", 1).orElse(d.batchSize()),
                    a.positive("rate").orElse(d.learningRate()), schedule(a, d.schedule()),
                    a.integer("epochs", 1).orElse(d.epochs()),
                    a.integer("patience", 1).orElse(d.patience()), d.watchFrom(),
                    d.freshNoise() && !a.has("fixed-noise"), a.longInteger("seed").orElse(0));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--dropout or --transform: " + e.getMessage());
        }
    }

    private static RateSchedule schedule(Arguments a, RateSchedule d) throws UsageException {
        String shape = a.text("schedule").orElse(d.shape().name());
        try {
            return new RateSchedule(RateSchedule.Shape.valueOf(shape.toUpperCase(Locale.ROOT)),
                    a.integer("warmup", 0).orElse(d.warmUp()));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--schedule is '" + shape + "', expected constant, linear, cosine or rising");
        }
    }

    private static ChannelGrouping grouping(Arguments arguments, ForwardOptions.FullResponse full)
            throws UsageException {
        int first = full.firstChannel();
        int last = first + full.response().bins().size() - 1;
        String text = arguments.text("channels").orElse(first + "-" + last);
        Matcher m = RANGE.matcher(text.trim());
        if (!m.matches() || Integer.parseInt(m.group(1)) < first || Integer.parseInt(m.group(2)) > last) {
            throw new UsageException("--channels is '" + text + "', expected LO-HI within the response's channels "
                    + first + "-" + last);
        }
        try {
            return ChannelGrouping.uniform(Integer.parseInt(m.group(1)) - first, Integer.parseInt(m.group(2)) - first,
                    arguments.integer("group", 1).orElse(1));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--channels, --group: " + e.getMessage());
        }
    }

    private static TrainedNetwork train(TrainingSettings settings, Dataset data, Optional<Path> plot,
            Arguments arguments, Console console) throws IOException, UsageException {
        List<String> history = new ArrayList<>(List.of("epoch,training_loss,validation_loss"));
        Path file = arguments.path("history").orElse(null);
        Optional<Path> from = arguments.path("from");
        Optional<MultiLayerNetwork> start = from.isPresent() ? Optional.of(BundleFile.network(from.get()))
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
        ModelPrior prior = data.simulator().prior();
        double exposure = data.simulator().exposure();
        String fileName = output.getFileName().toString();
        String name = arguments.text("name").orElse(fileName.replaceFirst(Pattern.quote(BundleFile.SUFFIX) + "$", ""));
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9-]*")) {
            throw new UsageException("bundle name '" + name + "' must be of letters, digits and hyphens; use --name");
        }
        List<BundleManifest.Parameter> parameters = prior.free().stream()
                .map(f -> new BundleManifest.Parameter(f.parameter().label(), f.parameter().unit(),
                        f.parameter().ucd(), f.prior().kind(), f.prior().min(), f.prior().max()))
                .toList();
        TrainedNetwork.Epoch best = trained.history().get(trained.bestEpoch());
        return new BundleManifest(BundleFile.FORMAT, name, arguments.text("bundle-version").orElse("1.0"),
                arguments.text("description").orElse(prior.model().expression() + " at " + (float) exposure + " s"),
                new BundleManifest.Instrument(arguments.text("telescope").orElse(""),
                        arguments.text("instrument").orElse(""), arguments.text("response-note").orElse("")),
                new BundleManifest.Model(prior.model().expression(), "wilm", "vern", parameters, prior.fixed()),
                full.response().bins().size(), grouping.edges(), exposures(arguments, exposure),
                new BundleManifest.Network("gru", "point", settings.binsPerStep(), settings.layers(), settings.units(),
                        settings.dropout(), settings.transform().name().toLowerCase(Locale.ROOT)),
                new BundleManifest.Training("montecat " + Version.current(), "",
                        LocalDate.now(ZoneOffset.UTC).toString(), command(arguments), data.size(), settings.seed(),
                        settings.freshNoise(), settings.batchSize(), settings.learningRate(),
                        trained.history().size(), trained.bestEpoch(), best.validationLoss()),
                null, Map.of());
    }

    private static BundleManifest.Exposure exposures(Arguments arguments, double trained) throws UsageException {
        String text = arguments.text("exposure-range").orElse(0.8 * trained + "," + 1.25 * trained);
        String[] ends = text.split(",");
        try {
            double min = Double.parseDouble(ends[0]);
            double max = Double.parseDouble(ends[1]);
            if (min > 0 && min <= trained && max >= trained) {
                return new BundleManifest.Exposure(trained, min, max);
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            // Falls through to the same sentence as a range that is out of order.
        }
        throw new UsageException("--exposure-range is '" + text + "', expected MIN,MAX around " + trained + " s");
    }

    /** The options as given, files by name alone: paths say something about a machine, not about a bundle. */
    private static String command(Arguments arguments) {
        StringBuilder text = new StringBuilder("train");
        arguments.options().forEach((name, values) -> {
            for (String value : values.isEmpty() ? List.of("") : values) {
                boolean file = List.of("rmf", "arf", "output", "history", "history-plot", "checkpoint",
                        "from")
                        .contains(name);
                String shown = file ? Path.of(value).getFileName().toString()
                        : name.equals("model") ? value.replaceAll("\\{[^{}]*[/\\\\]", "{") : value;
                text.append(" --").append(name).append(shown.isEmpty() ? "" : " '" + shown + "'");
            }
        });
        return text.toString();
    }
}
