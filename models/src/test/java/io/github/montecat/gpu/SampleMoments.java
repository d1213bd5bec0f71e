package io.github.montecat.gpu;

import java.util.Arrays;

/**
 * Mean and standard deviation of one output over passes.
 *
 * @param mean the mean
 * @param deviation the standard deviation
 */
record SampleMoments(double mean, double deviation) {

    /** Of passes x outputs numbers. */
    static SampleMoments of(float[] samples, int outputs, int output) {
        int n = samples.length / outputs;
        double mean = 0;
        for (int i = 0; i < n; i++) {
            mean += samples[i * outputs + output] / (double) n;
        }
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double d = samples[i * outputs + output] - mean;
            squares += d * d / (n - 1);
        }
        return new SampleMoments(mean, Math.sqrt(squares));
    }

    /** Of one parameter's samples. */
    static SampleMoments of(double[] samples) {
        double mean = Arrays.stream(samples).average().orElseThrow();
        return new SampleMoments(mean, Math.sqrt(Arrays.stream(samples).map(x -> (x - mean) * (x - mean)).sum()
                / (samples.length - 1)));
    }
}
