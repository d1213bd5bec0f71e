package io.github.montecat.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.progress.Progress;
import io.github.montecat.random.PhiloxStream;
import io.github.montecat.random.RandomPurpose;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdaptiveImportanceSamplerTest {

    private static final double[][] NONE = {};

    private static RefinedPosterior sample(LogLikelihood likelihood, double[][] given) {
        return new AdaptiveImportanceSampler(new ImportanceSettings(2000, 60_000)).sample(likelihood, given, 7, 0,
                Progress.NONE);
    }

    /** Samples as a network might give them, all coordinates alike. */
    private static double[][] cloud(int dimension, double mean, double sigma) {
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(new PhiloxStream(1, RandomPurpose.DROPOUT, 0));
        double[][] samples = new double[500][dimension];
        for (double[] s : samples) {
            Arrays.setAll(s, p -> Math.min(Math.max(mean + sigma * normal.sample(), 0), 1));
        }
        return samples;
    }

    private static void assertIsChain(ClosedForm likelihood, double mean, double sigma, RefinedPosterior refined) {
        assertTrue(refined.converged(), refined.failure().orElse(""));
        WeightedPosterior posterior = refined.posterior();
        assertTrue(posterior.effectiveSampleSize() >= 2000);
        assertTrue(refined.efficiency() > 0.4, "efficiency " + refined.efficiency());
        assertTrue(refined.paretoShape() < 0.7);
        assertEquals(likelihood.logEvidence(), posterior.logEvidence(), 4 * posterior.logEvidenceError());
        for (int p = 0; p < likelihood.dimension(); p++) {
            double deviation = ClosedForm.chainDeviation(p, sigma);
            assertEquals(0, (posterior.mean(p) - mean) / deviation, 0.1, "mean of " + p);
            assertEquals(0, (posterior.quantiles(p, 0.5)[0] - mean) / deviation, 0.12, "median of " + p);
            assertEquals(1, Math.sqrt(posterior.variance(p)) / deviation, 0.08, "deviation of " + p);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0.05", "3, 0.001", "3, 0.05", "5, 0.0003", "5, 0.03", "8, 0.01"})
    void climbsToNormalDistributionsFromNothing(int dimension, double sigma) {
        ClosedForm likelihood = ClosedForm.chain(dimension, 0.4, sigma);
        RefinedPosterior refined = sample(likelihood, NONE);
        assertIsChain(likelihood, 0.4, sigma, refined);
        // Hardly more than the 2000 asked for: likelihoods are dear.
        assertTrue(refined.posterior().effectiveSampleSize() < 2700, refined.posterior().toString());
    }

    @ParameterizedTest
    @CsvSource({"0.4, 0.3", "0.4, 0.0001", "0.45, 0.01", "0.9, 0.02"})
    void givenSamplesMayBeTooWideTooNarrowOrShifted(double mean, double sigma) {
        ClosedForm likelihood = ClosedForm.chain(4, 0.4, 0.005);
        double[][] given = cloud(4, mean, sigma);
        assertIsChain(likelihood, 0.4, 0.005, sample(likelihood, given));
        if (mean < 0.9) {
            assertIsChain(likelihood, 0.4, 0.005, sample(likelihood.withoutResiduals(), given));
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 0.05", "5, 0.02"})
    void posteriorThatEndsAtAFace(int dimension, double sigma) {
        ClosedForm likelihood = ClosedForm.atFace(dimension, sigma);
        RefinedPosterior refined = sample(likelihood, NONE);
        assertTrue(refined.converged(), refined.failure().orElse(""));
        WeightedPosterior posterior = refined.posterior();
        assertEquals(likelihood.logEvidence(), posterior.logEvidence(), 4 * posterior.logEvidenceError());
        assertEquals(Math.sqrt(2 / Math.PI), posterior.mean(0) / sigma, 0.05);
        assertEquals(1 - 2 / Math.PI, posterior.variance(0) / sigma / sigma, 0.05);
    }

    @ParameterizedTest
    @CsvSource({"0, 20", "3, 50", "100, 400"})
    void countsOfAPoissonSource(int counts, double greatest) {
        ClosedForm likelihood = ClosedForm.rate(counts, greatest);
        RefinedPosterior refined = sample(likelihood, NONE);
        assertTrue(refined.converged(), refined.failure().orElse(""));
        WeightedPosterior posterior = refined.posterior();
        assertEquals(likelihood.logEvidence(), posterior.logEvidence(), 4 * posterior.logEvidenceError());
        assertEquals(0, (greatest * posterior.mean(0) - counts - 1) / Math.sqrt(counts + 1), 0.1);
        assertEquals(1, greatest * greatest * posterior.variance(0) / (counts + 1), 0.12);
    }

    @Test
    void twoModesInTheGivenSamples() {
        double[][] given = new double[1000][];
        System.arraycopy(cloud(3, 0.3, 0.05), 0, given, 0, 500);
        System.arraycopy(cloud(3, 0.7, 0.05), 0, given, 500, 500);
        RefinedPosterior refined = sample(ClosedForm.twoModes(3, 0.03, 0.3), given);
        assertTrue(refined.converged(), refined.failure().orElse(""));
        assertEquals(0, refined.posterior().logEvidence(), 4 * refined.posterior().logEvidenceError());
        assertEquals(0.3 * 0.3 + 0.7 * 0.7, refined.posterior().mean(1), 0.02);
    }

    @Test
    void saysWhyItDidNotConverge() {
        ClosedForm spike = ClosedForm.chain(5, 0.123, 1e-7).withoutResiduals();
        RefinedPosterior refined = new AdaptiveImportanceSampler(new ImportanceSettings(1000, 3000)).sample(spike,
                cloud(5, 0.8, 0.05), 1, 0, Progress.NONE);
        assertFalse(refined.converged());
        assertTrue(refined.failure().orElseThrow().contains("of 1000 wanted"), refined.failure().get());
    }

    @Test
    void impossibleDataAreAnError() {
        LogLikelihood nothing = new ClosedForm(2, u -> Double.NEGATIVE_INFINITY, Optional.empty(), 0);
        assertThrows(ArithmeticException.class, () -> sample(nothing, NONE));
    }

    @Test
    void sameWhateverTheThreads() {
        LogLikelihood likelihood = ClosedForm.chain(3, 0.4, 0.1);
        RefinedPosterior one = new ForkJoinPool(1).submit(() -> sample(likelihood, NONE)).join();
        RefinedPosterior three = new ForkJoinPool(3).submit(() -> sample(likelihood, NONE)).join();
        assertEquals(one.posterior().logEvidence(), three.posterior().logEvidence());
        assertEquals(one.posterior().mean(2), three.posterior().mean(2));
        RefinedPosterior otherRow = new AdaptiveImportanceSampler(ImportanceSettings.DEFAULT).sample(likelihood, NONE, 7, 1,
                Progress.NONE);
        assertNotEquals(one.posterior().mean(2), otherRow.posterior().mean(2));
    }

    @Test
    void stopsWhenCancelled() {
        assertThrows(CancellationException.class, () -> new AdaptiveImportanceSampler(ImportanceSettings.DEFAULT)
                .sample(ClosedForm.chain(2, 0.5, 0.1), NONE, 1, 0, (done, total) -> {
                    throw new CancellationException();
                }));
    }

    @Test
    void nestedSamplingTakesOverWhereItFails() {
        // Its mass hangs on a thread that two hundred evaluations do not find.
        ReferencePosterior reference = new ReferencePosterior(new ImportanceSettings(100, 100), new NestedSampler());
        ClosedForm likelihood = ClosedForm.chain(2, 0.3, 0.001).withoutResiduals();
        WeightedPosterior posterior = reference.sample(likelihood, NONE, 3, 0, Progress.NONE);
        assertEquals(likelihood.logEvidence(), posterior.logEvidence(), 3 * posterior.logEvidenceError());
        assertEquals(0.3, posterior.mean(0), 0.0002);
    }
}
