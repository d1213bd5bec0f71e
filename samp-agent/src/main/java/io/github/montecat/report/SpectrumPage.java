package io.github.montecat.report;

import io.github.montecat.assessment.MisfitCalibration;
import io.github.montecat.assessment.PredictiveCheck;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.derived.DerivedQuantity;
import io.github.montecat.derived.DerivedValues;
import io.github.montecat.fitmodel.FitModel;
import io.github.montecat.inference.FitResult;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.inference.ParameterSummary;
import io.github.montecat.inference.Posterior;
import io.github.montecat.inference.Refinement;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.prior.Prior;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** The page of one spectrum: data and posterior, and whether to believe it. Stateless. */
public final class SpectrumPage {

    private static final double UNLIKELY = 0.01;
    /** Excess of the statistic per parameter, 1 for the exact posterior, beyond which a reader is warned. */
    private static final double WIDE = 2;
    private static final double NARROW = 0.5;

    private SpectrumPage() {
    }

    /**
     * Writes the page.
     *
     * @param title name of the spectrum
     * @param fitted the spectrum and its posterior
     * @param settings settings of the fit
     * @param misfits what misfits of good spectra of this kind are like; empty if that is not known
     * @param nested the exact posterior by nested sampling, if it was sampled
     * @param references values and posteriors to compare with, such as the truth, a fit by another program, or the nested
     *        posterior
     * @param footer who wrote it
     * @return the page, with figures {@code spectrum} and {@code corner}
     */
    public static Report of(String title, FittedSpectrum fitted, FitSettings settings,
            Optional<MisfitCalibration> misfits, Optional<NestedPosterior> nested, List<CornerPlot.Reference> references,
            String footer) {
        Optional<ModelBundle> bundle = fitted.origin().bundle();
        Posterior posterior = fitted.posterior();
        boolean refined = fitted.result().refinement().map(Refinement::converged).orElse(false);
        Page page = new Page(title).lead(posterior.prior().model().expression() + ", posterior by "
                + bundle.map(b -> "bundle " + b + (refined ? ", refined against the exact likelihood, " : ", "))
                .orElse("the exact likelihood, ") + posterior.sampleCount() + " samples");
        judge(page, fitted, misfits, bundle.isPresent() && settings.refine() && !refined);
        boolean own = fitted.target().ownResponse();
        page.heading("Data and posterior").figure("spectrum",
                SpectrumPlot.of(fitted.data(), fitted.draws(), fitted.points().subList(0, 2), fitted.target().energies(),
                fitted.spectrum().exposure()),
                "Spectrum with folded posterior and residuals",
                "Counts in " + (own ? "the spectrum's own grouping" : "the bundle's bins")
                + ", neighbours joined up to 20 counts for display, with limits of one standard deviation (Gehrels 1986); "
                + "bands hold 68 and 95 % of the posterior, folded through the " + (own ? "spectrum's own" : "bundle's") + " response. Below: data less model, in standard "
                + "deviations of the model's counts; blue for the posterior's medians, red for the most likely parameters "
                + "inside the prior.");
        page.heading("Parameters");
        summaries(page, posterior);
        derived(page, fitted.result());
        if (!references.isEmpty()) {
            compare(page, posterior, references);
        }
        page.figure("corner", CornerPlot.of(posterior.prior(), bundle.isEmpty() ? "likelihood" : refined ? "refined" : "network", columns(posterior),
                references), "Corner plot of the posterior",
                "Contours hold 68 and 90 % of the samples; dashed lines are median and 16 and 84 % quantiles, the numbers above them "
                + "median and differences to these." + (references.isEmpty() ? ""
                : " Coloured lines are the values and posteriors compared with, values with their limits shaded where given."));
        goodness(page, fitted, misfits);
        evidence(page, bundle.isPresent() ? "refinement" : "this fit", fitted.result().refinement(), nested);
        provenance(page, fitted, settings);
        return page.finished(footer);
    }

    private static double[][] columns(Posterior posterior) {
        return IntStream.range(0, posterior.prior().dimension()).mapToObj(posterior::column).toArray(double[][]::new);
    }

    private static void judge(Page page, FittedSpectrum fitted, Optional<MisfitCalibration> misfits, boolean refinementFailed) {
        if (refinementFailed) {
            page.verdict(false, "The posterior is the network's own: " + fitted.result().reason() + ".");
        }
        PredictiveCheck check = fitted.check().predictive();
        boolean foreign = misfits.map(m -> judgeModel(page, fitted, m)).orElse(false);
        boolean bad = check.pValue() < UNLIKELY;
        page.verdict(!bad, bad
                ? "The posterior does not predict the data: posterior predictive p-value "
                        + Label.probability(check.pValue()) + (foreign ? "."
                                : misfits.isEmpty() ? ". The model does not describe the spectrum, or the posterior is in the "
                                + "wrong place or too wide." : ". Where the model can describe the spectrum, the posterior is in the wrong place or too wide.")
                : "The posterior predicts the data: posterior predictive p-value " + Label.probability(check.pValue())
                + ".");
        double excess = fitted.check().excess();
        if (excess > WIDE || excess < NARROW) {
            page.verdict(false, "The posterior is " + (excess > WIDE
                    ? "wider than the counts warrant, or in the wrong place"
                    : "narrower than the counts warrant") + ": its draws fit worse than the best parameters by "
                    + Label.number(excess, 3) + " per parameter, where 1 is expected. "
                    + (fitted.origin().bundle().isPresent() ? "Refine it against the likelihood before use."
                    : "The model does not describe the spectrum, or its counts are few."));
        }
        if (fitted.posterior().atPriorEdge()) {
            page.verdict(false, "The posterior lies at the edge of the prior, which shapes the result.");
        }
    }

    /** @return whether the model describes the spectrum nowhere */
    private static boolean judgeModel(Page page, FittedSpectrum fitted, MisfitCalibration misfits) {
        double score = misfits.score(fitted.check().misfit(), fitted.data().total());
        double threshold = misfits.threshold(MisfitCalibration.FALSE_ALARM);
        boolean foreign = score > threshold;
        page.verdict(!foreign, foreign
                ? "The model does not describe this spectrum anywhere in the prior: its misfit of "
                + Label.number(score, 3)
                        + " exceeds " + Label.number(threshold, 3) + ", which 1 % of good spectra do."
                : "The model can describe this spectrum: its misfit of " + Label.number(score, 3) + " is below "
                        + Label.number(threshold, 3) + ", which 1 % of good spectra exceed.");
        return foreign;
    }

    private static void summaries(Page page, Posterior posterior) {
        List<List<String>> rows = new ArrayList<>();
        for (int p = 0; p < posterior.prior().dimension(); p++) {
            ModelParameter parameter = posterior.prior().free().get(p).parameter();
            Prior prior = posterior.prior().free().get(p).prior();
            ParameterSummary s = posterior.summary(p);
            rows.add(List.of(Label.of(parameter), Label.interval(s.median(), s.lower(), s.upper()),
                    Label.likewise(s.lower90(), s.std()) + " – " + Label.likewise(s.upper90(), s.std()),
                    Label.likewise(s.mean(), s.std()) + " ± " + Label.number(s.std(), 2),
                    prior.kind() + " " + Label.round(prior.min()) + "–" + Label.round(prior.max())));
        }
        page.table("Posterior of each parameter: median with 16 and 84 % quantiles, 5 and 95 % quantiles, mean and "
                + "standard deviation.", List.of("parameter", "median, 68 %", "90 %", "mean ± std", "prior"), rows);
    }

    private static void derived(Page page, FitResult result) {
        List<List<String>> rows = new ArrayList<>();
        for (DerivedValues derived : result.derived()) {
            DerivedQuantity quantity = derived.quantity();
            ParameterSummary s = ParameterSummary.of(derived.values());
            String name = quantity.name() + (quantity.unit().isEmpty() ? "" : " (" + quantity.unit() + ")");
            if (!derived.failure().isEmpty()) {
                rows.add(List.of(name, "–", "–", quantity.description() + "; " + derived.failure()));
                continue;
            }
            rows.add(quantity.perSample() ? List.of(name, Label.interval(s.median(), s.lower(), s.upper()),
                    Label.likewise(s.lower90(), s.std()) + " – " + Label.likewise(s.upper90(), s.std()),
                    quantity.description()) : List.of(name, Label.number(s.median(), 4), "–", quantity.description()));
        }
        if (!rows.isEmpty()) {
            page.table("Derived quantities: median with 16 and 84 % quantiles, 5 and 95 % quantiles.",
                    List.of("quantity", "median, 68 %", "90 %", "meaning"), rows);
        }
    }

    private static void compare(Page page, Posterior posterior, List<CornerPlot.Reference> references) {
        List<String> heads = new ArrayList<>(List.of("parameter", "posterior"));
        references.forEach(r -> heads.addAll(List.of(r.name(), "Δ/σ")));
        List<List<String>> rows = new ArrayList<>();
        for (int p = 0; p < posterior.prior().dimension(); p++) {
            ParameterSummary s = posterior.summary(p);
            List<String> row = new ArrayList<>(List.of(posterior.prior().free().get(p).parameter().label(),
                    Label.interval(s.median(), s.lower(), s.upper())));
            for (CornerPlot.Reference r : references) {
                double value = r.values()[p];
                row.add(Double.isNaN(r.lower()[p]) ? Label.likewise(value, s.std())
                        : Label.interval(value, r.lower()[p], r.upper()[p]));
                row.add(Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%+.2f", (s.median() - value) / s.std())
                        .replace('-', '−'));
            }
            rows.add(row);
        }
        page.table("Comparison. Δ/σ: posterior median less the other value, in posterior standard deviations.", heads,
                rows);
    }

    private static void goodness(Page page, FittedSpectrum fitted, Optional<MisfitCalibration> misfits) {
        PredictiveCheck c = fitted.check().predictive();
        String statistic = fitted.target().background().isPresent() ? "C-statistic with the background model"
                : fitted.data().hasBackground() ? "W-statistic" : "C-statistic";
        List<List<String>> rows = new ArrayList<>(List.of(
                List.of(statistic + ", mean over the posterior", Label.number(c.statistic(), 5)),
                List.of(statistic + ", smallest of the draws", Label.number(c.lowest(), 5)),
                List.of(statistic + " at the most likely parameters", Label.number(fitted.check().peak().statistic(),
                5)),
                List.of("excess of the mean over the smallest, per parameter (1)",
                Label.number(fitted.check().excess(), 3)),
                List.of(statistic + " that the posterior expects", Label.number(c.expected(), 5)),
                List.of("posterior predictive p-value", Label.probability(c.pValue())),
                List.of("misfit: deviance from its expectation (σ)", Label.number(fitted.check().misfit().deviance(),
                3)),
                List.of("misfit: worst window of bins (σ)", Label.number(fitted.check().misfit().scan(), 3))));
        misfits.ifPresent(m -> {
            double score = m.score(fitted.check().misfit(), fitted.data().total());
            double share = m.falseAlarm(score);
            rows.add(List.of("misfit score", Label.number(score, 3)));
            rows.add(List.of("share of good spectra with a larger one", share == 1 ? "more than half" : "at most "
                    + Label.number(share, 2)));
        });
        page.heading("Goodness of fit").table("Of " + c.bins() + " bins; " + c.draws() + " draws of the posterior.",
                List.of("quantity", "value"), rows);
        List<List<String>> points = new ArrayList<>();
        for (FoldedPoint point : fitted.points()) {
            points.add(List.of(point.name(), Label.number(point.statistic(), 5), Label.number(point.chiSquared(), 5),
                    String.valueOf(c.bins() - point.values().length), Label.number(point.reducedChiSquared(), 3)));
        }
        page.table("The model at single sets of parameters. Chi-squared is XSPEC's, with the errors of the measured counts (of "
                + "one count in empty bins) and systematic ones; it is no measure where bins hold few counts.",
                List.of("parameters", statistic, "χ²", "dof", "χ²/dof"), points);
        page.paragraph("The p-value is the probability that a spectrum predicted by the posterior fits its own parameters no better than "
                + "the data do (Gelman, Meng and Stern 1996); the statistic's distribution is computed (Kaastra 2017). The misfit is taken at "
                + "the most likely parameters inside the prior"
                + misfits.map(m -> ", whatever the network says, and compared with " + m.spectra() + " simulated spectra.")
                .orElse(", in standard deviations of what the model expects."));
    }

    private static void evidence(Page page, String fit, Optional<Refinement> refinement, Optional<NestedPosterior> nested) {
        List<List<String>> rows = new ArrayList<>();
        refinement.ifPresent(r -> rows.add(List.of(fit, evidence(r.logEvidence(), r.logEvidenceError()), Label.number(r.effectiveSamples(), 4), "Pareto k "
                + Label.number(r.paretoShape(), 2) + ", efficiency " + Label.number(r.efficiency(), 2))));
        nested.ifPresent(n -> rows.add(List.of("nested sampling", evidence(n.logEvidence(), n.logEvidenceError()), Label.number(n.effectiveSamples(), 4), n.evaluations()
                + " evaluations in " + Label.number(n.seconds(), 3) + " s")));
        if (!rows.isEmpty()) {
            page.heading("Exact posterior").table("ln of the evidence, of the likelihood relative to a perfect fit; what the "
                    + "weighted points are worth as a number of independent samples.", List.of("method", "ln Z", "effective samples", ""), rows);
        }
    }

    private static String evidence(double log, double error) {
        return Label.likewise(log, error).replace('-', '−') + " ± " + Label.number(error, 2);
    }

    private static void provenance(Page page, FittedSpectrum fitted, FitSettings settings) {
        FitModel model = fitted.origin().model();
        List<String[]> pairs = new ArrayList<>();
        pairs.add(new String[] {"spectrum", fitted.spectrum().toString()});
        pairs.add(new String[] {"counts in these bins", Label.number(fitted.data().total(), 9)});
        fitted.origin().bundle().ifPresent(bundle -> {
            pairs.add(new String[] {"bundle", bundle + ": " + bundle.manifest().description()});
            pairs.add(new String[] {"SHA-256", bundle.sha256()});
            pairs.add(new String[] {"instrument", bundle.instrument()});
            pairs.add(new String[] {"response of the bundle", bundle.manifest().instrument().response()});
        });
        pairs.add(new String[] {"response here", fitted.target().ownResponse() ? "the spectrum's own, "
                + fitted.target().folded().bins() : "the bundle's"});
        pairs.add(new String[] {"model", (model.name().equals(model.prior().model().expression()) ? ""
                : model.name() + ": ") + model.prior().model().expression() + ", abundances "
                + model.settings().abundances().xspecName() + ", cross sections "
                + model.settings().crossSections().xspecName()});
        model.prior().fixed().forEach((label, value) -> pairs.add(new String[] {"fixed", label + " = " + value}));
        model.prior().ties().forEach((label, other) -> pairs.add(new String[] {"tied", label + " = " + other}));
        pairs.add(new String[] {"samples, seed", settings.samples() + ", " + settings.seed()});
        page.heading("Provenance").list(pairs);
    }
}
