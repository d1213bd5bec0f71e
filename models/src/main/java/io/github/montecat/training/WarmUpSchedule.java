package io.github.montecat.training;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Another schedule, times a factor that rises linearly: (i + 1) / updates at update i, then 1. The same as ND4J's
 * {@link org.nd4j.linalg.schedule.RampSchedule}, which cannot be read back from the JSON of a network and so would break
 * checkpoints and bundles. Immutable.
 *
 * @param course the schedule
 * @param updates updates of the rise
 */
record WarmUpSchedule(@JsonProperty("course") ISchedule course, @JsonProperty("updates") int updates)
        implements ISchedule {

    private static final long serialVersionUID = 1L;

    @Override
    public double valueAt(int iteration, int epoch) {
        double value = course.valueAt(iteration, epoch);
        return iteration >= updates ? value : value * (iteration + 1) / updates;
    }

    @Override
    public ISchedule clone() {
        return this;
    }
}
