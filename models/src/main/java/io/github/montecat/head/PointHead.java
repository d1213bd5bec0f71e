package io.github.montecat.head;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * One output per parameter, trained by the mean squared error. Its samples spread by dropout alone; one outside the prior
 * is moved to the nearest end.
 *
 * <p>Source: Tutone et al. 2025, section 2.2.
 *
 * @param parameters number of parameters
 */
public record PointHead(int parameters) implements Head {

    /** Name in files and on the command line. */
    public static final String NAME = "point";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int outputs() {
        return parameters;
    }

    @Override
    public double[] label(double[] unit) {
        return unit.clone();
    }

    @Override
    public double loss(float[] outputs, int offset, double[] unit) {
        double squares = 0;
        for (int p = 0; p < parameters; p++) {
            double d = outputs[offset + p] - unit[p];
            squares += d * d;
        }
        return squares / parameters;
    }

    @Override
    public double[] mean(float[] outputs, int offset) {
        double[] mean = new double[parameters];
        Arrays.setAll(mean, p -> outputs[offset + p]);
        return mean;
    }

    @Override
    public double[] draw(float[] outputs, int offset, UniformRandomProvider random) {
        double[] unit = mean(outputs, offset);
        Arrays.setAll(unit, p -> Math.min(1, Math.max(0, unit[p])));
        return unit;
    }
}
