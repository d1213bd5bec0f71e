package io.github.montecat.report;

import io.github.montecat.fit.BestFit;
import io.github.montecat.fit.FitFailedException;
import io.github.montecat.fit.SpectralFit;
import io.github.montecat.inference.SpectrumTarget;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.statistic.BinnedCounts;
import io.github.montecat.statistic.FitStatistic;
import java.util.Arrays;
import java.util.Optional;

/**
 * The model at one set of parameters, beside a spectrum. Immutable by agreement: arrays are not copied and must not be
 * changed.
 *
 * @param name what the parameters are, such as {@code posterior median}
 * @param values the free parameters, in their own units
 * @param expected expected counts of the source per bin
 * @param statistic C, or W with a background
 * @param chiSquared chi-squared with the measured errors (XSPEC's {@code weight standard}), systematic ones included
 */
public record FoldedPoint(String name, double[] values, double[] expected, double statistic, double chiSquared) {

    /**
     * Folds the model.
     *
     * @param name what the parameters are
     * @param target the spectrum and its model
     * @param checked its counts as the statistic takes them
     * @param prior the free parameters
     * @param values their values, in their own units
     * @return the model there
     */
    static FoldedPoint of(String name, SpectrumTarget target, BinnedCounts checked, ModelPrior prior, double[] values) {
        double[] rates = target.folded().rates(prior.modelValues(values));
        double[] expected = new double[rates.length];
        Arrays.setAll(expected, b -> rates[b] * target.counts().exposure(b));
        return new FoldedPoint(name, values, expected, checked.statistic(expected),
                FitStatistic.CHI_SQUARED.value(target.counts(), rates));
    }

    /**
     * The classical fit: the least chi-squared, parameters kept in the model's hard limits but not in the prior.
     *
     * @param name what to call it
     * @param target the spectrum and its model
     * @param checked its counts as the statistic takes them
     * @param prior the free parameters
     * @param start where the fit starts
     * @return the model at the minimum; empty if none was found
     */
    static Optional<FoldedPoint> fitted(String name, SpectrumTarget target, BinnedCounts checked, ModelPrior prior,
            double[] start) {
        double[] from = prior.modelValues(start);
        boolean[] frozen = new boolean[from.length];
        Arrays.fill(frozen, true);
        prior.free().forEach(f -> frozen[f.parameter().index() - 1] = false);
        try {
            BestFit fit = new SpectralFit(target.folded(), target.counts(), FitStatistic.CHI_SQUARED).fit(from, frozen);
            return Optional.of(of(name, target, checked, prior, prior.free().stream()
                    .mapToDouble(f -> fit.values()[f.parameter().index() - 1]).toArray()));
        } catch (FitFailedException e) {
            return Optional.empty();
        }
    }

    /** @return chi-squared per degree of freedom: bins less parameters, at least one */
    double reducedChiSquared() {
        return chiSquared / Math.max(expected.length - values.length, 1);
    }
}
