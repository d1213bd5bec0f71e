package io.github.montecat.training;

import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;

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
            throw new IllegalArgumentException("warm-up of " + warmUp + " updates must not be negative");
        }
    }

    /**
     * @param rate the step size
     * @param updates updates of the whole training
     * @return the schedule for Deeplearning4j's updaters
     * @throws IllegalArgumentException if the training ends before the warm-up
     */
    public ISchedule over(double rate, int updates) {
        if (warmUp >= updates) {
            throw new IllegalArgumentException("warm-up of " + warmUp + " updates, but the training has only " + updates
                    + "; shorten the one or lengthen the other");
        }
        ISchedule course = switch (shape) {
            case CONSTANT -> new FixedSchedule(rate);
            case LINEAR -> new LinearSchedule(rate, updates);
            case COSINE -> new CosineSchedule(rate, updates);
        };
        return warmUp == 0 ? course : new WarmUpSchedule(course, warmUp);
    }
}
