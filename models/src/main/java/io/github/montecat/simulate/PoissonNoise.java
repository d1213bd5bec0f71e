package io.github.montecat.simulate;

import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.KempSmallMeanPoissonSampler;

/**
 * Exact Poisson variates where every one has a mean of its own, as the bins of a spectrum do: samplers that prepare
 * for a mean cost more than the one draw they then make. Small means by inversion (Kemp and Kemp 1991), others by
 * transformed rejection.
 *
 * <p>Source: Hörmann 1993, "The transformed rejection method for generating Poisson random variables", Insurance:
 * Mathematics and Economics 12, 39, algorithm PTRS.
 */
final class PoissonNoise {

    /** PTRS is valid from 10 on; up to here inversion's few steps are faster. */
    private static final double LARGE = 10;
    /** A mean so small gives no count in any catalogue; the samplers refuse numbers near the smallest double. */
    private static final double NOTHING = 1e-30;

    private PoissonNoise() {
    }

    /**
     * @param random where uniform numbers come from
     * @param mean the mean, from 0 up
     * @return a whole number
     */
    static double draw(UniformRandomProvider random, double mean) {
        if (mean >= LARGE) {
            return large(random, mean);
        }
        return mean > NOTHING ? KempSmallMeanPoissonSampler.of(random, mean).sample() : 0;
    }

    private static double large(UniformRandomProvider random, double mean) {
        double b = 0.931 + 2.53 * Math.sqrt(mean);
        double a = -0.059 + 0.02483 * b;
        double inside = 0.9277 - 3.6224 / (b - 2);
        while (true) {
            double u = random.nextDouble() - 0.5;
            double v = 1 - random.nextDouble();
            double us = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / us + b) * u + mean + 0.43);
            if (us >= 0.07 && v <= inside) {
                return k;
            }
            if (k >= 0 && (us >= 0.013 || v <= us)) {
                double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
                double bound = k * Math.log(mean) - mean - LogGamma.value(k + 1);
                if (Math.log(v * inverseAlpha / (a / (us * us) + b)) <= bound) {
                    return k;
                }
            }
        }
    }
}
