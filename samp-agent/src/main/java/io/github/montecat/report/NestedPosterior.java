package io.github.montecat.report;

import io.github.montecat.exact.EqualWeightSamples;
import io.github.montecat.exact.NestedSampler;
import io.github.montecat.exact.WeightedPosterior;
import io.github.montecat.inference.SpectrumTarget;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.progress.Progress;
import java.util.stream.IntStream;

/**
 * The exact posterior of a spectrum by nested sampling, which knows nothing of any network. Immutable by agreement.
 *
 * @param samples parameters x samples of equal weight, in the parameters' own units
 * @param logEvidence ln of the evidence, the likelihood relative to a perfect fit (-1/2 times C or W)
 * @param logEvidenceError its standard error
 * @param effectiveSamples what the weighted points are worth, as a number of independent samples
 * @param evaluations how often the likelihood was evaluated
 * @param seconds wall time
 */
public record NestedPosterior(double[][] samples, double logEvidence, double logEvidenceError, double effectiveSamples,
        long evaluations, double seconds) {

    /** So many that drawing them adds no noise to speak of to that of the weighted points. */
    private static final int SAMPLES = 10_000;

    /**
     * Samples, in the current fork-join pool.
     *
     * @param target the spectrum and its likelihood
     * @param prior its prior
     * @param seed the seed
     * @param row number of the spectrum; with the seed it determines all but the time
     * @param progress counts evaluations, of an unknown number; may cancel
     * @return the posterior
     */
    public static NestedPosterior of(SpectrumTarget target, ModelPrior prior, long seed, long row, Progress progress) {
        long start = System.nanoTime();
        WeightedPosterior posterior = new NestedSampler().sample(target.likelihood(), seed, row, progress);
        double seconds = (System.nanoTime() - start) / 1e9;
        EqualWeightSamples equal = posterior.resample(SAMPLES, seed, row);
        double[][] values = IntStream.range(0, prior.dimension()).mapToObj(p -> IntStream.range(0, SAMPLES)
                .mapToDouble(i -> prior.free().get(p).prior().fromUnit(equal.units()[i][p])).toArray())
                .toArray(double[][]::new);
        return new NestedPosterior(values, posterior.logEvidence(), posterior.logEvidenceError(),
                posterior.effectiveSampleSize(), posterior.evaluations(), seconds);
    }

    /** @return it as what a posterior is compared with */
    public CornerPlot.Reference reference() {
        return CornerPlot.Reference.ofSamples("nested sampling", samples);
    }
}
