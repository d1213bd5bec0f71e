package io.github.montecat.cli;

import io.github.montecat.bundle.BundleFile;
import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.cli.console.Console;
import io.github.montecat.cli.console.TextTable;
import io.github.montecat.cli.option.Arguments;
import io.github.montecat.cli.option.FitOptions;
import io.github.montecat.cli.option.UsageException;
import io.github.montecat.error.Counted;
import io.github.montecat.error.ErrorSentence;
import io.github.montecat.output.OutputFile;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code bundles}: what there is to fit with, whether it is sound, and its way in and out. */
public final class BundlesCommand implements Command {

    private static final String RESPONSE = "rsp";
    private static final String DL4J = "dl4j";
    private static final String OUTPUT = "output";

    @Override
    public String name() {
        return "bundles";
    }

    @Override
    public String summary() {
        return "List, show, check, import or export the bundles of pre-trained networks";
    }

    @Override
    public String usageArguments() {
        return "list | show NAME|FILE | check [NAME|FILE...] | import FILE... | export NAME|FILE | convert FILE...";
    }

    @Override
    public Options options() {
        return new Options().addOption(Option.builder().longOpt(RESPONSE).hasArg().argName("FILE")
                .desc("with export: OGIP response to write, the bundle's bins as its channels").get())
                .addOption(Option.builder().longOpt(DL4J).hasArg().argName("FILE")
                        .desc("with export: the network as a file of Deeplearning4j to write; with import: such a file "
                                + "to read").get())
                .addOption(Option.builder("o").longOpt(OUTPUT).hasArg().argName("FILE")
                        .desc("with convert, or import --dl4j: bundle file to write").get());
    }

    @Override
    public String details() {
        return """
                list    all bundles: those shipped with the program, then those in ~/.montecat/bundles, which win
                show    all that a bundle says of itself
                check   reads bundles (all, if none is named) and verifies structure and checksums; exit code 1 if one is bad
                import  checks bundle files and copies them to ~/.montecat/bundles, replacing those of the same name
                export  writes a bundle's response for XSPEC and its like, or its network for Deeplearning4j:
                        montecat bundles export nicer-a --rsp nicer.rsp
                        montecat bundles export nicer-a --dl4j network.zip
                        The way back takes the weights alone, for a bundle of the same architecture:
                        montecat bundles import nicer-a --dl4j network.zip -o mine.montecat
                convert writes bundles of format 2 in the present format, over themselves or, for one, to -o FILE
                """;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws Exception {
        List<String> words = arguments.words();
        String action = words.isEmpty() ? "list" : words.get(0);
        List<String> names = words.isEmpty() ? words : words.subList(1, words.size());
        boolean weights = arguments.has(DL4J);
        if (arguments.has(RESPONSE) && !action.equals("export")
                || weights && !List.of("export", "import").contains(action)) {
            throw new UsageException("--rsp FILE goes with export, --dl4j FILE with export or import");
        }
        if (arguments.has(OUTPUT) && !(action.equals("convert") || action.equals("import") && weights)) {
            throw new UsageException("-o FILE goes with convert, or with import --dl4j FILE");
        }
        switch (action) {
            case "list" -> {
                if (!names.isEmpty()) {
                    throw new UsageException("list takes no names, got " + String.join(" ", names));
                }
                list(console.out());
                return ExitCode.OK;
            }
            case "show" -> {
                show(find(one(action, names)), console.out());
                return ExitCode.OK;
            }
            case "check" -> {
                return check(names, console);
            }
            case "import" -> {
                if (weights) {
                    Path output = arguments.outputFile(OUTPUT)
                            .orElseThrow(() -> new UsageException("-o FILE is missing"));
                    new BundleNetwork(console).take(find(one(action, names)), arguments.path(DL4J).orElseThrow(),
                            output, TrainingRun.bundleName(arguments, output));
                    return ExitCode.OK;
                }
                if (names.isEmpty()) {
                    throw new UsageException("import takes at least one bundle file");
                }
                return take(names, console);
            }
            case "export" -> {
                return export(one(action, names), arguments, console);
            }
            case "convert" -> {
                if (names.isEmpty() || arguments.has(OUTPUT) && names.size() > 1) {
                    throw new UsageException("convert takes at least one bundle file, and just one with -o FILE");
                }
                return new BundleNetwork(console).convert(names, arguments.outputFile(OUTPUT));
            }
            default -> throw new UsageException("unknown action '" + action + "'; known: list, show, check, import, "
                    + "export, convert");
        }
    }

    private static String one(String action, List<String> names) throws UsageException {
        if (names.size() != 1) {
            throw new UsageException(action + " takes one bundle, got " + names.size());
        }
        return names.get(0);
    }

    private static ExitCode export(String name, Arguments arguments, Console console)
            throws IOException, UsageException {
        Optional<Path> response = arguments.outputFile(RESPONSE);
        Optional<Path> network = arguments.outputFile(DL4J);
        if (response.isEmpty() && network.isEmpty()) {
            throw new UsageException("export needs --rsp FILE or --dl4j FILE");
        }
        ModelBundle bundle = find(name);
        if (response.isPresent()) {
            BundleResponse.write(bundle, response.get());
            console.remark("wrote the response of " + bundle + " to " + response.get());
        }
        if (network.isPresent()) {
            new BundleNetwork(console).export(bundle, network.get());
        }
        return ExitCode.OK;
    }

    private static ModelBundle find(String nameOrFile) throws IOException {
        if (FitOptions.isFile(nameOrFile)) {
            return BundleFile.read(Path.of(nameOrFile));
        }
        BundleLibrary library = BundleLibrary.standard(FitOptions.bundleFolder());
        return library.find(nameOrFile).orElseThrow(() -> new IOException("there is no bundle '" + nameOrFile
                + "'; known: " + library.bundles().stream().map(ModelBundle::name).collect(Collectors.joining(", "))));
    }

    private static void list(PrintStream out) throws IOException {
        TextTable table = new TextTable("name", "version", "instrument", "model", "parameters", "channels", "exposure");
        for (ModelBundle b : BundleLibrary.standard(FitOptions.bundleFolder()).bundles()) {
            BundleManifest.Model model = b.manifest().model();
            table.row(b.name(), b.version(), b.instrument(), model.expression(),
                    model.parameters().stream().map(BundleManifest.Parameter::label).collect(Collectors.joining(" ")),
                    Integer.toString(b.channelCount()), b.exposures().toString());
        }
        out.print(table);
    }

    private static void show(ModelBundle bundle, PrintStream out) {
        BundleManifest m = bundle.manifest();
        BundleManifest.Training t = m.training();
        TextTable head = new TextTable(m.name() + " " + m.version(), "");
        head.row("  description", m.description());
        head.row("  instrument", bundle.instrument());
        head.row("  response", m.instrument().response());
        head.row("  model", m.model().expression() + " (abund " + m.model().abundances() + ", xsect "
                + m.model().crossSections() + ")");
        m.model().fixed().forEach((label, value) -> head.row("  fixed", label + " = " + value));
        head.row("  spectra", m.channels() + " channels, summed into " + bundle.grouping());
        head.row("  exposure", bundle.exposures() + ", trained at " + bundle.source().exposure());
        bundle.source().background().ifPresent(b -> head.row("  background", b.toString()));
        head.row("  network", m.network().summary());
        head.row("  training", t.spectra() + " spectra, " + Counted.of(t.epochs(), "epoch", "epochs") + " (best "
                + t.bestEpoch() + "), batch "
                + t.batchSize() + ", learning rate " + number(t.learningRate()) + ", seed " + t.seed());
        if (m.calibration() != null) {
            head.row("  calibration", m.calibration().effect());
        }
        head.row("  made", t.date() + " with " + t.software() + ", commit " + t.commit());
        if (t.parent() != null) {
            head.row("  trained from", t.parent().name() + ", SHA-256 " + t.parent().sha256());
        }
        t.files().forEach(f -> head.row("  " + f.role(), f.name() + ", SHA-256 " + f.sha256()));
        head.row("  command", t.command());
        head.row("  SHA-256", bundle.sha256());
        out.print(head);
        out.println();
        TextTable quality = new TextTable("parameter", "unit", "prior", "MSE", "MSLE", "MAE", "R2");
        BundleManifest.Diagnostics d = m.diagnostics();
        Map<String, BundleManifest.Metrics> metrics = d == null ? Map.of() : d.parameters();
        // Bundles of old spell a unit in a way of their own; results have that of the model.
        Map<String, String> units = bundle.prior().free().stream()
                .collect(Collectors.toMap(f -> f.parameter().label(), f -> f.parameter().unit()));
        for (BundleManifest.Parameter p : m.model().parameters()) {
            quality.row(cells(p.label(), units.getOrDefault(p.label(), p.unit()), p.prior() + " " + number(p.min()) + " to " + number(p.max()),
                    metrics.get(p.label())));
        }
        if (d != null) {
            quality.row(cells("all", "", "", d.mean()));
        }
        out.print(quality);
        out.println(d == null ? "not evaluated" : "on " + d.testSpectra() + " test spectra, parameters scaled to [0, 1] "
                + "over the prior, " + d.passes() + " passes each");
        if (d != null) {
            DiagnosticsText.printCalibration(d, out);
        }
    }

    private static String[] cells(String label, String unit, String prior, BundleManifest.Metrics q) {
        return q == null ? new String[] {label, unit, prior, "", "", "", ""}
                : new String[] {label, unit, prior, number(q.mse()), number(q.msle()), number(q.mae()),
                        number(q.r2())};
    }

    private static String number(double value) {
        // A prior or metric may be infinite or NaN in a bundle that went wrong; that is to be seen.
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
        return Math.abs(value) < 1e6 ? rounded.toPlainString() : rounded.toString();
    }

    /** Copies what can be trusted; a bad file costs no good one. */
    private static ExitCode take(List<String> names, Console console) throws IOException {
        Path folder = FitOptions.bundleFolder();
        OutputFile.requireFolder(folder);
        ExitCode code = ExitCode.OK;
        for (String name : names) {
            try {
                byte[] bytes = BundleFile.bytes(Path.of(name));
                ModelBundle bundle = BundleFile.read(bytes, name);
                Path target = folder.resolve(bundle.name() + BundleFile.SUFFIX);
                OutputFile.write(target, bytes);
                console.out().println("imported: " + bundle + " (" + target + "), SHA-256 " + bundle.sha256());
            } catch (IOException | InvalidPathException e) {
                console.error(ErrorSentence.of(e));
                code = ExitCode.BAD_INPUT;
            }
        }
        return code;
    }

    private static ExitCode check(List<String> names, Console console) throws IOException {
        List<String> toCheck = new ArrayList<>(names);
        ExitCode code = ExitCode.OK;
        if (names.isEmpty()) {
            for (ModelBundle bundle : BundleLibrary.shipped().bundles()) {
                try {
                    bundle.load();
                    console.out().println("good: " + bundle + " (shipped)");
                } catch (UncheckedIOException e) {
                    console.error(ErrorSentence.of(e));
                    code = ExitCode.BAD_INPUT;
                }
            }
            if (Files.isDirectory(FitOptions.bundleFolder())) {
                try (Stream<Path> files = Files.list(FitOptions.bundleFolder())) {
                    files.map(Path::toString).filter(f -> f.endsWith(BundleFile.SUFFIX)).sorted().forEach(toCheck::add);
                }
            }
        }
        for (String name : toCheck) {
            try {
                ModelBundle bundle = find(name);
                bundle.load();
                console.out().println("good: " + bundle + (FitOptions.isFile(name) ? " (" + name + ")" : "") + ", SHA-256 "
                        + bundle.sha256());
            } catch (IOException | UncheckedIOException e) {
                console.error(ErrorSentence.of(e));
                code = ExitCode.BAD_INPUT;
            }
        }
        return code;
    }
}
