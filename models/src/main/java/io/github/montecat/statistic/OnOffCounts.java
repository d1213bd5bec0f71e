package io.github.montecat.statistic;

import io.github.montecat.error.RefusedValueException;
import java.util.Optional;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * Poisson counts of a source's region and of a background measurement, each summed over all bins. Immutable.
 *
 * <p>Source: Przyborowski and Wilenski 1940, Biometrika 31, 313; Cousins, Linnemann and Tucker 2008, Nucl. Instrum. Meth.
 * A 595, 480 (the binomial probability).
 *
 * @param on counts in the source's region, source and background together, from 0 up
 * @param off counts of the background measurement, from 0 up; 0 if there is none
 * @param ratio counts to expect in the source's region for each count of the background measurement, above 0; 0 if
 *        there is no background
 */
public record OnOffCounts(long on, double off, double ratio) {

    /** Probability that a normal variable is 3 standard deviations or more above its mean. */
    public static final double THREE_SIGMA = 1.3498980316300933e-3;

    /** Checks the numbers. */
    public OnOffCounts {
        if (on < 0 || !(off >= 0) || !(ratio >= 0) || Double.isInfinite(off) || Double.isInfinite(ratio)
                || ratio == 0 && off > 0) {
            throw new RefusedValueException("source region with " + on + " counts and background with " + off
                    + " counts, scaled by " + ratio + "; expected counts from 0 up and a scale above 0");
        }
    }

    /**
     * @param data counts in bins
     * @return their sums; where bins have different ratios, as those of several spectra, one ratio and as many background
     *         counts as give the scaled background its mean and its variance; empty if the errors are not those of Poisson
     *         counts
     */
    public static Optional<OnOffCounts> of(BinnedCounts data) {
        double on = 0;
        double off = 0;
        double scaled = 0;
        double squares = 0;
        double scales = 0;
        double smallest = Double.POSITIVE_INFINITY;
        double largest = 0;
        for (int b = 0; b < data.size(); b++) {
            if (data.counts(b) < 0 || data.background(b) < 0) {
                return Optional.empty();
            }
            on += data.counts(b);
            off += data.background(b);
            scaled += data.background(b) * data.scale(b);
            squares += data.background(b) * data.scale(b) * data.scale(b);
            scales += data.scale(b);
            if (data.background(b) > 0) {
                smallest = Math.min(smallest, data.scale(b));
                largest = Math.max(largest, data.scale(b));
            }
        }
        double ratio = off > 0 ? squares / scaled : scales / data.size();
        if (largest > smallest) {
            off = scaled / ratio;
        }
        return data.isPoisson() && data.size() > 0
                ? Optional.of(new OnOffCounts(Math.round(on), off, ratio))
                : Optional.empty();
    }

    /** @return whether a background was measured */
    public boolean hasBackground() {
        return ratio > 0;
    }

    /** @return counts less the scaled background; may be below 0 */
    public double net() {
        return on - ratio * off;
    }

    /**
     * The exact test of a source. Without a source, the counts of the source's region are a binomial share of all counts,
     * whatever the background's level.
     *
     * @return probability of at least as many counts in the source's region from the background alone, given the sum of
     *         both; without a background 1 for no count, else 0
     */
    public double backgroundProbability() {
        if (on == 0) {
            return 1;
        }
        return hasBackground() ? RegularizedBeta.value(ratio / (1 + ratio), on, off + 1) : 0;
    }

    /** @return whether the background alone gives as many counts with a probability above that of 3 sigma */
    public boolean isFaint() {
        return backgroundProbability() > THREE_SIGMA;
    }
}
