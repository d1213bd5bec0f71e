package io.github.montecat.random;

import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.InverseErfc;

/** The standard normal distribution. Stateless. */
public final class StandardNormal {

    private StandardNormal() {
    }

    /**
     * @param value any number
     * @return the probability below it
     */
    public static double below(double value) {
        return Erfc.value(-value / Math.sqrt(2)) / 2;
    }

    /**
     * @param value any number
     * @return the density there
     */
    public static double density(double value) {
        return Math.exp(-value * value / 2) / Math.sqrt(2 * Math.PI);
    }

    /**
     * @param share a number from 0 to 1
     * @return the value below which that share lies; infinite at both ends
     */
    public static double quantile(double share) {
        return -Math.sqrt(2) * InverseErfc.value(2 * share);
    }
}
