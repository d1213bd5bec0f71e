package io.github.montecat.statistic;

/**
 * What one bin of Poisson counts adds to the statistics C and W: twice the logarithm of the likelihood of the counts
 * under themselves over that under the model. Stateless.
 *
 * <p>Source: Cash 1979, ApJ 228, 939, in Castor's normalisation; Wachter, Leach and Kellogg 1979, ApJ 230, 274; XSPEC
 * manual, appendix B.
 */
public final class PoissonDeviance {

    /** Expected counts below this are taken for this, as in XSPEC. */
    private static final double SMALLEST_MEAN = 1e-5;

    private PoissonDeviance() {
    }

    /**
     * The term of the C-statistic.
     *
     * @param counts measured counts
     * @param expected expected counts, source and background together
     * @return {@code 2 (m - d + d ln(d / m))}, at least 0 up to rounding; NaN if the expectation is
     */
    public static double of(double counts, double expected) {
        double m = Math.max(expected, SMALLEST_MEAN);
        return 2 * (counts > 0 ? m - counts + counts * Math.log(counts / m) : m);
    }

    /**
     * The term of the W-statistic: the background's rate has its most likely value.
     *
     * @param counts measured counts, from 0 up
     * @param background counts of the background measurement, from 0 up
     * @param source exposure of the spectrum in s, scalings included
     * @param back exposure of the background in s, scaled to the source's region
     * @param rate expected counts/s of the source alone
     * @return the term, at least 0 up to rounding; NaN if the rate is
     */
    public static double profiled(double counts, double background, double source, double back, double rate) {
        double both = source + back;
        double y = Math.max(rate, SMALLEST_MEAN / source);
        if (counts == 0) {
            return 2 * (source * y - background * Math.log(back / both));
        } else if (background == 0) {
            return 2 * (y <= counts / both ? -back * y - counts * Math.log(source / both)
                    : source * y - counts + counts * Math.log(counts / (source * y)));
        }
        double f = backgroundRate(counts, background, source, back, y);
        return 2 * (source * y + both * f - counts - background + counts * Math.log(counts / (source * (y + f)))
                + background * Math.log(background / (back * f)));
    }

    /**
     * The most likely rate of the background, given that of the source.
     *
     * @param counts measured counts, from 0 up
     * @param background counts of the background measurement, from 0 up
     * @param source exposure of the spectrum in s, scalings included
     * @param back exposure of the background in s, scaled to the source's region
     * @param rate expected counts/s of the source alone, at least 0
     * @return counts/s in the source's region, at least 0
     */
    public static double backgroundRate(double counts, double background, double source, double back, double rate) {
        double both = source + back;
        if (counts == 0) {
            return background / both;
        } else if (background == 0) {
            return Math.max(counts / both - rate, 0);
        }
        // The positive root of a quadratic, without the loss of digits where b squared is far above a c.
        double b = both * rate - counts - background;
        double c = -background * rate;
        double d = Math.sqrt(b * b - 4 * both * c);
        return b >= 0 ? -2 * c / (b + d) : (d - b) / (2 * both);
    }
}
