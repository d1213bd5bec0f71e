package io.github.montecat.statistic;

import io.github.montecat.error.RefusedValueException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A statistic that is small where a model fits. All are sums over bins of terms that are 0 for a perfect bin, and differ
 * from -2 ln L by a number that does not depend on the model.
 */
public enum FitStatistic {

    /**
     * Chi-squared of the net rate with the measured errors (XSPEC's {@code statistic chi}, {@code weight standard}).
     */
    CHI_SQUARED("chi", "chi-squared") {
        @Override
        public double term(BinnedCounts data, int bin, double rate) {
            double difference = data.netRate(bin) - rate;
            return difference * difference / data.variance(bin);
        }
    },

    /**
     * Cash's statistic for Poisson counts, {@code 2 (m - d + d ln(d / m))}, in XSPEC's normalisation (Castor). A background
     * spectrum is not used: the model must describe all counts.
     */
    C_STAT("cstat", "C-statistic") {
        @Override
        public double term(BinnedCounts data, int bin, double rate) {
            return PoissonDeviance.of(data.counts(bin), rate * data.exposure(bin));
        }
    },

    /**
     * The statistic for Poisson counts with a Poisson background, whose rate is replaced by its most likely value in each
     * bin. It is what XSPEC uses for {@code statistic cstat} where there is a background spectrum. In bins without
     * background counts it is biased; XSPEC's manual recommends groups with at least one.
     */
    W_STAT("wstat", "W-statistic") {
        @Override
        public double term(BinnedCounts data, int bin, double rate) {
            double counts = data.counts(bin);
            double off = data.background(bin);
            if (!data.hasBackground()) {
                throw new RefusedValueException(data.name() + " has no background, the W-statistic needs one; use "
                        + C_STAT.key);
            } else if (counts < 0 || off < 0) {
                throw new RefusedValueException(data.name() + " has a bin with " + counts + " counts and " + off
                        + " background counts, the W-statistic needs counts from 0 up; use " + CHI_SQUARED.key);
            }
            return PoissonDeviance.profiled(counts, off, data.exposure(bin), data.backgroundExposure(bin), rate);
        }
    };

    private final String key;
    private final String title;

    FitStatistic(String key, String title) {
        this.key = key;
        this.title = title;
    }

    /**
     * What one bin adds.
     *
     * @param data what was measured
     * @param bin a noticed bin
     * @param rate counts/s that the model predicts for the source in the bin
     * @return the term, at least 0 up to rounding; NaN if the rate is
     * @throws IllegalArgumentException if the data do not suit the statistic
     */
    public abstract double term(BinnedCounts data, int bin, double rate);

    /**
     * What one bin adds, as a number whose square it is, smooth in the rate: then a minimum of least squares is one of
     * the statistic.
     *
     * @param data what was measured
     * @param bin a noticed bin
     * @param rate counts/s that the model predicts for the source in the bin
     * @return the root of the term, above 0 where the model is above the data
     * @throws IllegalArgumentException if the data do not suit the statistic
     */
    public double signedRoot(BinnedCounts data, int bin, double rate) {
        double root = Math.sqrt(Math.max(term(data, bin, rate), 0));
        double measured = this == C_STAT ? data.counts(bin) / data.exposure(bin) : data.netRate(bin);
        return rate > measured ? root : -root;
    }

    /**
     * The statistic.
     *
     * @param data what was measured
     * @param rates counts/s that the model predicts for the source, one per noticed bin
     * @return the sum of all terms
     * @throws IllegalArgumentException if the numbers of bins differ or the data do not suit the statistic
     */
    public double value(BinnedCounts data, double[] rates) {
        if (rates.length != data.size()) {
            throw new RefusedValueException(rates.length + " model rates for " + data.size() + " bins");
        }
        double sum = 0;
        for (int b = 0; b < rates.length; b++) {
            sum += term(data, b, rates[b]);
        }
        return sum;
    }

    /**
     * The statistic that XSPEC takes under the name {@code cstat}.
     *
     * @param data what was measured
     * @return {@link #W_STAT} if there is a background, else {@link #C_STAT}
     */
    public static FitStatistic poisson(BinnedCounts data) {
        return data.hasBackground() ? W_STAT : C_STAT;
    }

    /**
     * @param key {@code chi}, {@code cstat} or {@code wstat}, in any case
     * @return that statistic, empty if there is none of that name
     */
    public static Optional<FitStatistic> named(String key) {
        return Arrays.stream(values()).filter(s -> s.key.equals(key.toLowerCase(Locale.ROOT))).findFirst();
    }

    /** @return the names of all statistics, for messages */
    public static String known() {
        return Arrays.stream(values()).map(s -> s.key).collect(Collectors.joining(", "));
    }

    /** @return its short name, such as {@code cstat} */
    public String key() {
        return key;
    }

    /** @return its name for people, such as {@code C-statistic} */
    public String title() {
        return title;
    }
}
