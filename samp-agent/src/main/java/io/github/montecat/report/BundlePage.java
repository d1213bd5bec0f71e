package io.github.montecat.report;

import io.github.montecat.assessment.Coverage;
import io.github.montecat.assessment.MisfitCalibration;
import io.github.montecat.assessment.Outliers;
import io.github.montecat.assessment.RankHistogram;
import io.github.montecat.assessment.RiskRatio;
import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.diagnostics.ExactPosteriors;
import io.github.montecat.diagnostics.TestRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The page of a bundle: what it is, where it comes from, and how far its posteriors can be trusted. Stateless. */
public final class BundlePage {

    private BundlePage() {
    }

    /**
     * Writes the page.
     *
     * @param bundle the bundle
     * @param diagnostics its quality, for all that is a number; complete but for the Bayes risk
     * @param run the bundle over at least 100 test spectra, for plots of single posteriors
     * @param loss losses of its training, if known
     * @param footer who wrote it
     * @return the page and its figures
     */
    public static Report of(ModelBundle bundle, BundleManifest.Diagnostics diagnostics, TestRun run, Optional<Figure> loss,
            String footer) {
        BundleManifest m = bundle.manifest();
        Page page = new Page("Bundle " + bundle).lead(m.description());
        judge(page, diagnostics);
        identity(page, bundle);
        errors(page, bundle, diagnostics, run);
        calibration(page, diagnostics, run);
        misfit(page, diagnostics.misfit(), run);
        training(page, m.training());
        loss.ifPresent(figure -> page.figure("losses", figure, "Losses over epochs",
                "Loss on training and validation spectra; the epoch whose "
                + "weights were kept is marked."));
        return page.finished(footer);
    }

    private static void judge(Page page, BundleManifest.Diagnostics d) {
        List<String> off = d.coverage().stream().filter(c -> c.isOverall() && (c.level() == 0.68 || c.level() == 0.90)
                && Math.abs(c.fraction() - c.level()) > 0.02 + 2 * c.error())
                .map(c -> c.parameter() + " at " + percent(c.level()) + " (" + percent(c.fraction()) + ")").toList();
        page.verdict(off.isEmpty(), off.isEmpty()
                ? "68 and 90 % intervals contain the truth as often as they say, within 2 points."
                : "Intervals do not contain the truth as often as they say: " + String.join(", ", off) + ".");
        List<String> ranks = d.ranks().stream().filter(r -> r.pValue() < 0.01).map(RankHistogram::parameter).toList();
        page.verdict(ranks.isEmpty(), ranks.isEmpty() ? "Ranks of the truth are uniform for every parameter (p > 0.01)."
                : "Ranks of the truth are not uniform for " + String.join(", ", ranks) + ".");
    }

    private static void identity(Page page, ModelBundle bundle) {
        BundleManifest m = bundle.manifest();
        List<String[]> pairs = new ArrayList<>();
        pairs.add(new String[] {"instrument", bundle.instrument()});
        pairs.add(new String[] {"response", m.instrument().response()});
        pairs.add(new String[] {"model", m.model().expression() + ", abundances " + m.model().abundances()
                + ", cross sections "
                + m.model().crossSections()});
        m.model().fixed().forEach((label, value) -> pairs.add(new String[] {"fixed", label + " = " + value}));
        pairs.add(new String[] {"spectra", m.channels() + " channels, summed into " + bundle.grouping() + ", "
                + bundle.response().bins().toString().replaceFirst("^.*, ", "")});
        pairs.add(new String[] {"exposure", bundle.exposures() + ", trained at " + bundle.source().exposure()});
        bundle.source().background().ifPresent(b -> pairs.add(new String[] {"background", b.toString()}));
        pairs.add(new String[] {"network", m.network().summary()});
        if (m.calibration() != null) {
            pairs.add(new String[] {"calibration", m.calibration().effect()});
        }
        pairs.add(new String[] {"SHA-256", bundle.sha256()});
        page.heading("What it is").list(pairs);
        page.table("Priors", List.of("parameter", "unit", "prior", "from", "to"),
                m.model().parameters().stream().map(p -> List.of(
                p.label(), Label.unit(p.unit()), p.prior(), Label.round(p.min()), Label.round(p.max()))).toList());
    }

    private static void errors(Page page, ModelBundle bundle, BundleManifest.Diagnostics d, TestRun run) {
        Map<String, RiskRatio> risks = d.bayesRisk() == null ? Map.of() : d.bayesRisk();
        List<List<String>> rows = new ArrayList<>();
        for (Outliers o : d.outliers()) {
            rows.add(row(o.parameter(), d.parameters().get(o.parameter()), o.outliers() + " of " + o.spectra(),
                    risks.get(o.parameter())));
        }
        rows.add(row("mean", d.mean(), "", risks.get(ExactPosteriors.MEAN)));
        page.heading("Errors").table(d.testSpectra() + " test spectra, the mean of " + d.passes()
                + " passes, parameters scaled to [0, 1] over the prior. Outliers: mean more than 5 posterior standard deviations from the "
                + "truth." + (risks.isEmpty() ? "" : " MSE / Bayes risk: as expected from exact posteriors, without the scatter of "
                + "truths about them."), List.of("parameter", "MSE", "MSLE", "MAE", "R²", "outliers",
                risks.isEmpty() ? "" : "MSE / Bayes risk"), rows);
        page.figure("predictions", PredictionPlot.of(bundle.prior(), run.posteriors()),
                "Predicted against true parameters", "Posterior medians and 68 % "
                + "limits of up to 500 test spectra against the truth; dashed: equality; slope of the regression line of all in the "
                + "scaled parameter, with its standard error.");
    }

    private static List<String> row(String name, BundleManifest.Metrics m, String outliers, RiskRatio risk) {
        return List.of(name, scientific(m.mse()), scientific(m.msle()), scientific(m.mae()), String.format(Locale.ROOT,
                "%.4f", m.r2()),
                outliers, risk == null ? "" : String.format(Locale.ROOT, "%.3f ± %.3f", risk.ratio(), risk.error()));
    }

    private static String scientific(double value) {
        return String.format(Locale.ROOT, "%.2e", value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static void calibration(Page page, BundleManifest.Diagnostics d, TestRun run) {
        List<Coverage> table = d.coverage();
        List<String> heads = new ArrayList<>(List.of("parameter", "counts", "spectra"));
        Coverage.LEVELS.forEach(l -> heads.add(Math.round(100 * l) + " %"));
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < table.size(); i += Coverage.LEVELS.size()) {
            Coverage first = table.get(i);
            List<String> row = new ArrayList<>(List.of(first.parameter(), first.isOverall() ? "all"
                    : decade(first.minCounts()) + "–" + decade(first.maxCounts()), String.valueOf(first.spectra())));
            table.subList(i, i + Coverage.LEVELS.size()).forEach(c -> row.add(String.format(Locale.ROOT, "%.1f ± %.1f",
                    100 * c.fraction(), 100 * c.error())));
            rows.add(row);
        }
        page.heading("Calibration").table("Coverage: percentage of test spectra whose central interval contains the truth, with binomial "
                + "standard errors.", heads, rows);
        page.figure("coverage", CalibrationPlots.coverage(run.labels(), run.posteriors()),
                "Observed against nominal coverage",
                "Of " + run.posteriors().size() + " test spectra. A curve below the diagonal tells of intervals that are too narrow, one "
                + "above of too wide ones.");
        page.figure("coverage-counts", CalibrationPlots.coverageByCounts(table), "Coverage against counts",
                "Coverage in each decade of counts; grey: within two "
                + "points of the nominal level.");
        page.figure("ranks", CalibrationPlots.ranks(d.ranks()), "Histograms of ranks",
                "Simulation-based calibration (Talts et al. 2018): ranks of the "
                + "truth among the samples, with the band that holds a bin with 99 % probability if posteriors are right. p is that of "
                + "chi-squared for uniform ranks.");
        page.figure("residuals", CalibrationPlots.residuals(run.labels(), run.posteriors()),
                "Distribution of residuals",
                "Posterior mean less truth in "
                + "posterior standard deviations (mean ± standard deviation above), beside the normal distribution.");
    }

    private static String decade(double counts) {
        return "10" + Label.raised(String.valueOf(Math.round(Math.log10(counts))));
    }

    private static void misfit(Page page, MisfitCalibration c, TestRun run) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < c.falseAlarms().length; i++) {
            rows.add(List.of(percent(c.falseAlarms()[i]), Label.number(c.thresholds()[i], 3)));
        }
        page.heading("What it refuses").table("Misfit score that at most such a share of good spectra exceeds, from "
                + c.spectra()
                + " simulated ones.", List.of("false alarms", "score"), rows);
        double failed = run.checks().stream().filter(k -> k.pValue() < 0.01).count() / (double) run.checks().size();
        page.paragraph("Posterior predictive p-values below 0.01: " + percent(failed)
                + " of the test spectra. More than 1 % tells of posteriors "
                + "that are too wide or in the wrong place.");
    }

    private static void training(Page page, BundleManifest.Training t) {
        page.heading("Training").list(List.of(
                new String[] {"made", t.date() + " with " + t.software() + (t.commit().isEmpty() ? "" : ", commit " + t.commit())},
                new String[] {"spectra", t.spectra() + ", new in every epoch: " + t.fresh()},
                new String[] {"epochs", t.epochs() + ", weights of epoch " + t.bestEpoch()},
                new String[] {"batch, rate", t.batchSize() + ", " + t.learningRate()},
                new String[] {"validation loss", scientific(t.validationLoss())},
                new String[] {"seed", String.valueOf(t.seed())},
                new String[] {"command", t.command()}));
    }
}
