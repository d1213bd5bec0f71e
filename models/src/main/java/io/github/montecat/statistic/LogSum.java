package io.github.montecat.statistic;

/** Sums of numbers that are given by their logarithms, without overflow. Stateless. */
public final class LogSum {

    private LogSum() {
    }

    /**
     * @param logs at least one logarithm, minus infinity for 0; not changed
     * @return the logarithm of the sum, minus infinity if all numbers are 0
     */
    public static double of(double... logs) {
        double top = greatest(logs);
        if (top == Double.NEGATIVE_INFINITY) {
            return top;
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - top);
        }
        return top + Math.log(sum);
    }

    /**
     * Turns logarithms into shares of their sum.
     *
     * @param logs at least one logarithm, of which one is finite; replaced by numbers that sum to 1
     * @return the logarithm of the sum
     */
    public static double normalise(double[] logs) {
        double top = greatest(logs);
        double sum = 0;
        for (int k = 0; k < logs.length; k++) {
            logs[k] = Math.exp(logs[k] - top);
            sum += logs[k];
        }
        for (int k = 0; k < logs.length; k++) {
            logs[k] /= sum;
        }
        return top + Math.log(sum);
    }

    private static double greatest(double[] logs) {
        double top = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            top = Math.max(top, log);
        }
        return top;
    }
}
