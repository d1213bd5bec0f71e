package io.github.montecat.training;

import io.github.montecat.error.RefusedValueException;

/**
 * How the step size of the updater runs over a training of known length.
 *
 * @param shape the course
 * @param warmUp updates over which the step size rises linearly to its course; 0 for none
 */
public record RateSchedule(Shape shape, int warmUp) {

    /** The same step size all the time, as in the paper. */
    public static final RateSchedule CONSTANT = new RateSchedule(Shape.CONSTANT, 0);

    /** Course of the step size, warm-up aside. */
    public enum Shape {
        /** Stays as it is. */
        CONSTANT,
        /** Falls linearly to zero, see {@link LinearSchedule}. */
        LINEAR,
        /** Falls to zero as half a period of a cosine, see {@link CosineSchedule}. */
        COSINE
    }

    /** Checks the warm-up. */
    public RateSchedule {
        if (warmUp < 0) {
            throw new RefusedValueException("warm-up of " + warmUp + " updates must not be negative");
        }
    }
}
