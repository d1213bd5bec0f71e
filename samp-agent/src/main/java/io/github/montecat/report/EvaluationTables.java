package io.github.montecat.report;

import io.github.montecat.assessment.Coverage;
import io.github.montecat.assessment.ErrorCorrelation;
import io.github.montecat.assessment.Outliers;
import io.github.montecat.assessment.RankHistogram;
import io.github.montecat.assessment.RiskRatio;
import io.github.montecat.assessment.ScoredPosterior;
import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.diagnostics.ExactPosteriors;
import io.github.montecat.diagnostics.FixedStartFit;
import io.github.montecat.diagnostics.RefinedAgreement;
import io.github.montecat.diagnostics.TestRun;
import io.github.montecat.exact.BayesRisk;
import io.github.montecat.inference.Refinement;
import io.github.montecat.simulate.Dataset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import uk.ac.starlink.table.ArrayColumn;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.StarTable;

/** The numbers of a test run as tables. Stateless. */
public final class EvaluationTables {

    private EvaluationTables() {
    }

    /**
     * All tables.
     *
     * @param run a bundle over at least 20 test spectra, all of them looked at
     * @param test the test spectra
     * @param exact exact posteriors of the first of them, where they are known
     * @return tables by the name of their file, without a suffix
     */
    public static Map<String, StarTable> of(TestRun run, Dataset test, Optional<ExactPosteriors> exact) {
        Map<String, StarTable> tables = new LinkedHashMap<>();
        tables.put("metrics", metrics(run, test, exact));
        tables.put("coverage", coverage(run.coverage()));
        tables.put("correlations", correlations(run.errorCorrelations()));
        tables.put("ranks", ranks(run.ranks()));
        tables.put("spectra", spectra(run, exact));
        return tables;
    }

    /**
     * Posteriors beside chi-squared fits of the same spectra.
     *
     * @param run a bundle over test spectra
     * @param fits fits of the same spectra
     * @return a table with a row per spectrum, of places in the prior
     */
    public static StarTable fits(TestRun run, FixedStartFit fits) {
        Sheet<Integer> sheet = new Sheet<>("fits", IntStream.range(0, run.posteriors().size()).boxed().toList());
        sheet.number("counts", "phot.count;em.X-ray", "total counts", i -> run.posteriors().get(i).counts());
        for (int p = 0; p < run.labels().size(); p++) {
            int k = p;
            String label = run.labels().get(p);
            sheet.number(label + "_true", "stat.fit.param;meta.modelled", "true " + label + ", as a place in the prior",
                    i -> run.posteriors().get(i).truth()[k]);
            sheet.number(label, "stat.fit.param;stat.median", "posterior median", i -> run.posteriors().get(i).median()[k]);
            sheet.number(label + "_fit", "stat.fit.param", "chi-squared fit from the middle of the prior; blank if it failed",
                    i -> fits.estimates()[i][k]);
            sheet.number(label + "_fit_error", "stat.error", "its standard deviation", i -> fits.errors()[i][k]);
        }
        return sheet.table();
    }

    private record Errors(String parameter, BundleManifest.Metrics metrics, Outliers outliers, RegressionLine line, double risk,
            double riskError, RiskRatio ratio, RiskRatio expected) {
    }

    /**
     * @param run a bundle over test spectra
     * @return the regression line of posterior medians over the truth, per parameter, in places in the prior
     */
    public static List<RegressionLine> lines(TestRun run) {
        return IntStream.range(0, run.labels().size()).mapToObj(p -> RegressionLine.of(
                run.posteriors().stream().mapToDouble(s -> s.truth()[p]).toArray(),
                run.posteriors().stream().mapToDouble(s -> s.median()[p]).toArray())).toList();
    }

    private static StarTable metrics(TestRun run, Dataset test, Optional<ExactPosteriors> exact) {
        Optional<BayesRisk> risk = exact.map(ExactPosteriors::risk);
        Map<String, RiskRatio> ratios = exact.map(e -> e.ratios(run, test)).orElse(Map.of());
        Map<String, RiskRatio> expected = exact.map(e -> e.expectedRatios(run)).orElse(Map.of());
        List<Outliers> outliers = run.outliers();
        List<Errors> rows = IntStream.range(0, outliers.size()).mapToObj(p -> {
            String label = outliers.get(p).parameter();
            return new Errors(label, run.metrics().parameters().get(label), outliers.get(p), lines(run).get(p),
                    risk.map(r -> r.perParameter()[p]).orElse(Double.NaN),
                    risk.map(r -> r.perParameterErrors()[p]).orElse(Double.NaN), ratios.get(label),
                    expected.get(label));
        }).toList();
        Sheet<Errors> sheet = new Sheet<>("metrics", rows);
        sheet.text("parameter", "meta.id", "parameter; all numbers are for its place in the prior, 0 to 1",
                Errors::parameter);
        sheet.number("mse", "stat.variance", "mean squared error of the mean of the passes", e -> e.metrics().mse());
        sheet.number("msle", "stat.variance", "mean squared difference of log(1 + value)", e -> e.metrics().msle());
        sheet.number("mae", "stat.error", "mean absolute error", e -> e.metrics().mae());
        sheet.number("r2", "stat.correlation", "coefficient of determination", e -> e.metrics().r2());
        sheet.number("outliers", "stat.value",
                "share of spectra whose mean lies more than 5 standard deviations of its "
                + "posterior from the truth", e -> e.outliers().fraction());
        sheet.number("outliers_error", "stat.error", "its binomial standard error", e -> e.outliers().error());
        sheet.number("slope", "stat.fit.param", "slope of the regression line of posterior medians over the truth",
                e -> e.line().slope());
        sheet.number("slope_error", "stat.error", "its standard error", e -> e.line().slopeError());
        if (exact.isPresent()) {
            String spectra = " of " + exact.get().spectra() + " of the spectra";
            sheet.number("bayes_risk", "stat.variance", "smallest mean squared error there can be" + spectra, Errors::risk);
            sheet.number("bayes_risk_error", "stat.error", "its standard error", Errors::riskError);
            sheet.number("risk_ratio", "stat.value", "mean squared error over Bayes risk" + spectra, e -> e.ratio().ratio());
            sheet.number("risk_ratio_error", "stat.error", "its standard error, numerator and denominator being of the same "
                    + "spectra", e -> e.ratio().error());
            sheet.number("expected_ratio", "stat.value", "the same without the scatter of truths about their posteriors: 1 + mean "
                    + "squared distance of prediction from exact mean, over Bayes risk", e -> e.expected().ratio());
            sheet.number("expected_ratio_error", "stat.error", "its standard error", e -> e.expected().error());
        }
        return sheet.table();
    }

    private static StarTable coverage(List<Coverage> rows) {
        Sheet<Coverage> sheet = new Sheet<>("coverage", rows);
        sheet.text("parameter", "meta.id", "parameter", Coverage::parameter);
        sheet.counts(Coverage::isOverall, Coverage::minCounts, Coverage::maxCounts);
        sheet.number("level", "stat.probability", "nominal probability of the central interval", Coverage::level);
        sheet.number("spectra", "meta.number", "number of spectra", Coverage::spectra);
        sheet.number("coverage", "stat.value", "share of spectra whose interval contains the truth",
                Coverage::fraction);
        sheet.number("coverage_error", "stat.error", "its binomial standard error", Coverage::error);
        return sheet.table();
    }

    private static StarTable correlations(List<ErrorCorrelation> rows) {
        Sheet<ErrorCorrelation> sheet = new Sheet<>("correlations", rows);
        sheet.text("parameter", "meta.id", "parameter", ErrorCorrelation::parameter);
        sheet.text("other", "meta.id", "another", ErrorCorrelation::other);
        sheet.counts(ErrorCorrelation::isOverall, ErrorCorrelation::minCounts, ErrorCorrelation::maxCounts);
        sheet.number("spectra", "meta.number", "number of spectra", ErrorCorrelation::spectra);
        sheet.number("predicted", "stat.correlation", "mean correlation in the posteriors, of normal scores",
                ErrorCorrelation::predicted);
        sheet.number("observed", "stat.correlation", "correlation of the truth's places in both distributions, of normal scores",
                ErrorCorrelation::observed);
        sheet.number("observed_error", "stat.error", "its standard error", ErrorCorrelation::error);
        return sheet.table();
    }

    /**
     * Refined posteriors beside those of nested sampling.
     *
     * @param refined the comparison
     * @return a table with a row per spectrum
     */
    public static StarTable refined(RefinedAgreement refined) {
        Sheet<Integer> sheet = new Sheet<>("refined", IntStream.range(0, refined.spectra()).boxed().toList());
        Function<Integer, Refinement> at = refined.refinements()::get;
        sheet.text("refined", "meta.code", "whether it converged; otherwise the rest is the network's",
                i -> String.valueOf(at.apply(i).converged()));
        sheet.number("ess", "stat.value", "effective sample size", i -> at.apply(i).effectiveSamples());
        sheet.number("efficiency", "stat.value", "effective sample size per point", i -> at.apply(i).efficiency());
        sheet.number("pareto_k", "stat.value", "Pareto shape of the weights", i -> at.apply(i).paretoShape());
        for (int p = 0; p < refined.labels().size(); p++) {
            int k = p;
            String label = refined.labels().get(p);
            sheet.number(label + "_shift", "stat.value", "refined median minus that of nested sampling, in standard deviations of "
                    + "the latter", i -> refined.shift()[i][k]);
            sheet.number(label + "_width", "stat.value", "refined standard deviation over that of nested sampling",
                    i -> refined.width()[i][k]);
        }
        return sheet.table();
    }

    private record RankBin(RankHistogram histogram, int bin) {
    }

    private static StarTable ranks(List<RankHistogram> ranks) {
        Sheet<RankBin> sheet = new Sheet<>("ranks", ranks.stream().flatMap(h -> IntStream.range(0, h.counts().length)
                .mapToObj(b -> new RankBin(h, b))).toList());
        sheet.text("parameter", "meta.id", "parameter", r -> r.histogram().parameter());
        sheet.number("rank_min", "stat.value;stat.min", "lower end of the bin, as a share of the samples",
                r -> (double) r.bin() / r.histogram().counts().length);
        sheet.number("rank_max", "stat.value;stat.max", "upper end of the bin", r -> (r.bin() + 1.0)
                / r.histogram().counts().length);
        sheet.number("spectra", "meta.number", "spectra whose truth has such a rank in its posterior",
                r -> r.histogram().counts()[r.bin()]);
        sheet.number("expected", "meta.number", "spectra to expect if posteriors are right",
                r -> r.histogram().expected());
        sheet.number("chi_squared", "stat.fit.chi2", "chi-squared of the parameter's histogram",
                r -> r.histogram().chiSquared());
        sheet.number("p_value", "stat.probability",
                "probability of a chi-squared at least as large if ranks are uniform",
                r -> r.histogram().pValue());
        return sheet.table();
    }

    private static StarTable spectra(TestRun run, Optional<ExactPosteriors> exact) {
        Sheet<Integer> sheet = new Sheet<>("spectra", IntStream.range(0, run.posteriors().size()).boxed().toList());
        Function<Integer, ScoredPosterior> at = run.posteriors()::get;
        sheet.number("counts", "phot.count;em.X-ray", "total counts", i -> at.apply(i).counts());
        for (int p = 0; p < run.labels().size(); p++) {
            int k = p;
            String label = run.labels().get(p);
            sheet.number(label + "_true", "stat.fit.param;meta.modelled", "true " + label + ", as a place in the prior",
                    i -> at.apply(i).truth()[k]);
            sheet.number(label, "stat.fit.param;stat.median", "posterior median", i -> at.apply(i).median()[k]);
            sheet.number(label + "_lower", "stat.fit.param;stat.min", "16 % quantile", i -> at.apply(i).lower()[k]);
            sheet.number(label + "_upper", "stat.fit.param;stat.max", "84 % quantile", i -> at.apply(i).upper()[k]);
            sheet.number(label + "_mean", "stat.fit.param;stat.mean", "posterior mean", i -> at.apply(i).mean()[k]);
            sheet.number(label + "_std", "stat.stdev", "posterior standard deviation", i -> at.apply(i).std()[k]);
            sheet.number(label + "_rank", "stat.value",
                    "rank of the truth among the samples, as a share, ties broken at "
                    + "random", i -> at.apply(i).place()[k]);
            exact.ifPresent(e -> {
                sheet.number(label + "_exact_mean", "stat.fit.param;stat.mean",
                        "mean of the exact posterior; blank where it was not sampled",
                        i -> i < e.spectra() ? e.mean()[i][k] : Double.NaN);
                sheet.number(label + "_exact_std", "stat.stdev", "standard deviation of the exact posterior",
                        i -> i < e.spectra() ? e.std()[i][k] : Double.NaN);
            });
        }
        sheet.number("statistic", "stat.fit.goodness", "C-statistic, mean over the posterior",
                i -> run.checks().get(i).statistic());
        sheet.number("ppp", "stat.probability", "posterior predictive p-value", i -> run.checks().get(i).pValue());
        sheet.number("misfit_deviance", "stat.fit.goodness",
                "C-statistic at the most likely parameters, in standard deviations "
                + "from its expectation", i -> run.misfits().get(i).deviance());
        sheet.number("misfit_scan", "stat.fit.goodness",
                "largest deviation in any window of bins, in standard deviations",
                i -> run.misfits().get(i).scan());
        return sheet.table();
    }

    /** A table from a list of rows. */
    private static final class Sheet<R> {

        private final ColumnStarTable table;
        private final List<R> rows;

        Sheet(String name, List<R> rows) {
            this.rows = rows;
            table = ColumnStarTable.makeTableWithRows(rows.size());
            table.setName(name);
        }

        void text(String name, String ucd, String description, Function<R, String> value) {
            add(name, String.class, ucd, description, rows.stream().map(value).toArray(String[]::new));
        }

        void number(String name, String ucd, String description, ToDoubleFunction<R> value) {
            add(name, Double.class, ucd, description, rows.stream().mapToDouble(value).toArray());
        }

        /** Between which counts a row's spectra lie. */
        void counts(Predicate<R> overall, ToDoubleFunction<R> min, ToDoubleFunction<R> max) {
            number("counts_min", "phot.count;stat.min", "fewest total counts; blank if all spectra are counted",
                    r -> overall.test(r) ? Double.NaN : min.applyAsDouble(r));
            number("counts_max", "phot.count;stat.max", "total counts stay below this; blank if all spectra are counted",
                    r -> overall.test(r) ? Double.NaN : max.applyAsDouble(r));
        }

        private void add(String name, Class<?> type, String ucd, String description, Object values) {
            ColumnInfo info = new ColumnInfo(name, type, description);
            info.setUCD(ucd);
            table.addColumn(ArrayColumn.makeColumn(info, values));
        }

        StarTable table() {
            return table;
        }
    }
}
