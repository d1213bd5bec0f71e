package io.github.montecat.cli;

import io.github.montecat.bundle.BundleFile;
import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.diagnostics.Evaluation;
import io.github.montecat.engine.Engines;
import io.github.montecat.inference.McDropoutEngine;
import io.github.montecat.simulate.Dataset;
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
        int passes = arguments.integer("passes", 1).orElse(PASSES);
        McDropoutEngine engine = Engines.open(FitOptions.engine(arguments));
        BundleManifest.Diagnostics diagnostics = ThreadLimit.run(arguments, () -> {
            Dataset test = test(arguments, bundle, console);
            try (ConsoleProgress progress = console.progress("evaluating", "passes")) {
                return Evaluation.evaluate(bundle, engine, test, passes, progress);
            }
        });
        DiagnosticsText.print(bundle, diagnostics, console.out());
        if (arguments.has("store")) {
            BundleFile.storeDiagnostics(arguments.path("bundle").orElseThrow(), diagnostics);
        }
        return ExitCode.OK;
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
