package io.github.montecat.statistic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.error.RefusedValueException;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedGamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts of source region and background beside closed forms and integrals. */
class SourceCountsPosteriorTest {

    private static final double[] LEVELS = {0.9, 0.95, 0.997};

    private static double quantile(long on, double off, double ratio, double level) {
        return new SourceCountsPosterior(new OnOffCounts(on, off, ratio)).quantile(level);
    }

    @Test
    void noCountsGiveTheLogarithm() {
        for (double level : LEVELS) {
            assertEquals(-Math.log(1 - level), quantile(0, 0, 0, level), 1e-10);
            // A source region without counts tells the same of the source, whatever the background.
            assertEquals(-Math.log(1 - level), quantile(0, 0, 0.5, level), 1e-10);
            assertEquals(-Math.log(1 - level), quantile(0, 70, 2, level), 1e-10);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 40, 5000})
    void withoutBackgroundItIsAGammaDistribution(int counts) {
        for (double level : LEVELS) {
            assertEquals(level, RegularizedGamma.P.value(counts + 1.0, quantile(counts, 0, 0, level)), 1e-9);
        }
    }

    /** Kraft, Burrows and Nousek 1991, equation 8: the background is known. */
    @ParameterizedTest
    @CsvSource({"0,3", "1,3", "5,3", "2,0.1", "10,30", "300,280"})
    void aDeepBackgroundIsAKnownOne(int on, double known) {
        double ratio = 1e-9;
        for (double level : LEVELS) {
            double limit = quantile(on, known / ratio, ratio, level);
            double beyond = RegularizedGamma.Q.value(on + 1.0, limit + known) / RegularizedGamma.Q.value(on + 1.0, known);
            // The background's own error is the root of known x ratio.
            assertEquals(1 - level, beyond, 1e-3 * (1 - level));
        }
    }

    /** ln of source density for a level of the background, as posed and not as solved. */
    private static double logJoint(int on, double off, double ratio, double source, double background) {
        return on * Math.log(source + background) - source - background + off * Math.log(background)
                - background / ratio;
    }

    private static double integral(DoubleUnaryOperator f, double from, double to) {
        int steps = 4000;
        double h = (to - from) / steps;
        double sum = 0;
        for (int i = 0; i < steps; i++) {
            sum += h * f.applyAsDouble(from + (i + 0.5) * h);
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"4,3,0.5", "0,6,1", "20,50,0.4", "7,0,2", "60,70,1"})
    void anUnknownBackgroundIsIntegratedOver(int on, double off, double ratio) {
        SourceCountsPosterior posterior = new SourceCountsPosterior(new OnOffCounts(on, off, ratio));
        double most = ratio * (off + 12 * Math.sqrt(off + 1) + 30);
        double shift = logJoint(on, off, ratio, Math.max(on - ratio * off, 1), Math.max(ratio * off, 0.5));
        DoubleUnaryOperator marginal = s -> integral(
                b -> Math.exp(logJoint(on, off, ratio, s, b) - shift), 0, most);
        double at = on / 2.0 + 1;
        double ratioOfDensities = marginal.applyAsDouble(at) / marginal.applyAsDouble(2 * at);
        assertEquals(1, posterior.density(at) / posterior.density(2 * at) / ratioOfDensities, 1e-4);
        assertEquals(posterior.probability(2 * at) - posterior.probability(at),
                integral(posterior::density, at, 2 * at), 1e-7);
        assertEquals(1, posterior.probability(1e4), 1e-12);
    }

    @Test
    void manyCountsJoinTheFewerWithoutAJump() {
        double width = Math.sqrt(1e5 + 0.25 * 1e5);
        for (double level : LEVELS) {
            assertEquals(0, (quantile(100_000, 100_000, 0.5, level) - quantile(100_001, 100_001, 0.5, level)) / width, 0.01);
            assertTrue(quantile(3_000_000_000L, 6e9 + 1e6, 0.5, level) > 0, "net counts far below 0");
        }
    }

    @Test
    void aFactorIsMixedOver() {
        SourceCountsPosterior none = new SourceCountsPosterior(new OnOffCounts(0, 0, 0));
        assertEquals(3e-14 * none.quantile(0.9), none.scaledQuantile(new double[] {3e-14}, 0.9), 1e-22);
        double mixed = none.scaledQuantile(new double[] {1, 5}, 0.95);
        assertEquals(0.95, (2 - Math.exp(-mixed) - Math.exp(-mixed / 5)) / 2, 1e-10);
    }

    @Test
    void probabilityOfTheBackgroundAloneIsBinomial() {
        assertEquals(1, new OnOffCounts(0, 5, 1).backgroundProbability());
        assertEquals(1, new OnOffCounts(0, 0, 0).backgroundProbability());
        assertEquals(0, new OnOffCounts(1, 0, 0).backgroundProbability());
        assertEquals(Math.pow(0.25, 3), new OnOffCounts(3, 0, 1.0 / 3).backgroundProbability(), 1e-15);
        double sum = 0;
        for (int k = 7; k <= 16; k++) {
            sum += Math.exp(LogGamma.value(17) - LogGamma.value(k + 1.0) - LogGamma.value(17.0 - k)) * Math.pow(1 / 3.0, k)
                    * Math.pow(2 / 3.0, 16 - k);
        }
        assertEquals(sum, new OnOffCounts(7, 9, 0.5).backgroundProbability(), 1e-14);
        assertTrue(new OnOffCounts(7, 9, 0.5).isFaint());
        assertTrue(!new OnOffCounts(7, 0, 0.5).isFaint());
    }

    @Test
    void binsAreSummed() {
        BinnedCounts data = BinnedCounts.of(new double[] {3, 0, 1}, new double[] {2, 6, 0}, new double[] {0.5, 0.25, 1});
        OnOffCounts sums = OnOffCounts.of(data).orElseThrow();
        assertEquals(4, sums.on());
        // Mean and variance of the scaled background.
        assertEquals(4 - 2.5, sums.net(), 1e-12);
        assertEquals(2 * 0.25 + 6 * 0.0625, sums.off() * sums.ratio() * sums.ratio(), 1e-12);
        assertEquals(8, OnOffCounts.of(BinnedCounts.of(new double[3], new double[] {2, 6, 0}, new double[] {0.5, 0.5, 0.5}))
                .orElseThrow().off());
        assertEquals(Optional.of(new OnOffCounts(0, 0, 0.5)), OnOffCounts.of(BinnedCounts.of(new double[2], new double[2],
                new double[] {0.5, 0.5})));
        assertThrows(RefusedValueException.class, () -> new OnOffCounts(-1, 0, 0));
    }

    /** Far below 0 a truncated normal distribution is an exponential one, of rate |net| over the variance. */
    @Test
    void manyCountsFarBelowTheBackgroundHaveALimit() {
        OnOffCounts counts = new OnOffCounts(200_000, 2.1e5, 1);
        double rate = 1e4 / (200_000 + 2.1e5);
        for (double level : new double[] {0.9, 0.95, 0.997}) {
            assertEquals(1, new SourceCountsPosterior(counts).quantile(level) * rate / -Math.log1p(-level), 0.02);
        }
        SourceCountsPosterior near = new SourceCountsPosterior(new OnOffCounts(200_000, 2.05e5, 1));
        assertTrue(near.quantile(0.997) > 1.5 * near.quantile(0.95));
    }

    @Test
    void spectraOfDifferentRatiosKeepMeanAndVarianceOfTheBackground() {
        OnOffCounts counts = OnOffCounts.of(BinnedCounts.of(new double[] {40, 25}, new double[] {10, 2000},
                new double[] {2, 0.01})).orElseThrow();
        assertEquals(65 - 40, counts.net(), 1e-9);
        assertEquals(10 * 4 + 2000 * 1e-4, counts.off() * counts.ratio() * counts.ratio(), 1e-9);
        assertTrue(counts.isFaint());
    }
}
