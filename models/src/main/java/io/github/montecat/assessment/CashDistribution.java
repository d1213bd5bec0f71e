package io.github.montecat.assessment;

import io.github.montecat.statistic.PoissonDeviance;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/**
 * The distribution of the C-statistic of Poisson counts under the very expectations they are drawn from. Its first
 * three moments are sums over bins of exact Poisson sums; its shape is taken for that of a gamma distribution with
 * these moments, which it becomes when counts are many (chi-squared). Without a fit: no degrees of freedom are taken
 * off. Immutable.
 *
 * <p>Source: Kaastra 2017, A&amp;A 605, A51, who gives mean and variance as fits; here they are computed and
 * interpolated to better than 1e-4 of a bin's mean. The third moment is added because the statistic of few or faint
 * bins is skewed.
 *
 * @param mean expected value
 * @param variance variance
 * @param skewness skewness, above 0
 */
public record CashDistribution(double mean, double variance, double skewness) {

    /** Expectations between which moments are tabulated, in logarithms; the smallest is that of the statistic's floor. */
    private static final double LOWEST = Math.log(1e-5);
    private static final double HIGHEST = Math.log(1e3);
    private static final int STEPS = 1500;
    /** Mean, variance and third central moment of chi-squared of one degree of freedom, the limit of many counts. */
    private static final double[] LIMIT = {1, 2, 8};

    /** Mean, variance and third central moment at each tabulated expectation. */
    private static final double[][] TABLE = table();

    /**
     * @param expected expected counts per bin
     * @return the distribution of the statistic's sum over the bins
     */
    public static CashDistribution of(double[] expected) {
        double[] sum = new double[3];
        for (double m : expected) {
            addMoments(m, sum);
        }
        return new CashDistribution(sum[0], sum[1], sum[2] / Math.pow(sum[1], 1.5));
    }

    /** Adds mean, variance and third central moment of a bin's term. */
    private static void addMoments(double expected, double[] sum) {
        double at = Math.max(Math.log(Math.max(expected, Double.MIN_NORMAL)) - LOWEST, 0) / (HIGHEST - LOWEST) * STEPS;
        int i = (int) at;
        for (int k = 0; k < sum.length; k++) {
            sum[k] += at >= STEPS
                    // The next order in 1 / expectation.
                    ? LIMIT[k] + (TABLE[STEPS][k] - LIMIT[k]) * Math.exp(HIGHEST) / expected
                    : TABLE[i][k] + (at - i) * (TABLE[i + 1][k] - TABLE[i][k]);
        }
    }

    private static double[][] table() {
        double[][] table = new double[STEPS + 1][];
        for (int i = 0; i <= STEPS; i++) {
            table[i] = exact(Math.exp(LOWEST + (HIGHEST - LOWEST) * i / STEPS));
        }
        return table;
    }

    /**
     * The moments of one bin by summing over all counts that matter.
     *
     * @param expected expected counts, above 0
     * @return mean, variance and third central moment of its term
     */
    static double[] exact(double expected) {
        double reach = 12 * Math.sqrt(expected) + 30;
        int low = (int) Math.max(0, expected - reach);
        int high = (int) (expected + reach);
        double mean = 0;
        for (int n = low; n <= high; n++) {
            mean += probability(n, expected) * PoissonDeviance.of(n, expected);
        }
        double second = 0;
        double third = 0;
        for (int n = low; n <= high; n++) {
            double d = PoissonDeviance.of(n, expected) - mean;
            second += probability(n, expected) * d * d;
            third += probability(n, expected) * d * d * d;
        }
        return new double[] {mean, second, third};
    }

    private static double probability(int n, double expected) {
        return Math.exp(n * Math.log(expected) - expected - LogGamma.value(n + 1.0));
    }

    /**
     * @param statistic a value
     * @return the probability of one at least as large
     */
    public double survival(double statistic) {
        double x = chiSquared(statistic);
        return x <= 0 ? 1 : RegularizedGamma.Q.value(freedom() / 2, x / 2);
    }

    /**
     * A value's place in standard deviations of a normal distribution, by the cube root of Wilson and Hilferty 1931,
     * which has no end where probabilities round to 0.
     *
     * @param statistic a value
     * @return 0 at the median, positive above
     */
    public double standardised(double statistic) {
        return wilsonHilferty(Math.max(chiSquared(statistic), 0), freedom());
    }

    /** Place of a chi-squared value of some degrees of freedom in standard deviations of a normal distribution. */
    static double wilsonHilferty(double chiSquared, double freedom) {
        double width = 2 / (9 * freedom);
        return (Math.cbrt(chiSquared / freedom) - (1 - width)) / Math.sqrt(width);
    }

    private double freedom() {
        return 8 / (skewness * skewness);
    }

    /** The value on the scale of chi-squared with {@link #freedom} degrees of freedom. */
    private double chiSquared(double statistic) {
        return freedom() + (statistic - mean) * Math.sqrt(2 * freedom() / variance);
    }
}
