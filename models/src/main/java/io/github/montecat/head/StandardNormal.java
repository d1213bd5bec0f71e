package io.github.montecat.head;

import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.InverseErfc;

/** The standard normal distribution. Stateless. */
final class StandardNormal {

    private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);

    private StandardNormal() {
    }

    /** Probability below a value. */
    static double below(double value) {
        return 0.5 * Erfc.value(-value / Math.sqrt(2));
    }

    static double density(double value) {
        return Math.exp(-0.5 * value * value - HALF_LOG_2PI);
    }

    /** The value below which a share from 0 to 1 lies; infinite at both ends. */
    static double quantile(double share) {
        return -Math.sqrt(2) * InverseErfc.value(2 * share);
    }
}
