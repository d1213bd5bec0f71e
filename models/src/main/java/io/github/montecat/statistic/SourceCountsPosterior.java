package io.github.montecat.statistic;

import io.github.montecat.random.StandardNormal;
import java.util.Arrays;
import org.apache.commons.numbers.gamma.Erfcx;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/**
 * The posterior of a source's expected counts, given Poisson counts of its region and of a background measurement. The
 * priors of source and background are flat from 0 up, and the background is integrated over. In closed form it is a
 * mixture of gamma distributions of the orders 1 to (counts + 1); without a background it is the last of these alone. Where
 * the background measurement is very deep it is the distribution for a known background. Immutable and safe for use by
 * several threads.
 *
 * <p>Above 100,000 counts the normal distribution is taken instead, cut off at 0; it differs by a hundredth of its width.
 *
 * <p>Source: Loredo 1992, in Statistical Challenges in Modern Astronomy, 275; Kraft, Burrows and Nousek 1991, ApJ 374, 344.
 */
public final class SourceCountsPosterior {

    private static final double MOST_COUNTS = 1e5;
    /** ln of the share of the greatest weight below which a weight does not matter. */
    private static final double NEGLIGIBLE = -42;
    private static final double ACCURACY = 1e-12;
    private static final int MOST_STEPS = 200;

    /** Order of the first gamma distribution less 1, and the weights of this one and those after it. */
    private final int first;
    private final double[] weights;
    private final double centre;
    private final double width;

    /** @param counts the counts */
    public SourceCountsPosterior(OnOffCounts counts) {
        centre = counts.net();
        width = Math.sqrt(Math.max(counts.on(), 1) + counts.ratio() * counts.ratio() * Math.max(counts.off(), 1));
        if (counts.on() > MOST_COUNTS) {
            first = 0;
            weights = new double[0];
        } else if (!counts.hasBackground()) {
            first = (int) counts.on();
            weights = new double[] {1};
        } else {
            int on = (int) counts.on();
            int peak = (int) Math.min(Math.max(Math.round(counts.net()), 0), on);
            double[] logs = new double[on + 1];
            int from = peak;
            while (from > 0 && logs[from] > NEGLIGIBLE) {
                logs[from - 1] = logs[from] - logRise(from - 1, counts);
                from--;
            }
            int to = peak;
            while (to < on && logs[to] > NEGLIGIBLE) {
                logs[to + 1] = logs[to] + logRise(to, counts);
                to++;
            }
            first = from;
            weights = Arrays.copyOfRange(logs, from, to + 1);
            LogSum.normalise(weights);
        }
    }

    /**
     * How many times as likely it is that one more of the counts is of the source, in ln. By this ratio, since gamma
     * functions of a deep background's counts lose digits.
     */
    private static double logRise(int source, OnOffCounts counts) {
        double rest = counts.on() - source;
        return Math.log1p(1 / counts.ratio()) + Math.log(rest / (rest + counts.off()));
    }

    /** Probability and probability density of expected counts. */
    record Value(double probability, double density) {
    }

    Value at(double source) {
        if (!(source > 0)) {
            return new Value(0, weights.length > 0 && first == 0 ? weights[0] : 0);
        } else if (source == Double.POSITIVE_INFINITY) {
            return new Value(1, 0);
        } else if (weights.length == 0) {
            return truncated(source);
        }
        // From the order nearest to the point, where no term is lost, to both ends.
        int start = (int) Math.min(Math.max(Math.floor(source), first), first + weights.length - 1.0);
        double term = Math.exp(start * Math.log(source) - source - LogGamma.value(start + 1.0));
        double below = RegularizedGamma.P.value(start + 1.0, source);
        double probability = 0;
        double density = 0;
        double p = below;
        double t = term;
        for (int i = start; i < first + weights.length; i++) {
            probability += weights[i - first] * p;
            density += weights[i - first] * t;
            t *= source / (i + 1);
            p = Math.max(p - t, 0);
        }
        p = below;
        t = term;
        for (int i = start - 1; i >= first; i--) {
            p = Math.min(p + t, 1);
            t *= (i + 1) / source;
            probability += weights[i - first] * p;
            density += weights[i - first] * t;
        }
        return new Value(Math.min(probability, 1), density);
    }

    /** A normal distribution cut off at 0. Far below 0, its tail is scaled, since probabilities near 1 lose all digits. */
    private Value truncated(double source) {
        double z = (source - centre) / width;
        if (centre >= 0) {
            double below = StandardNormal.below(-centre / width);
            return new Value((StandardNormal.below(z) - below) / (1 - below),
                    StandardNormal.density(z) / width / (1 - below));
        }
        double a = -centre / width / Math.sqrt(2);
        double b = z / Math.sqrt(2);
        double fall = Math.exp((a - b) * (a + b)) / Erfcx.value(a);
        return new Value(1 - fall * Erfcx.value(b), fall * Math.sqrt(2 / Math.PI) / width);
    }

    /**
     * @param source expected counts of the source
     * @return probability that they are at most these
     */
    public double probability(double source) {
        return at(source).probability();
    }

    /**
     * @param source expected counts of the source
     * @return the probability density there, per count
     */
    public double density(double source) {
        return at(source).density();
    }

    /**
     * @param level a probability above 0 and below 1
     * @return expected counts below which this share of the posterior lies: the upper limit at this level
     */
    public double quantile(double level) {
        return scaledQuantile(new double[] {1}, level);
    }

    /**
     * The quantile of the expected counts times a factor that is known by equally likely values, as that of a flux is
     * over the shapes of spectra.
     *
     * @param factors values of the factor, at least one, each from 0 up and finite, not all 0; not changed
     * @param level a probability above 0 and below 1
     * @return the product below which this share of the probability lies
     */
    public double scaledQuantile(double[] factors, double level) {
        double low = 0;
        double high = Arrays.stream(factors).max().orElseThrow() * (Math.max(centre, 0) + width);
        while (mean(factors, high).probability() < level) {
            low = high;
            high *= 2;
        }
        double x = (low + high) / 2;
        for (int i = 0; i < MOST_STEPS && high - low > ACCURACY * high; i++) {
            Value value = mean(factors, x);
            if (value.probability() < level) {
                low = x;
            } else {
                high = x;
            }
            double step = (level - value.probability()) / value.density();
            if (Math.abs(step) <= ACCURACY * x) {
                return x + step;
            }
            // Newton's step where it stays inside, else half the way.
            x = x + step > low && x + step < high ? x + step : (low + high) / 2;
        }
        return x;
    }

    private Value mean(double[] factors, double product) {
        double probability = 0;
        double density = 0;
        for (double f : factors) {
            if (f > 0) {
                Value one = at(product / f);
                probability += one.probability() / factors.length;
                density += one.density() / f / factors.length;
            } else {
                probability += 1.0 / factors.length;
            }
        }
        return new Value(probability, density);
    }
}
