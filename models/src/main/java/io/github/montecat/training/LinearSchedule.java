package io.github.montecat.training;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A step size that falls linearly: rate (1 - i / updates) at update i, zero from the last one on. ND4J's
 * {@link org.nd4j.linalg.schedule.PolySchedule} is meant to be this, but has the sign wrong and rises. Immutable.
 *
 * @param rate step size at the start
 * @param updates updates until it is zero
 */
record LinearSchedule(@JsonProperty("rate") double rate, @JsonProperty("updates") int updates) implements ISchedule {

    private static final long serialVersionUID = 1L;

    @Override
    public double valueAt(int iteration, int epoch) {
        return iteration >= updates ? 0 : rate * (updates - iteration) / updates;
    }

    @Override
    public ISchedule clone() {
        return this;
    }
}
