package io.github.montecat.cli;

import io.github.montecat.bundle.BundleFile;
import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.head.DensityHead;
import io.github.montecat.output.OutputException;
import io.github.montecat.output.OutputFile;
import io.github.montecat.physics.TableModel;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.simulate.SpectrumSource;
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
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/**
 * One training as {@code train} and {@code adapt} run it: progress on the console, losses into files, the bundle calibrated,
 * measured on its test spectra and written.
 *
 * @param settings how to train
 * @param source the spectra
 * @param tables tables of the model
 * @param arguments the command line, which is kept in the bundle
 * @param console where progress goes
 */
record TrainingRun(TrainingSettings settings, SpectrumSource source, Map<String, TableModel> tables,
        Arguments arguments, Console console) {

    /** They take no time. */
    private static final int FEWEST_TO_CALIBRATE = 2000;
    /** Roles of files in provenance, by the options that name them. */
    private static final Map<String, String> SOURCE_FILES = new TreeMap<>(Map.of("rmf", "rmf", "arf", "arf", "back",
            "background"));
    private static final List<String> FILES = List.of("rmf", "arf", "output", "history", "history-plot", "checkpoint",
            "from", "back", "bundle");

    /** Adds the options that both commands have last: of the bundle's name and the files to write. */
    static Options addTo(Options options) {
        TrainOptions.add(options, "name", "NAME", "name of the new bundle (the output file's)");
        TrainOptions.add(options, "response-note", "TEXT", "where the response comes from and what it is");
        TrainOptions.add(options, "checkpoint", "FILE", "keeps the state after every epoch; run again with the same "
                + "options to go on from it");
        TrainOptions.add(options, "history", "FILE", "losses of every epoch as CSV");
        TrainOptions.add(options, "history-plot", "FILE", "losses of every epoch as a picture, NAME" + LossPlot.SUFFIX);
        options.addOption(Option.builder("o").longOpt("output").hasArg().argName("FILE")
                .desc("bundle file to write, NAME" + BundleFile.SUFFIX).get());
        return ThreadLimit.addTo(options);
    }

    /**
     * The bundle file to write. What cannot be written, this file or those beside it, is refused before anything is done.
     */
    static Path output(Arguments arguments) throws UsageException, OutputException {
        Path output = arguments.path("output").orElseThrow(() -> new UsageException("-o FILE is missing"));
        Optional<Path> plot = arguments.path("history-plot");
        if (plot.isPresent()) {
            LossPlot.requireSuffix(plot.get());
        }
        for (String option : List.of("output", "checkpoint", "history", "history-plot")) {
            arguments.outputFile(option);
        }
        OutputFile.requireRegular(output);
        Optional<Path> checkpoint = arguments.path("checkpoint");
        if (checkpoint.isPresent()) {
            OutputFile.requireRegular(checkpoint.get());
        }
        return output;
    }

    static String bundleName(Arguments arguments, Path output) throws UsageException {
        String fileName = output.getFileName().toString();
        String name = arguments.text("name").orElse(fileName.replaceFirst(Pattern.quote(BundleFile.SUFFIX) + "$", ""));
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9-]*")) {
            throw new UsageException("bundle name '" + name + "' must be of letters, digits and hyphens; use --name");
        }
        return name;
    }

    static List<BundleManifest.Parameter> parameters(ModelPrior prior) {
        return prior.free().stream()
                .map(f -> new BundleManifest.Parameter(f.parameter().label(), f.parameter().unit(),
                        f.parameter().ucd(), f.prior().kind(), f.prior().min(), f.prior().max()))
                .toList();
    }

    /**
     * Trains. Settings that do not go together are refused before the first spectrum is simulated.
     *
     * @param spectra number of spectra, split 60:20:20
     * @param start bundle whose weights training starts from
     */
    TrainedNetwork train(int spectra, Optional<ModelBundle> start) throws IOException, UsageException {
        Trainer trainer = new Trainer(settings, arguments.path("checkpoint"),
                start.map(b -> new Trainer.Start(b.weights(), b.scaler())));
        trainer.requireTrainable(source, spectra);
        Dataset data;
        try (ConsoleProgress progress = console.progress("simulating", "spectra")) {
            data = Dataset.simulate(source, 0, spectra, settings.seed(), progress);
        }
        List<String> history = new ArrayList<>(List.of("epoch,training_loss,validation_loss"));
        Path file = arguments.path("history").orElse(null);
        Optional<Path> plot = arguments.path("history-plot");
        List<TrainedNetwork.Epoch> epochs = new ArrayList<>();
        try (ConsoleProgress progress = console.progress("training", "updates")) {
            return trainer.train(data, progress, e -> {
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
            OutputFile.write(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void draw(List<TrainedNetwork.Epoch> epochs, Path plot) {
        try {
            LossPlot.write(epochs, plot);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes the bundle, with its provenance, its calibration and its measures, which are printed as well. The file
     * appears when all of that is done.
     *
     * @param output where to
     * @param command the command's name
     * @param spectra number of spectra of the training
     * @param untrained what the bundle says of itself before the training
     * @param trained the network
     * @param start bundle whose weights training started from
     * @param files what {@link #sourceFiles} gave before the training
     */
    void write(Path output, String command, int spectra, BundleManifest untrained, TrainedNetwork trained,
            Optional<ModelBundle> start, List<BundleManifest.SourceFile> files) throws IOException {
        TrainedNetwork.Epoch best = trained.history().get(trained.bestEpoch());
        BundleManifest manifest = untrained.toBuilder().training(new BundleManifest.Training(
                "montecat " + Version.current(), Version.commit(),
                LocalDate.now(ZoneOffset.UTC).toString(), commandLine(command), spectra, settings.seed(),
                settings.fresh().name().toLowerCase(Locale.ROOT), settings.batchSize(), settings.learningRate(),
                trained.history().size(), trained.bestEpoch(), best.validationLoss(),
                start.map(b -> new BundleManifest.Parent(b.toString(), b.sha256())).orElse(null), files))
                .build();
        ModelBundle bundle = BundleFile.bundle(manifest, trained.weights(), trained.scaler(), source, tables);
        BundleQuality quality = new BundleQuality(console);
        if (trained.architecture().head() instanceof DensityHead) {
            int some = Math.max(FEWEST_TO_CALIBRATE, Math.min(spectra, CalibrateCommand.SPECTRA));
            bundle = quality.calibrated(bundle, some, settings.seed(), manifest.version());
        }
        BundleFile.write(output, quality.measured(bundle));
        console.remark("wrote " + output);
    }

    /**
     * The files that response and background are read from, with their checksums; to be asked before the training, since
     * files may change meanwhile. What is not read from a file is that of the bundle to start from.
     *
     * @param adapted bundle whose response and background are kept where no file replaces them; empty for none
     */
    List<BundleManifest.SourceFile> sourceFiles(Optional<ModelBundle> adapted) throws IOException, UsageException {
        List<BundleManifest.SourceFile> files = new ArrayList<>();
        for (Map.Entry<String, String> role : SOURCE_FILES.entrySet()) {
            Optional<Path> file = arguments.path(role.getKey());
            if (file.isPresent()) {
                files.add(new BundleManifest.SourceFile(role.getValue(), file.get().getFileName().toString(),
                        BundleFile.sha256(Files.readAllBytes(file.get()))));
            }
        }
        if (adapted.isPresent()) {
            for (BundleManifest.SourceFile file : adapted.get().manifest().training().files()) {
                // A new matrix comes with its own area, or with none.
                String option = file.role().equals("background") ? "back" : "rmf";
                if (!arguments.has(option)) {
                    files.add(file);
                }
            }
        }
        return files;
    }

    /** The options as given, files by name alone: paths say something about a machine, not about a bundle. */
    private String commandLine(String command) {
        StringBuilder text = new StringBuilder(command);
        arguments.options().forEach((name, values) -> {
            for (String value : values.isEmpty() ? List.of("") : values) {
                String shown = FILES.contains(name) ? Path.of(value).getFileName().toString()
                        : name.equals("model") ? value.replaceAll("\\{[^{}]*[/\\\\]", "{") : value;
                text.append(" --").append(name).append(shown.isEmpty() ? "" : " '" + shown + "'");
            }
        });
        return text.toString();
    }
}
