package io.github.montecat.gpu;

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
}
