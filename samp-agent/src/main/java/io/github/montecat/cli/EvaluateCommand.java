package io.github.montecat.cli;

import io.github.montecat.assessment.Outliers;
import io.github.montecat.bundle.BundleFile;
import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.cli.console.Console;
import io.github.montecat.cli.console.ConsoleProgress;
import io.github.montecat.cli.console.TextTable;
import io.github.montecat.cli.option.Arguments;
import io.github.montecat.cli.option.FitOptions;
import io.github.montecat.cli.option.ThreadLimit;
import io.github.montecat.cli.option.UsageException;
import io.github.montecat.diagnostics.Evaluation;
import io.github.montecat.diagnostics.ExactPosteriors;
import io.github.montecat.diagnostics.FixedStartFit;
import io.github.montecat.diagnostics.RefinedAgreement;
import io.github.montecat.diagnostics.TestRun;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.exact.NestedSampler;
import io.github.montecat.exact.ReferencePosterior;
import io.github.montecat.output.OutputFile;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.simulate.ExposureDraw;
import io.github.montecat.simulate.SpectrumSource;
import io.github.montecat.statistic.FitStatistic;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/**
 * {@code montecat evaluate}: how far a bundle's predictions lie from the truth, on the spectra its training left aside;
 * or, with {@code --model}, whether posteriors without a network are right ({@link ModelEvaluation}).
 */
public final class EvaluateCommand implements Command {

    private static final int EXACT = 300;
    private static final int FRESH = 5000;
    private static final int REFINED = 50;
    /** Their medians scatter by 0.02 of a standard deviation. */
    private static final int REFINED_SAMPLES = 4000;

    @Override
    public String name() {
        return "evaluate";
    }

    @Override
    public String summary() {
        return "Measure a bundle, or a fit model without one, on simulated spectra";
    }

    @Override
    public String usageArguments() {
        return "";
    }

    @Override
    public Options options() {
        Options options = FitOptions.addBundleTo(new Options(),
                "bundle to measure, by name ('montecat bundles list') or file");
        options.addOption(Option.builder().longOpt("passes").hasArg().argName("N")
                .desc("stochastic passes per spectrum, whose mean is the prediction (" + Evaluation.PASSES
                + ")").get());
        options.addOption(Option.builder("n").longOpt("spectra").hasArg().argName("N")
                .desc("fresh test spectra under --seed, instead of the bundle's own test split").get());
        options.addOption(Option.builder("e").longOpt("exposure").hasArg().argName("S|MIN,MAX")
                .desc("fresh test spectra of this exposure in s, or of exposures in this range, instead of all that the bundle "
                        + "serves (" + FRESH + " spectra); with --model the exposures to simulate").get());
        options.addOption(Option.builder().longOpt("seed").hasArg().argName("N")
                .desc("seed of fresh test spectra (0)").get());
        ModelEvaluation.addTo(options);
        options.addOption(Option.builder().longOpt("store")
                .desc("put the numbers into the bundle, which must be given as a file, with coverage, ranks and outliers of "
                        + TestRun.ENOUGH + " test spectra and misfits of good ones").get());
        options.addOption(Option.builder().longOpt("exact").optionalArg(true).hasArg().argName("N")
                .desc("also sample the exact posteriors of the first N test spectra (" + EXACT + "), and compare with the Bayes "
                        + "risk, the smallest mean squared error there can be; and tell how much of them lies inside 68 % "
                        + "intervals").get());
        options.addOption(Option.builder().longOpt("refine").optionalArg(true).hasArg().argName("N")
                .desc("also refine the posteriors of the first N test spectra (" + REFINED + ") as 'infer --refine' does, and compare "
                        + "them with nested sampling").get());
        options.addOption(Option.builder().longOpt("live").hasArg().argName("N")
                .desc("live points of that nested sampling, whose own scatter falls with their root (" + NestedSampler.LIVE_POINTS
                        + ")").get());
        FitOptions.addEngineTo(options);
        options.addOption(Option.builder("o").longOpt("output").hasArg().argName("DIR")
                .desc("folder for tables and plots: errors, coverage, ranks, correlations, each spectrum's posterior beside the "
                        + "truth").get());
        options.addOption(Option.builder().longOpt("ofmt").hasArg().argName("FORMAT").desc("format of the tables, any that STIL "
                + "writes (" + EvaluationFolder.DEFAULT_FORMAT + ")").get());
        options.addOption(Option.builder().longOpt("fits").desc("also fit every spectrum by chi-squared from the middle of the "
                + "prior, and compare outliers").get());
        return ThreadLimit.addTo(options);
    }

    @Override
    public String details() {
        return """
                The test split is simulated again from the bundle's own seed, so the numbers are those that stand in the bundle.
                With --exact, errors and Bayes risk are of the same spectra, and standard errors are those of the ratio; it takes
                a few tenths of a second per spectrum, some seconds where the posterior is of an odd shape. The shape of a background
                is known to exact posteriors, as it is to the network, and its brightness is not. --store without --exact keeps a
                ratio that stands in the bundle. --refine draws 4000 samples per spectrum and takes many seconds, nearly all of them for
                nested sampling, which nothing else here has a part in.

                With --model A,B the model of each spectrum is drawn by the odds, and the probabilities that fits with all models give
                are compared with how often they are right.

                examples:
                  montecat evaluate --bundle my.montecat --exact 300 --store -o evaluation
                  montecat evaluate --model powerlaw,blackbody --rmf a.rmf --arf a.arf --exposure 20000 --notice 0.5,7
                """;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws Exception {
        arguments.noWords();
        if (arguments.has("model")) {
            return ModelEvaluation.run(arguments, console);
        }
        ModelEvaluation.requireNone(arguments);
        if (!arguments.has("bundle")) {
            throw new UsageException("give --bundle NAME to measure a bundle, or --model NAME to test fits without one");
        }
        ModelBundle bundle = FitOptions.bundle(arguments);
        if (arguments.has("store") && (arguments.has("spectra") || arguments.has("exposure")
                || !FitOptions.isFile(arguments.text("bundle").get()))) {
            throw new UsageException("--store needs the bundle as a file and its own test split");
        }
        if (arguments.has("store")) {
            OutputFile.requireRegular(arguments.path("bundle").orElseThrow());
        }
        if (arguments.has("live") && !arguments.has("refine")) {
            throw new UsageException("--live goes with --refine");
        }
        if ((arguments.has("ofmt") || arguments.has("fits")) && !arguments.has("output")) {
            throw new UsageException("--ofmt and --fits go with -o DIR");
        }
        Measured measured = ThreadLimit.run(arguments, () -> measure(arguments, bundle, console));
        DiagnosticsText.print(bundle, measured.diagnostics(), console.out());
        measured.exact().ifPresent(e -> DiagnosticsText.print(e, e.ratios(measured.run(), measured.test()),
                e.expectedRatios(measured.run()), e.expectedCoverage(measured.run()), console.out()));
        measured.refined().ifPresent(r -> DiagnosticsText.print(r, console.out()));
        if (arguments.has("store")) {
            BundleFile.storeDiagnostics(arguments.path("bundle").orElseThrow(), bundle, measured.diagnostics());
        }
        return ExitCode.OK;
    }

    private record Measured(Dataset test, TestRun run, BundleManifest.Diagnostics diagnostics, Optional<ExactPosteriors> exact,
            Optional<RefinedAgreement> refined) {
    }

    private static Measured measure(Arguments arguments, ModelBundle bundle, Console console) throws Exception {
        boolean store = arguments.has("store");
        Optional<EvaluationFolder> folder = arguments.has("output")
                ? Optional.of(new EvaluationFolder(arguments.path("output").get(),
                        arguments.text("ofmt").orElse(EvaluationFolder.DEFAULT_FORMAT)))
                : Optional.empty();
        int passes = arguments.integer("passes", store || folder.isPresent() ? 2 : 1).orElse(Evaluation.PASSES);
        int exactSpectra = arguments.integer("exact", 2).orElse(arguments.has("exact") ? EXACT : 0);
        Dataset test = test(arguments, bundle, console);
        TestRun run;
        try (ConsoleProgress progress = console.progress("evaluating", "steps")) {
            run = TestRun.of(bundle, FitOptions.engine(arguments).open(), test,
                    folder.isPresent() ? test.size() : Math.max(exactSpectra, store ? TestRun.ENOUGH : 0), passes, progress);
        }
        BundleManifest.Diagnostics diagnostics = run.metrics();
        if (store) {
            try (ConsoleProgress progress = console.progress("simulating", "spectra")) {
                diagnostics = run.diagnostics(bundle, progress);
            }
        }
        Optional<ExactPosteriors> exact = Optional.empty();
        if (exactSpectra > 0) {
            try (ConsoleProgress progress = console.progress("sampling exact posteriors", "spectra")) {
                exact = Optional.of(ExactPosteriors.of(test, exactSpectra, new ReferencePosterior(), progress));
            }
            diagnostics = diagnostics.withBayesRisk(exact.get().expectedRatios(run));
        }
        if (folder.isPresent()) {
            explain(arguments, bundle, test, run, exact, folder.get(), console);
        }
        Optional<RefinedAgreement> refined = refined(arguments, bundle, test, console);
        if (folder.isPresent() && refined.isPresent()) {
            folder.get().write(refined.get(), console);
        }
        return new Measured(test, run, diagnostics, exact, refined);
    }

    private static Optional<RefinedAgreement> refined(Arguments arguments, ModelBundle bundle, Dataset test, Console console)
            throws UsageException {
        if (!arguments.has("refine")) {
            return Optional.empty();
        }
        int spectra = arguments.integer("refine", 1).orElse(REFINED);
        int live = arguments.integer("live", 40).orElse(NestedSampler.LIVE_POINTS);
        try (ConsoleProgress progress = console.progress("nested sampling", "spectra")) {
            return Optional.of(RefinedAgreement.of(bundle, FitOptions.engine(arguments).open(), test, spectra,
                    REFINED_SAMPLES, new NestedSampler(live), progress));
        }
    }

    /** Writes all there is to say about a run. */
    private static void explain(Arguments arguments, ModelBundle bundle, Dataset test, TestRun run,
            Optional<ExactPosteriors> exact, EvaluationFolder folder, Console console) throws Exception {
        folder.write(bundle, run, test, exact, console);
        if (arguments.has("fits")) {
            try (ConsoleProgress progress = console.progress("fitting", "spectra")) {
                FixedStartFit fits = FixedStartFit.of(test, FitStatistic.CHI_SQUARED, progress);
                folder.write(bundle, run, fits, console);
                console.out().print(outliers(run.outliers(), fits.outliers(run.labels(), test)));
                console.out().println();
            }
        }
    }

    private static TextTable outliers(List<Outliers> ours, List<Outliers> fits) {
        TextTable table = new TextTable("parameter", "spectra", "beyond 5 sigma", "chi-squared fit");
        for (int p = 0; p < ours.size(); p++) {
            table.row(ours.get(p).parameter(), String.valueOf(ours.get(p).spectra()),
                    String.valueOf(ours.get(p).outliers()),
                    String.valueOf(fits.get(p).outliers()));
        }
        return table;
    }

    private static Dataset test(Arguments arguments, ModelBundle bundle, Console console) throws UsageException {
        Optional<SpectrumSource> other = source(arguments, bundle);
        try (ConsoleProgress progress = console.progress("simulating", "spectra")) {
            return other.isPresent() || arguments.has("spectra")
                    ? Dataset.simulate(other.orElse(bundle.source()), 0, arguments.integer("spectra", 2).orElse(FRESH),
                            arguments.longInteger("seed").orElse(0), progress)
                    : Evaluation.testSplit(bundle, progress);
        }
    }

    private static Optional<SpectrumSource> source(Arguments arguments, ModelBundle bundle) throws UsageException {
        if (!arguments.has("exposure")) {
            return Optional.empty();
        }
        try {
            return Optional.of(bundle.source().withExposure(ExposureDraw.parse(arguments.text("exposure").get())));
        } catch (RefusedValueException e) {
            throw new UsageException("--exposure: ", e);
        }
    }
}
