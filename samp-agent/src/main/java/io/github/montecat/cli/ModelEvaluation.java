package io.github.montecat.cli;

import io.github.montecat.assessment.Coverage;
import io.github.montecat.assessment.CoverageChiSquared;
import io.github.montecat.assessment.RankHistogram;
import io.github.montecat.cli.console.Console;
import io.github.montecat.cli.console.ConsoleProgress;
import io.github.montecat.cli.console.TextTable;
import io.github.montecat.cli.option.Arguments;
import io.github.montecat.cli.option.FluxOptions;
import io.github.montecat.cli.option.ForwardOptions;
import io.github.montecat.cli.option.ModelOptions;
import io.github.montecat.cli.option.ThreadLimit;
import io.github.montecat.cli.option.UsageException;
import io.github.montecat.comparison.ModelSet;
import io.github.montecat.derived.Derivation;
import io.github.montecat.diagnostics.ComparisonEvaluation;
import io.github.montecat.diagnostics.ExactEvaluation;
import io.github.montecat.error.Counted;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.inference.ModelChoice;
import io.github.montecat.job.FluxTexts;
import io.github.montecat.response.Response;
import io.github.montecat.simulate.ExposureDraw;
import io.github.montecat.simulate.ObservationSimulator;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/**
 * {@code montecat evaluate --model}: whether posteriors without a network are right, or, with several models, their
 * probabilities.
 */
final class ModelEvaluation {

    private static final int SPECTRA = 1000;
    private static final int SAMPLES = 400;
    private static final List<Double> LEVELS = List.of(0.68, 0.90);
    private static final List<String> OF_MODELS = List.of("rmf", "arf", "notice", "samples", "prior", "fix", "abund",
            "model-odds", FluxTexts.FLUX, FluxTexts.COMPONENTS, FluxTexts.PHOTONS, FluxTexts.COSMOLOGY);
    private static final List<String> OF_BUNDLES = List.of("bundle", "passes", "store", "exact", "refine", "live", "engine",
            "output", "ofmt", "fits");

    private ModelEvaluation() {
    }

    /** Adds the options that only go with a model. */
    static void addTo(Options options) {
        ModelOptions.addTo(options);
        ModelOptions.addOddsTo(options);
        FluxOptions.addTo(options);
        options.addOption(Option.builder().longOpt("rmf").hasArg().argName("FILE")
                .desc("with --model: redistribution matrix (RMF or RSP) to simulate and to fit through").get());
        options.addOption(Option.builder().longOpt("arf").hasArg().argName("FILE")
                .desc("with --model: effective area (ARF); none if the matrix has it").get());
        options.addOption(Option.builder().longOpt("samples").hasArg().argName("N")
                .desc("with --model: posterior samples per spectrum, and effective sample size to reach (" + SAMPLES + ")")
                .get());
    }

    /** Refuses the options of models where a bundle is measured. */
    static void requireNone(Arguments arguments) throws UsageException {
        for (String option : OF_MODELS) {
            if (arguments.has(option)) {
                throw new UsageException("--" + option + " goes with --model");
            }
        }
    }

    static ExitCode run(Arguments arguments, Console console) throws Exception {
        for (String option : OF_BUNDLES) {
            if (arguments.has(option)) {
                throw new UsageException(option.equals("bundle") ? "give --model or --bundle, not both"
                        : "--" + option + " goes with --bundle, not with --model");
            }
        }
        ModelSet models = ModelOptions.models(arguments);
        ExposureDraw exposure = exposure(arguments);
        int spectra = arguments.integer("spectra", ExactEvaluation.FEWEST_SPECTRA).orElse(SPECTRA);
        int samples = arguments.integer("samples", 100).orElse(SAMPLES);
        long seed = arguments.longInteger("seed").orElse(0);
        Response response = ForwardOptions.response(arguments).response();
        if (models.size() > 1) {
            ComparisonEvaluation comparison;
            try (ConsoleProgress progress = console.progress("fitting", "spectra")) {
                comparison = ThreadLimit.run(arguments, () -> ComparisonEvaluation.of(models, response, exposure, spectra,
                        samples, seed, progress));
            }
            for (int m = 0; m < models.size(); m++) {
                console.out().println("odds " + models.odds().get(m) + ": " + models.choices().get(m).model().prior());
            }
            console.out().println(Counted.spectra(spectra) + " simulated, exposures " + exposure);
            return ComparisonReport.print(comparison, seed, console.out()) ? ExitCode.OK : ExitCode.BAD_INPUT;
        }
        ModelChoice choice = models.first();
        List<Derivation> derivations = FluxOptions.derivations(arguments);
        ObservationSimulator simulator = new ObservationSimulator(choice.model().prior(), response, exposure,
                Optional.empty());
        ExactEvaluation evaluation;
        try (ConsoleProgress progress = console.progress("fitting", "spectra")) {
            evaluation = ThreadLimit.run(arguments, () -> ExactEvaluation.of(simulator, choice, response, derivations,
                    spectra, samples, seed, progress));
        }
        console.out().println(choice.model().prior() + ": " + Counted.spectra(spectra) + " simulated, exposures " + exposure);
        return print(evaluation, seed, console.out()) ? ExitCode.OK : ExitCode.BAD_INPUT;
    }

    private static ExposureDraw exposure(Arguments arguments) throws UsageException {
        try {
            return ExposureDraw.parse(arguments.text("exposure").orElseThrow(
                    () -> new UsageException("--exposure is missing; give seconds, or a range MIN,MAX")));
        } catch (RefusedValueException e) {
            throw new UsageException("--exposure: ", e);
        }
    }

    /** Prints all there is; false if so few spectra were fitted that nothing can be told. */
    private static boolean print(ExactEvaluation e, long seed, PrintStream out) {
        out.println(Counted.spectra(e.posteriors().size()) + " fitted, " + e.nested() + " of them by nested sampling; "
                + e.failures().size() + " failed" + (e.failures().isEmpty() ? "" : ", the first: " + e.failures().get(0)));
        if (e.posteriors().size() < ExactEvaluation.FEWEST_SPECTRA) {
            return false;
        }
        out.printf(Locale.ROOT, "medians: %.0f evaluations of the likelihood, %.0f effective samples%n", e.evaluations(),
                e.effectiveSamples());
        TextTable ranks = new TextTable("parameter", "chi-squared of ranks", "bins", "p");
        for (RankHistogram r : e.ranks()) {
            ranks.row(r.parameter(), format("%.1f", r.chiSquared()), String.valueOf(r.counts().length),
                    format("%.3f", r.pValue()));
        }
        out.println();
        out.print(ranks);
        out.println();
        out.println("percentage of truths inside intervals, by counts:");
        out.print(coverage(e));
        CoverageChiSquared all = e.coverageChiSquared(seed);
        out.printf(Locale.ROOT, "chi-squared of all cells %.1f for %d degrees of freedom, p %.3f; %.3f with the correlation "
                + "of parameters%n", all.chiSquared(), all.degrees(), all.pValue(), all.replicatedPValue());
        return true;
    }

    private static TextTable coverage(ExactEvaluation e) {
        List<String> headings = new ArrayList<>(List.of("counts from", "spectra"));
        e.labels().forEach(label -> LEVELS.forEach(l -> headings.add(label + " " + Math.round(100 * l))));
        TextTable table = new TextTable(headings.toArray(String[]::new));
        List<Coverage> cells = e.coverage().stream().filter(c -> LEVELS.contains(c.level())).toList();
        // Of all spectra, then from the fewest counts on.
        for (double below : cells.stream().map(Coverage::maxCounts).distinct().sorted().toList()) {
            List<Coverage> line = cells.stream().filter(c -> c.maxCounts() == below).toList();
            Coverage first = line.get(0);
            List<String> row = new ArrayList<>(List.of(first.isOverall() ? "all" : format("%.0f", first.minCounts()),
                    String.valueOf(first.spectra())));
            line.forEach(c -> row.add(format("%.1f", 100 * c.fraction())));
            table.row(row.toArray(String[]::new));
        }
        return table;
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
