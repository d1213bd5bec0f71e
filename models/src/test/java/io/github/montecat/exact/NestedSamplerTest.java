package io.github.montecat.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.montecat.progress.Progress;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NestedSamplerTest {

    private static WeightedPosterior sample(LogLikelihood likelihood) {
        return new NestedSampler().sample(likelihood, 42, 0, Progress.NONE);
    }

    @ParameterizedTest
    @CsvSource({"1, 0.05", "2, 0.01", "5, 0.02", "8, 0.03"})
    void normalDistributions(int dimension, double sigma) {
        ClosedForm likelihood = ClosedForm.chain(dimension, 0.5, sigma);
        WeightedPosterior posterior = sample(likelihood);
        assertEquals(likelihood.logEvidence(), posterior.logEvidence(), 3 * posterior.logEvidenceError());
        for (int p = 0; p < dimension; p++) {
            double deviation = ClosedForm.chainDeviation(p, sigma);
            double standardError = deviation / Math.sqrt(posterior.effectiveSampleSize());
            assertEquals(0.5, posterior.mean(p), 5 * standardError, "mean of " + p);
            assertEquals(1, Math.sqrt(posterior.variance(p)) / deviation, 0.1, "deviation of " + p);
        }
    }

    @Test
    void posteriorThatEndsAtAFace() {
        ClosedForm likelihood = ClosedForm.atFace(3, 0.05);
        WeightedPosterior posterior = sample(likelihood);
        assertEquals(likelihood.logEvidence(), posterior.logEvidence(), 3 * posterior.logEvidenceError());
        assertEquals(0.05 * Math.sqrt(2 / Math.PI), posterior.mean(0), 0.003);
    }

    @ParameterizedTest
    @CsvSource({"0, 20", "3, 50", "100, 400"})
    void countsOfAPoissonSource(int counts, double greatest) {
        ClosedForm likelihood = ClosedForm.rate(counts, greatest);
        WeightedPosterior posterior = sample(likelihood);
        assertEquals(likelihood.logEvidence(), posterior.logEvidence(), 3 * posterior.logEvidenceError());
        // Nothing of the gamma distribution lies beyond the greatest rate.
        double deviation = Math.sqrt(counts + 1);
        assertEquals(counts + 1, greatest * posterior.mean(0),
                5 * deviation / Math.sqrt(posterior.effectiveSampleSize()));
        assertEquals(1, greatest * Math.sqrt(posterior.variance(0)) / deviation, 0.1);
    }

    @Test
    void twoModesKeepTheirShares() {
        WeightedPosterior posterior = sample(ClosedForm.twoModes(3, 0.03, 0.3));
        assertEquals(0, posterior.logEvidence(), 3 * posterior.logEvidenceError());
        double first = IntStream.range(0, posterior.size()).filter(i -> posterior.unit(i)[0] < 0.5)
                .mapToDouble(posterior::weight).sum();
        assertEquals(0.3, first, 0.12);
    }

    @Test
    void sameWhateverTheThreads() {
        LogLikelihood likelihood = ClosedForm.chain(2, 0.4, 0.1);
        WeightedPosterior one = new ForkJoinPool(1).submit(() -> sample(likelihood)).join();
        WeightedPosterior three = new ForkJoinPool(3).submit(() -> sample(likelihood)).join();
        assertEquals(one.logEvidence(), three.logEvidence());
        assertEquals(one.mean(1), three.mean(1));
        WeightedPosterior otherRow = new NestedSampler().sample(likelihood, 42, 1, Progress.NONE);
        assertEquals(one.mean(1), otherRow.mean(1), 0.02);
        assertEquals(false, one.mean(1) == otherRow.mean(1));
    }

    @Test
    void stopsWhenCancelled() {
        assertThrows(CancellationException.class, () -> new NestedSampler().sample(ClosedForm.chain(2, 0.5, 0.1), 1, 0,
                (done, total) -> {
                    if (done > 1000) {
                        throw new CancellationException();
                    }
                }));
    }

    @Test
    void tooFewPointsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new NestedSampler(10, 0.01));
        assertThrows(IllegalArgumentException.class, () -> new NestedSampler(100, 0));
    }
}
