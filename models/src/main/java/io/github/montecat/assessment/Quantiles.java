package io.github.montecat.assessment;

/** Quantiles of sorted numbers by linear interpolation, as Hyndman and Fan 1996 number their types. Stateless. */
public final class Quantiles {

    private Quantiles() {
    }

    /**
     * At (n - 1) q: type 7, as NumPy's.
     *
     * @param sorted at least one number, ascending
     * @param q from 0 to 1
     * @return the quantile
     */
    public static double of(double[] sorted, double q) {
        return at(sorted, (sorted.length - 1) * q);
    }

    /**
     * At (n + 1) q - 1: type 6. Below it lies, on average over samples, the share q of the distribution they were drawn from;
     * between type 7's quantiles of 100 numbers at 0.16 and 0.84 lie 66.7 %.
     *
     * @param sorted at least one number, ascending
     * @param q from 0 to 1
     * @return the quantile; the first or last number where q asks for one beyond
     */
    public static double ofDistribution(double[] sorted, double q) {
        return at(sorted, Math.max(0, Math.min(sorted.length - 1, (sorted.length + 1) * q - 1)));
    }

    private static double at(double[] sorted, double position) {
        int below = (int) Math.floor(position);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
