package io.github.montecat.training;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A step size that falls as half a period of a cosine: rate (1 + cos(pi i / updates)) / 2 at update i, zero from the
 * last one on. ND4J has none that does not start over. Immutable.
 *
 * <p>Source: Loshchilov and Hutter 2017 (arXiv:1608.03983), equation 5, without restarts.
 *
 * @param rate step size at the start
 * @param updates updates until it is zero
 */
record CosineSchedule(@JsonProperty("rate") double rate, @JsonProperty("updates") int updates) implements ISchedule {

    private static final long serialVersionUID = 1L;

    @Override
    public double valueAt(int iteration, int epoch) {
        return iteration >= updates ? 0 : rate * (1 + Math.cos(Math.PI * iteration / updates)) / 2;
    }

    @Override
    public ISchedule clone() {
        return this;
    }
}
