package io.github.montecat.cli;

import io.github.montecat.assessment.Outliers;
import io.github.montecat.bundle.BundleFile;
import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.diagnostics.Evaluation;
import io.github.montecat.diagnostics.FixedStartFit;
import io.github.montecat.diagnostics.TestRun;
import io.github.montecat.engine.Engines;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.statistic.FitStatistic;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code montecat evaluate}: how far a bundle's predictions lie from the truth, on the spectra its training left aside. */
public final class EvaluateCommand implements Command {

    private static final int PASSES = 100;

    @Override
    public String name() {
        return "evaluate";
    }

    @Override
    public String summary() {
        return "Measure a bundle on its test spectra: MSE, MSLE, MAE, R2";
    }

    @Override
    public String usageArguments() {
        return "";
    }

    @Override
    public Options options() {
        Options options = FitOptions.addBundleTo(new Options());
        options.addOption(Option.builder().longOpt("passes").hasArg().argName("N")
                .desc("stochastic passes per spectrum, whose mean is the prediction (" + PASSES + ")").get());
        options.addOption(Option.builder("n").longOpt("spectra").hasArg().argName("N")
                .desc("fresh test spectra under --seed, instead of the bundle's own test split").get());
        options.addOption(Option.builder().longOpt("seed").hasArg().argName("N")
                .desc("seed of fresh test spectra (0)").get());
        options.addOption(Option.builder().longOpt("store")
                .desc("put the numbers into the bundle, which must be given as a file").get());
        FitOptions.addEngineTo(options);
        options.addOption(Option.builder("o").longOpt("output").hasArg().argName("DIR")
                .desc("folder for tables and plots: errors, coverage, ranks, each spectrum's posterior beside the truth").get());
        options.addOption(Option.builder().longOpt("ofmt").hasArg().argName("FORMAT").desc("format of the tables, any that STIL "
                + "writes (" + EvaluationFolder.DEFAULT_FORMAT + ")").get());
        options.addOption(Option.builder().longOpt("fits").desc("also fit every spectrum by chi-squared from the middle of the "
                + "prior, and compare outliers").get());
        return ThreadLimit.addTo(options);
    }

    @Override
    public String details() {
        return "The test split is simulated again from the bundle's own seed, so the numbers are those that stand in "
                + "the bundle.";
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws Exception {
        arguments.noWords();
        if (!arguments.has("bundle")) {
            throw new UsageException("--bundle is missing");
        }
        ModelBundle bundle = FitOptions.bundle(arguments);
        if (arguments.has("store") && (arguments.has("spectra") || !FitOptions.isFile(arguments.text("bundle").get()))) {
            throw new UsageException("--store needs the bundle as a file and its own test split");
        }
        if ((arguments.has("ofmt") || arguments.has("fits")) && !arguments.has("output")) {
            throw new UsageException("--ofmt and --fits go with -o DIR");
        }
        Optional<Path> folder = arguments.path("output");
        BundleManifest.Diagnostics diagnostics = folder.isPresent()
                ? explained(arguments, bundle, new EvaluationFolder(folder.get(),
                        arguments.text("ofmt").orElse(EvaluationFolder.DEFAULT_FORMAT)), console)
                : measured(arguments, bundle, console);
        DiagnosticsText.print(bundle, diagnostics, console.out());
        if (arguments.has("store")) {
            BundleFile.storeDiagnostics(arguments.path("bundle").orElseThrow(), diagnostics);
        }
        return ExitCode.OK;
    }

    private static BundleManifest.Diagnostics measured(Arguments arguments, ModelBundle bundle, Console console)
            throws Exception {
        int passes = arguments.integer("passes", 1).orElse(PASSES);
        return ThreadLimit.run(arguments, () -> {
            Dataset test = test(arguments, bundle, console);
            try (ConsoleProgress progress = console.progress("evaluating", "passes")) {
                return Evaluation.evaluate(bundle, Engines.open(FitOptions.engine(arguments)), test, passes, progress);
            }
        });
    }

    /** Measures and writes all there is to say about it. */
    private static BundleManifest.Diagnostics explained(Arguments arguments, ModelBundle bundle, EvaluationFolder folder,
            Console console) throws Exception {
        int passes = arguments.integer("passes", 2).orElse(PASSES);
        return ThreadLimit.run(arguments, () -> {
            Dataset test = test(arguments, bundle, console);
            TestRun run;
            try (ConsoleProgress progress = console.progress("evaluating", "steps")) {
                run = TestRun.of(bundle, Engines.open(FitOptions.engine(arguments)), test, passes, progress);
            }
            folder.write(bundle, run, console);
            if (arguments.has("fits")) {
                try (ConsoleProgress progress = console.progress("fitting", "spectra")) {
                    FixedStartFit fits = FixedStartFit.of(test, FitStatistic.CHI_SQUARED, progress);
                    folder.write(bundle, run, fits);
                    console.out().print(outliers(run.outliers(), fits.outliers(run.labels(), test)));
                    console.out().println();
                }
            }
            return run.metrics();
        });
    }

    private static TextTable outliers(List<Outliers> ours, List<Outliers> fits) {
        TextTable table = new TextTable("parameter", "spectra", "beyond 5 sigma", "chi-squared fit");
        for (int p = 0; p < ours.size(); p++) {
            table.row(ours.get(p).parameter(), String.valueOf(ours.get(p).spectra()), String.valueOf(ours.get(p).outliers()),
                    String.valueOf(fits.get(p).outliers()));
        }
        return table;
    }

    private static Dataset test(Arguments arguments, ModelBundle bundle, Console console) throws UsageException {
        try (ConsoleProgress progress = console.progress("simulating", "spectra")) {
            return arguments.has("spectra")
                    ? Dataset.simulate(bundle.source(), 0, arguments.integer("spectra", 2).getAsInt(),
                            arguments.longInteger("seed").orElse(0), progress)
                    : Evaluation.testSplit(bundle, progress);
        }
    }
}
