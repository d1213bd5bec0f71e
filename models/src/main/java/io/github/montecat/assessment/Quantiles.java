package io.github.montecat.assessment;

/** Quantiles of sorted numbers by linear interpolation at (n - 1) q: type 7 of Hyndman and Fan 1996, as NumPy's. Stateless. */
public final class Quantiles {

    private Quantiles() {
    }

    /**
     * @param sorted at least one number, ascending
     * @param q from 0 to 1
     * @return the quantile
     */
    public static double of(double[] sorted, double q) {
        double position = (sorted.length - 1) * q;
        int below = (int) Math.floor(position);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
