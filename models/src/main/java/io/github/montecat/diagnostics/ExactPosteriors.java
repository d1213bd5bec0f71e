package io.github.montecat.diagnostics;

import io.github.montecat.assessment.IntervalContent;
import io.github.montecat.assessment.RiskRatio;
import io.github.montecat.assessment.ScoredPosterior;
import io.github.montecat.exact.BackgroundShapeLikelihood;
import io.github.montecat.exact.BayesRisk;
import io.github.montecat.exact.ReferencePosterior;
import io.github.montecat.exact.SpectrumLikelihood;
import io.github.montecat.exact.WeightedPosterior;
import io.github.montecat.fit.FoldedModel;
import io.github.montecat.progress.Progress;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.simulate.SpectrumSource;
import io.github.montecat.spectrum.BinnedSpectrum;
import io.github.montecat.statistic.BinnedCounts;
import io.github.montecat.statistic.NoticedBins;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * What is to be known of test spectra at best: moments and quantiles of their exact posteriors under the model, prior and Poisson
 * likelihood they were simulated with, as places in the prior. Where there is a background, its shape is known, as it is to a
 * network that was trained with it, and its brightness is not. Arrays are not copied and must not be changed.
 *
 * @param mean posterior means, spectra x parameters
 * @param std posterior standard deviations, spectra x parameters
 * @param quantiles posterior quantiles at 1/{@value #PARTS}, 2/{@value #PARTS} and so on below 1, spectra x parameters x quantiles
 */
public record ExactPosteriors(double[][] mean, double[][] std, double[][][] quantiles) {

    private static final int PARTS = 200;
    private static final double[] LEVELS = IntStream.range(1, PARTS).mapToDouble(i -> (double) i / PARTS).toArray();

    /** The name under which ratios have that of the means over parameters. */
    public static final String MEAN = "mean";

    /**
     * Samples the exact posteriors of the first spectra of a test set, in the current fork-join pool. The true parameters are among the points
     * that the sampler may start from, so that the maximum beside it is seldom missed.
     *
     * @param test simulated spectra
     * @param spectra number of spectra, or more than there are
     * @param sampler what gives exact posteriors
     * @param progress counts spectra; may cancel
     * @return what the posteriors are like; it depends on the seed of the test set alone
     */
    public static ExactPosteriors of(Dataset test, int spectra, ReferencePosterior sampler, Progress progress) {
        SpectrumSource source = test.source();
        int count = Math.min(spectra, test.size());
        NoticedBins bins = NoticedBins.of(test.spectrum(0, 0).toSpectrum(), source.response().bins());
        FoldedModel folded = new FoldedModel(source.prior().model(), source.response(), bins);
        double[][] mean = new double[count][source.prior().dimension()];
        double[][] std = new double[count][source.prior().dimension()];
        double[][][] quantiles = new double[count][source.prior().dimension()][];
        AtomicLong done = new AtomicLong();
        IntStream.range(0, count).parallel().forEach(i -> {
            BinnedSpectrum spectrum = test.spectrum(i, 0);
            SpectrumLikelihood alone = new SpectrumLikelihood(source.prior(), folded,
                    new BinnedCounts(spectrum.toSpectrum(), bins));
            Optional<BackgroundShapeLikelihood> both = source.background()
                    .map(b -> new BackgroundShapeLikelihood(alone, b, spectrum));
            double[] truth = test.unit(i);
            WeightedPosterior exact = sampler.sample(both.isPresent() ? both.get() : alone,
                    new double[][] {both.map(b -> b.withBrightness(truth)).orElse(truth)}, test.seed(),
                    test.firstRow() + i, (evaluated, most) -> progress.update(done.get(), count));
            Arrays.setAll(mean[i], exact::mean);
            Arrays.setAll(std[i], p -> Math.sqrt(exact.variance(p)));
            Arrays.setAll(quantiles[i], p -> exact.quantiles(p, LEVELS));
            progress.update(done.incrementAndGet(), count);
        });
        return new ExactPosteriors(mean, std, quantiles);
    }

    /** @return the number of spectra */
    public int spectra() {
        return mean.length;
    }

    /**
     * @return the smallest mean squared error of these spectra that any estimator can have
     * @throws IllegalArgumentException if there are fewer than two spectra
     */
    public BayesRisk risk() {
        return BayesRisk.of(Arrays.stream(std).map(row -> Arrays.stream(row).map(s -> s * s).toArray())
                .toArray(double[][]::new));
    }

    /**
     * Compares predictions of the same spectra with the best there are.
     *
     * @param run a bundle over the test set that these spectra are the first of
     * @param test that test set
     * @return mean squared error of the predictions over the Bayes risk by label, and of their means over parameters as
     *         {@link #MEAN}
     * @throws IllegalArgumentException if there are fewer than two spectra
     */
    public Map<String, RiskRatio> ratios(TestRun run, Dataset test) {
        return ratios(run, (i, p) -> {
            double error = run.predictions()[i][p] - test.unit(i)[p];
            return error * error;
        });
    }

    /**
     * The same ratios with each squared error replaced by what is to be expected of it: the exact variance plus the squared
     * distance of the prediction from the exact mean. The scatter of truths about their posteriors drops out, so that far fewer
     * spectra tell a ratio near 1; it is never below 1, and right as far as the exact posteriors are.
     *
     * @param run a bundle over the test set that these spectra are the first of
     * @return expected squared error of the predictions over the Bayes risk by label, and of their means as {@link #MEAN}
     * @throws IllegalArgumentException if there are fewer than two spectra
     */
    public Map<String, RiskRatio> expectedRatios(TestRun run) {
        return ratios(run, (i, p) -> {
            double off = run.predictions()[i][p] - mean[i][p];
            return std[i][p] * std[i][p] + off * off;
        });
    }

    /**
     * How often 68 % intervals of a bundle are to be expected to contain the truth: what the exact posteriors hold of them. As the
     * scatter of truths drops out, a few hundred spectra tell it to a fraction of a per cent.
     *
     * @param run a bundle over the test set that these spectra are the first of, with posteriors of at least these
     * @return for each parameter over all spectra, then for each decade of counts that has any
     */
    public List<IntervalContent> expectedCoverage(TestRun run) {
        double[] counts = run.posteriors().stream().limit(spectra()).mapToDouble(ScoredPosterior::counts).toArray();
        return IntStream.range(0, run.labels().size()).boxed().flatMap(p -> IntervalContent.of(run.labels().get(p), counts,
                IntStream.range(0, spectra()).mapToDouble(i -> {
                    ScoredPosterior found = run.posteriors().get(i);
                    return below(i, p, found.upper()[p]) - below(i, p, found.lower()[p]);
                }).toArray()).stream()).toList();
    }

    /** Exact probability of a parameter below a value, linear between quantiles. */
    private double below(int spectrum, int parameter, double value) {
        double[] known = quantiles[spectrum][parameter];
        int at = Arrays.binarySearch(known, value);
        if (at >= 0) {
            return LEVELS[at];
        }
        int next = -at - 1;
        if (next == 0 || next == known.length) {
            // Half of what lies beyond the last quantile known.
            return next == 0 ? 0.5 / PARTS : 1 - 0.5 / PARTS;
        }
        return (next + (value - known[next - 1]) / (known[next] - known[next - 1])) / PARTS;
    }

    @FunctionalInterface
    private interface SquaredError {

        double of(int spectrum, int parameter);
    }

    private Map<String, RiskRatio> ratios(TestRun run, SquaredError squared) {
        int parameters = run.labels().size();
        double[][] errors = new double[parameters + 1][spectra()];
        double[][] variances = new double[parameters + 1][spectra()];
        for (int i = 0; i < spectra(); i++) {
            for (int p = 0; p < parameters; p++) {
                errors[p][i] = squared.of(i, p);
                variances[p][i] = std[i][p] * std[i][p];
                errors[parameters][i] += errors[p][i] / parameters;
                variances[parameters][i] += variances[p][i] / parameters;
            }
        }
        Map<String, RiskRatio> ratios = new LinkedHashMap<>();
        for (int p = 0; p <= parameters; p++) {
            ratios.put(p < parameters ? run.labels().get(p) : MEAN, RiskRatio.paired(errors[p], variances[p]));
        }
        return ratios;
    }
}
