package io.github.montecat.training;

import io.github.montecat.simulate.Dataset;
import java.util.stream.IntStream;

/**
 * Standardises each bin of a spectrum to mean 0 and variance 1 over the training set, as scikit-learn's
 * {@code StandardScaler} does. Immutable and safe for use by several threads.
 *
 * <p>Source: Tutone et al. 2025, section 2.1.
 */
public final class InputScaler {

    private final InputTransform transform;
    private final double[] mean;
    private final double[] deviation;

    /**
     * @param transform applied before standardisation
     * @param mean mean of each transformed bin
     * @param deviation standard deviation of each transformed bin, above 0
     * @throws IllegalArgumentException if the lengths differ or a deviation is not positive
     */
    public InputScaler(InputTransform transform, double[] mean, double[] deviation) {
        if (mean.length != deviation.length) {
            throw new IllegalArgumentException("scaler has " + mean.length + " means and " + deviation.length
                    + " deviations");
        }
        for (double d : deviation) {
            if (!(d > 0)) {
                throw new IllegalArgumentException("scaler has a standard deviation of " + d + ", expected above 0");
            }
        }
        this.transform = transform;
        this.mean = mean.clone();
        this.deviation = deviation.clone();
    }

    /**
     * Measures means and deviations. A bin that never varies gets deviation 1.
     *
     * @param transform applied before standardisation
     * @param data a data set
     * @param rows number of its first rows to use
     * @return the scaler
     */
    public static InputScaler fit(InputTransform transform, Dataset data, int rows) {
        int bins = data.counts(0, 0).length;
        double[][] values = IntStream.range(0, rows).parallel().mapToObj(r -> {
            double[] x = data.counts(r, 0);
            for (int b = 0; b < bins; b++) {
                x[b] = transform.apply(x[b]);
            }
            return x;
        }).toArray(double[][]::new);
        double[] mean = new double[bins];
        double[] deviation = new double[bins];
        for (double[] x : values) {
            for (int b = 0; b < bins; b++) {
                mean[b] += x[b] / rows;
            }
        }
        for (double[] x : values) {
            for (int b = 0; b < bins; b++) {
                deviation[b] += (x[b] - mean[b]) * (x[b] - mean[b]) / rows;
            }
        }
        for (int b = 0; b < bins; b++) {
            deviation[b] = deviation[b] > 0 ? Math.sqrt(deviation[b]) : 1;
        }
        return new InputScaler(transform, mean, deviation);
    }

    /** @return what is done before standardisation */
    public InputTransform transform() {
        return transform;
    }

    /** @return number of bins */
    public int size() {
        return mean.length;
    }

    /** @return a copy of the means */
    public double[] mean() {
        return mean.clone();
    }

    /** @return a copy of the standard deviations */
    public double[] deviation() {
        return deviation.clone();
    }

    /**
     * Standardises a spectrum.
     *
     * @param counts counts per bin
     * @return the network's input
     * @throws IllegalArgumentException if the number of bins is wrong
     */
    public float[] apply(double[] counts) {
        if (counts.length != mean.length) {
            throw new IllegalArgumentException("spectrum has " + counts.length + " bins, the scaler expects "
                    + mean.length);
        }
        float[] x = new float[counts.length];
        for (int b = 0; b < x.length; b++) {
            x[b] = (float) ((transform.apply(counts[b]) - mean[b]) / deviation[b]);
        }
        return x;
    }
}
