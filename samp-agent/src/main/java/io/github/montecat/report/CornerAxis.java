package io.github.montecat.report;

import io.github.montecat.assessment.Quantiles;
import io.github.montecat.prior.ModelPrior;
import java.util.Arrays;
import java.util.List;

/**
 * A parameter's axis in a corner plot. Everything is plotted as a place on the axis, 0 at its lower and 1 at its upper
 * end. Immutable.
 *
 * @param name the parameter, with what its labels are about, such as {@code log norm}
 * @param unit unit of the labels, empty for none
 * @param logarithmic whether places are those of logarithms
 * @param min lower end: a value or a logarithm
 * @param max upper end
 * @param ticks its ticks
 */
record CornerAxis(String name, String unit, boolean logarithmic, double min, double max, AxisTicks ticks) {

    /** Beyond this ratio of the outer percentiles a parameter with a logarithmic prior gets a logarithmic axis. */
    private static final double WIDE = 5;
    private static final double MARGIN = 0.06;
    /** Narrowest axis, relative to the values. */
    private static final double NARROW = 1e-9;

    /**
     * An axis that shows all samples, and references that are not far away.
     *
     * @param free the parameter
     * @param samples its samples
     * @param p its index
     * @param references what it is compared with
     * @param room tells whether labels have room, by their places and texts
     * @return the axis
     */
    static CornerAxis of(ModelPrior.Free free, double[] samples, int p, List<CornerPlot.Reference> references,
            Room room) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        double ratio = sorted[(int) (0.99 * (sorted.length - 1))] / sorted[(int) (0.01 * (sorted.length - 1))];
        boolean logarithmic = Label.isLogarithmic(free) && sorted[0] > 0 && ratio > WIDE;
        double min = scale(logarithmic, sorted[0]);
        double max = scale(logarithmic, sorted[sorted.length - 1]);
        double width = Math.max(max - min, narrowest(min, max));
        for (CornerPlot.Reference r : references) {
            if (r.hasSamples()) {
                double[] other = Arrays.stream(r.samples()[p]).map(v -> scale(logarithmic, v)).sorted().toArray();
                min = Math.min(min, Quantiles.of(other, 0.01));
                max = Math.max(max, Quantiles.of(other, 0.99));
            }
            double value = scale(logarithmic, r.values()[p]);
            // A reference far away is left outside rather than squeezing the posterior into a corner.
            if (Math.abs(value - (min + max) / 2) < 2 * width) {
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }
        double all = Math.max(max - min, narrowest(min, max));
        double low = (min + max) / 2 - (0.5 + MARGIN) * all;
        double high = (min + max) / 2 + (0.5 + MARGIN) * all;
        AxisTicks ticks = AxisTicks.of(low, high, t -> room.fits(low, high, t));
        String label = free.parameter().label();
        return new CornerAxis((logarithmic ? "log " + label : label) + ticks.offsetText(),
                Label.unit(ticks.exponent(), free.parameter().unit()), logarithmic, low, high, ticks);
    }

    /** Whether labels have room on an axis. */
    interface Room {

        boolean fits(double min, double max, List<AxisTicks.Tick> ticks);
    }

    private static double narrowest(double min, double max) {
        double size = Math.max(Math.abs(min), Math.abs(max));
        return size > 0 ? NARROW * size : 1;
    }

    private static double scale(boolean logarithmic, double value) {
        return logarithmic ? Math.log10(value) : value;
    }

    /** @return the place of a parameter's value, NaN for NaN */
    double place(double value) {
        return tickPlace(scale(logarithmic, value));
    }

    /** @return the place of a tick */
    double tickPlace(double tick) {
        return (tick - min) / (max - min);
    }

    double[] places(double[] values) {
        return Arrays.stream(values).map(this::place).toArray();
    }
}
