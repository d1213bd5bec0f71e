package io.github.montecat.inference;

import io.github.montecat.assessment.ExpectedCounts;
import io.github.montecat.assessment.MisfitCalibration;
import io.github.montecat.assessment.SpectrumCheck;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.statistic.BinnedCounts;
import java.util.Optional;

/**
 * How well a posterior and its model describe a spectrum. The statistic is C, or W with a background that is
 * not modelled.
 *
 * @param statistic mean over the posterior
 * @param lowest its value at the most likely parameters inside the prior
 * @param expected its mean over spectra that the posterior predicts
 * @param bins number of bins it is summed over
 * @param excess see {@link SpectrumCheck#excess}: 1 for the exact posterior
 * @param pValue posterior predictive p-value
 * @param score misfit against good spectra of the bundle, see {@link MisfitCalibration}; NaN if the bundle has none
 * @param falseAlarm smallest known share of good spectra with a higher score; NaN if the bundle has none
 * @param ks Kolmogorov-Smirnov statistic of cumulated counts at the most likely parameters; NaN if there are no counts
 * @param ksPValue its posterior predictive p-value, by simulated spectra; NaN if there are no counts
 */
public record FitQuality(double statistic, double lowest, double expected, int bins, double excess, double pValue,
        double score, double falseAlarm, double ks, double ksPValue) {

    /**
     * @param target the data and the model
     * @param posterior samples of the posterior
     * @param seed seed of replicated spectra
     * @param row number of the spectrum
     * @param bundle the bundle whose good spectra it is compared with, if there is one
     * @return the quality
     */
    static FitQuality of(SpectrumTarget target, Posterior posterior, long seed, long row, Optional<ModelBundle> bundle) {
        return of(target.checkedCounts(posterior.units()), target.model(), posterior, seed, row, bundle);
    }

    /** The same of counts and what the model expects of them. */
    static FitQuality of(BinnedCounts counts, ExpectedCounts model, Posterior posterior, long seed, long row,
            Optional<ModelBundle> bundle) {
        SpectrumCheck check = SpectrumCheck.of(counts, model, posterior.units(), seed, row);
        MisfitCalibration good = bundle.map(b -> b.manifest().diagnostics()).map(d -> d.misfit()).orElse(null);
        double score = good == null ? Double.NaN : good.score(check.misfit(), counts.total());
        return new FitQuality(check.predictive().statistic(), Math.min(check.peak().statistic(),
                check.predictive().lowest()), check.predictive().expected(), check.predictive().bins(), check.excess(),
                check.predictive().pValue(), score, good == null ? Double.NaN : good.falseAlarm(score), check.ks(),
                check.predictive().ksPValue());
    }

    /** @return whether fewer than 1 % of good spectra fit as badly */
    boolean isOutlier() {
        return falseAlarm <= MisfitCalibration.FALSE_ALARM;
    }
}
