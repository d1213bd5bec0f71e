package io.github.montecat.features;

import io.github.montecat.simulate.Dataset;
import io.github.montecat.spectrum.BinnedSpectrum;
import java.util.stream.IntStream;

/**
 * Standardises each number that a network is shown of a spectrum to mean 0 and variance 1 over the training set, as scikit-learn's
 * {@code StandardScaler} does. Immutable and safe for use by several threads.
 *
 * <p>Source: Tutone et al. 2025, section 2.1.
 */
public final class InputScaler {

    private final InputFeatures features;
    private final double[] mean;
    private final double[] deviation;

    /**
     * @param features what of a spectrum is standardised
     * @param mean mean of each number
     * @param deviation standard deviation of each number, above 0
     * @throws IllegalArgumentException if the lengths differ or a deviation is not positive
     */
    public InputScaler(InputFeatures features, double[] mean, double[] deviation) {
        if (mean.length != deviation.length) {
            throw new IllegalArgumentException("scaler has " + mean.length + " means and " + deviation.length
                    + " deviations");
        }
        for (double d : deviation) {
            if (!(d > 0)) {
                throw new IllegalArgumentException("scaler has a standard deviation of " + d + ", expected above 0");
            }
        }
        this.features = features;
        this.mean = mean.clone();
        this.deviation = deviation.clone();
    }

    /**
     * Measures means and deviations. A number that never varies gets deviation 1.
     *
     * @param features what of a spectrum is standardised
     * @param data a data set
     * @param rows number of its first rows to use
     * @return the scaler
     */
    public static InputScaler fit(InputFeatures features, Dataset data, int rows) {
        double[][] values = IntStream.range(0, rows).parallel()
                .mapToObj(r -> features.of(data.spectrum(r, 0))).toArray(double[][]::new);
        int bins = values[0].length;
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
        return new InputScaler(features, mean, deviation);
    }

    /** @return what of a spectrum is standardised */
    public InputFeatures features() {
        return features;
    }

    /** @return how many numbers there are */
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
     * @param spectrum what was counted in the network's bins
     * @return the network's input, before it is laid out
     * @throws IllegalArgumentException if the number of bins is wrong, or a background is wanted and missing
     */
    public float[] apply(BinnedSpectrum spectrum) {
        double[] values = features.of(spectrum);
        if (values.length != mean.length) {
            throw new IllegalArgumentException("spectrum has " + spectrum.counts().length + " bins, which make "
                    + values.length + " numbers; the scaler expects " + mean.length);
        }
        float[] x = new float[values.length];
        for (int b = 0; b < x.length; b++) {
            x[b] = (float) ((values[b] - mean[b]) / deviation[b]);
        }
        return x;
    }
}
