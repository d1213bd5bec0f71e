package io.github.montecat.training;

import io.github.montecat.error.RefusedValueException;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;

/** Learning-rate schedules as Deeplearning4j's updaters need them. Stateless. */
final class StepSizes {

    private StepSizes() {
    }

    /**
     * @param schedule the schedule
     * @param rate the learning rate
     * @param updates updates of the whole training
     * @return the schedule for Deeplearning4j's updaters
     * @throws IllegalArgumentException if the training ends before the warm-up
     */
    static ISchedule of(RateSchedule schedule, double rate, int updates) {
        int warmUp = schedule.warmUp();
        if (warmUp >= updates) {
            throw new RefusedValueException("warm-up of " + warmUp + " updates, but the training has only " + updates
                    + "; shorten the one or lengthen the other");
        }
        ISchedule course = switch (schedule.shape()) {
            case CONSTANT -> new FixedSchedule(rate);
            case LINEAR -> new LinearSchedule(rate, updates);
            case COSINE -> new CosineSchedule(rate, updates);
        };
        return warmUp == 0 ? course : new WarmUpSchedule(course, warmUp);
    }
}
