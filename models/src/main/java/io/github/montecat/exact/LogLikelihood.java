package io.github.montecat.exact;

import java.util.Optional;

/**
 * The logarithm of a likelihood on the unit cube of a prior. Implementations are immutable and safe for use by several
 * threads; what comes out for a point does not depend on the others.
 */
public interface LogLikelihood {

    /** @return number of coordinates of a point: one per free parameter, and others that the likelihood adds */
    int dimension();

    /**
     * Evaluates, many points at once since that is faster than one by one.
     *
     * @param units points, each with {@link #dimension} coordinates in [0, 1]; not changed
     * @return ln L of each point, negative infinity where it is impossible, never NaN
     * @throws ArithmeticException if ln L of a point is not a number
     */
    double[] values(double[][] units);

    /**
     * The likelihood as a sum of squares, if it is one, or is near to one: then its maximum is found in a few steps. Where
     * something is integrated over, they may be the squares at its most likely value.
     *
     * @return numbers r of each point, as many for all points, smooth in its coordinates, with
     *         {@code ln L = -sum(r * r) / 2}; empty if there are none
     */
    default Optional<Residuals> residuals() {
        return Optional.empty();
    }

    /** What a likelihood is the sum of squares of. */
    @FunctionalInterface
    interface Residuals {

        /**
         * @param units points, as {@link LogLikelihood#values} takes them
         * @return the residuals of each point
         */
        double[][] values(double[][] units);
    }
}
