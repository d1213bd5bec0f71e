package io.github.montecat.cli;

import io.github.montecat.bundle.BundleFile;
import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.cli.console.Console;
import io.github.montecat.cli.option.Arguments;
import io.github.montecat.cli.option.ThreadLimit;
import io.github.montecat.cli.option.TrainOptions;
import io.github.montecat.cli.option.UsageException;
import io.github.montecat.diagnostics.BundleOrigin;
import io.github.montecat.diagnostics.BundleTraining;
import io.github.montecat.output.OutputException;
import io.github.montecat.output.OutputFile;
import io.github.montecat.report.LossPlot;
import io.github.montecat.training.TrainedNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/**
 * One training as {@code train} and {@code adapt} run it: their common options, progress on the console, losses into
 * files, and the finished bundle written.
 *
 * @param training the training
 * @param arguments the command line
 * @param console where progress and measures go
 */
record TrainingRun(BundleTraining training, Arguments arguments, Console console) {

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
        if (plot.isPresent() && !LossPlot.isName(plot.get())) {
            throw new UsageException("--history-plot is '" + plot.get() + "', expected a name that ends in "
                    + LossPlot.SUFFIX);
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

    /**
     * Trains, writes the finished bundle in one step, and prints its measures.
     *
     * @param output where to
     * @param description what the bundle says of itself
     * @param origin what trains it
     * @return the bundle
     */
    ModelBundle run(Path output, BundleManifest description, BundleOrigin origin) throws IOException, UsageException {
        Optional<Path> checkpoint = arguments.path("checkpoint");
        BundleTraining wanted = checkpoint.isPresent() ? training.withCheckpoint(checkpoint.get()) : training;
        ModelBundle bundle = wanted.run(description, origin, console::progress, epochs());
        if (bundle.manifest().calibration() != null) {
            console.remark("calibrated: " + bundle.manifest().calibration().effect());
        }
        BundleFile.write(output, bundle);
        console.remark("wrote " + output);
        DiagnosticsText.print(bundle, bundle.manifest().diagnostics(), console.out());
        return bundle;
    }

    /** Writes losses after every epoch, so that they can be looked at while training runs. */
    private Consumer<TrainedNetwork.Epoch> epochs() throws UsageException {
        List<String> history = new ArrayList<>(List.of("epoch,training_loss,validation_loss"));
        Path file = arguments.path("history").orElse(null);
        Optional<Path> plot = arguments.path("history-plot");
        List<TrainedNetwork.Epoch> epochs = new ArrayList<>();
        return e -> {
            history.add(e.number() + "," + e.trainingLoss() + "," + e.validationLoss());
            if (file != null) {
                write(file, history);
            }
            epochs.add(e);
            plot.ifPresent(p -> draw(epochs, p));
        };
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
     * What the bundle says about its origin; to be asked before the training, since files may change meanwhile.
     *
     * @param command the command's name
     * @param adapted bundle whose response and background are kept where no file replaces them; empty for none
     */
    static BundleOrigin origin(Arguments arguments, String command, Optional<ModelBundle> adapted)
            throws IOException, UsageException {
        return new BundleOrigin("montecat " + Version.current(), Version.commit(), commandLine(arguments, command),
                sourceFiles(arguments, adapted));
    }

    /**
     * The files that response and background are read from, with their checksums. What is not read from a file is that
     * of the adapted bundle.
     */
    private static List<BundleManifest.SourceFile> sourceFiles(Arguments arguments, Optional<ModelBundle> adapted)
            throws IOException, UsageException {
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
    private static String commandLine(Arguments arguments, String command) {
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
