package io.github.montecat.diagnostics;

import io.github.montecat.assessment.Outliers;
import io.github.montecat.fit.BestFit;
import io.github.montecat.fit.FitFailedException;
import io.github.montecat.fit.FoldedModel;
import io.github.montecat.fit.SpectralFit;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.prior.Prior;
import io.github.montecat.progress.Progress;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.spectrum.Spectrum;
import io.github.montecat.statistic.BinnedCounts;
import io.github.montecat.statistic.FitStatistic;
import io.github.montecat.statistic.NoticedBins;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * What a user gets who fits every spectrum from the same start, to compare posteriors with: the classical fit falls
 * into side minima (Tutone et al. 2025, figures 8 and 9; Parker et al. 2022, MNRAS 514, 4061).
 *
 * @param estimates best fits, places in the prior, per spectrum and parameter; outside [0, 1] where the fit left the
 *        prior; NaN where it failed
 * @param errors their standard deviations on that scale; NaN where the fit gives none
 */
public record FixedStartFit(double[][] estimates, double[][] errors) {

    /**
     * Fits all spectra from the middle of the prior, in the current fork-join pool. Parameters stay inside the model's
     * hard limits, not the prior, as in XSPEC.
     *
     * @param test simulated spectra
     * @param statistic what is to be smallest
     * @param progress counts spectra; may cancel
     * @return the fits
     */
    public static FixedStartFit of(Dataset test, FitStatistic statistic, Progress progress) {
        ModelPrior prior = test.source().prior();
        double[] middle = new double[prior.dimension()];
        Arrays.fill(middle, 0.5);
        double[] start = prior.modelValues(prior.fromUnit(middle));
        boolean[] frozen = new boolean[start.length];
        Arrays.fill(frozen, true);
        prior.free().forEach(f -> frozen[f.parameter().index() - 1] = false);
        double[][] estimates = new double[test.size()][];
        double[][] errors = new double[test.size()][];
        AtomicLong done = new AtomicLong();
        IntStream.range(0, test.size()).parallel().forEach(i -> {
            Spectrum spectrum = test.spectrum(i, 0).toSpectrum();
            NoticedBins bins = NoticedBins.of(spectrum, test.source().response().bins());
            FoldedModel folded = new FoldedModel(prior.model(), test.source().response(), bins);
            estimates[i] = new double[prior.dimension()];
            errors[i] = new double[prior.dimension()];
            try {
                BestFit fit = new SpectralFit(folded, new BinnedCounts(spectrum, bins), statistic).fit(start, frozen);
                for (int p = 0; p < prior.dimension(); p++) {
                    ModelParameter parameter = prior.free().get(p).parameter();
                    Prior one = prior.free().get(p).prior();
                    double value = fit.values()[parameter.index() - 1];
                    estimates[i][p] = one.toUnit(value);
                    errors[i][p] = fit.errors()[parameter.index() - 1] * slope(one, value);
                }
            } catch (FitFailedException e) {
                // Counts as an outlier, which is what it is to its user.
                Arrays.fill(estimates[i], Double.NaN);
                Arrays.fill(errors[i], Double.NaN);
            }
            progress.update(done.incrementAndGet(), test.size());
        });
        return new FixedStartFit(estimates, errors);
    }

    /** How fast the place in the prior changes with the value. */
    private static double slope(Prior prior, double value) {
        double step = 1e-4 * Math.abs(value);
        return step == 0 ? Double.NaN : (prior.toUnit(value + step) - prior.toUnit(value - step)) / (2 * step);
    }

    /**
     * @param labels labels of the parameters
     * @param test the spectra that were fitted
     * @return how many fits lie more than {@link TestRun#FAR} of their errors from the truth, per parameter
     */
    public List<Outliers> outliers(List<String> labels, Dataset test) {
        return IntStream.range(0, labels.size()).mapToObj(p -> Outliers.of(labels.get(p), TestRun.FAR,
                IntStream.range(0, test.size()).mapToDouble(i -> test.unit(i)[p]).toArray(),
                Arrays.stream(estimates).mapToDouble(e -> e[p]).toArray(),
                Arrays.stream(errors).mapToDouble(e -> e[p]).toArray())).toList();
    }
}
