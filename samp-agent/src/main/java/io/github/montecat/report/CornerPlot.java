package io.github.montecat.report;

import io.github.montecat.assessment.Quantiles;
import io.github.montecat.prior.ModelPrior;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/**
 * A posterior in one and two dimensions: a histogram of each parameter with median and 68 % limits, and for each pair
 * the contours that enclose 68 and 90 % of the samples; reference values, such as the truth or a fit by XSPEC, as
 * lines. Stateless.
 */
public final class CornerPlot {

    private static final int CELL = 220;
    private static final int BINS = 32;
    private static final int LONGEST_LABEL = 18;
    private static final List<Color> REFERENCES = List.of(Ink.VERMILLION, Ink.GREEN, Ink.TEXT, Ink.PURPLE);
    /** Beyond this ratio of the outer percentiles a parameter with a logarithmic prior gets a logarithmic axis. */
    private static final double WIDE = 5;

    private CornerPlot() {
    }

    /**
     * Values to compare the posterior with.
     *
     * @param name what they are, such as {@code truth}
     * @param values one per parameter; NaN where there is none
     * @param lower lower limits, NaN where there are none
     * @param upper upper limits, NaN where there are none
     * @param samples another posterior, parameters x samples in the parameters' own units; empty if there is none
     */
    public record Reference(String name, double[] values, double[] lower, double[] upper, double[][] samples) {

        private static final double[][] NO_SAMPLES = {};

        /**
         * @param name what they are
         * @param values one per parameter; NaN where there is none
         * @param lower lower limits, NaN where there are none
         * @param upper upper limits, NaN where there are none
         * @return values with limits
         */
        public static Reference of(String name, double[] values, double[] lower, double[] upper) {
            return new Reference(name, values, lower, upper, NO_SAMPLES);
        }

        /**
         * @param name whose posterior it is
         * @param samples parameters x samples, in the parameters' own units
         * @return another posterior, with medians and 16 and 84 % quantiles
         */
        public static Reference ofSamples(String name, double[][] samples) {
            double[][] quantiles = new double[3][samples.length];
            for (int p = 0; p < samples.length; p++) {
                double[] sorted = samples[p].clone();
                Arrays.sort(sorted);
                quantiles[0][p] = Quantiles.of(sorted, 0.5);
                quantiles[1][p] = Quantiles.of(sorted, 0.16);
                quantiles[2][p] = Quantiles.of(sorted, 0.84);
            }
            return new Reference(name, quantiles[0], quantiles[1], quantiles[2], samples);
        }

        boolean hasSamples() {
            return samples.length > 0;
        }

        /**
         * @param name what they are
         * @param values one per parameter; NaN where there is none
         * @return values without limits
         */
        public static Reference of(String name, double[] values) {
            double[] none = new double[values.length];
            Arrays.fill(none, Double.NaN);
            return of(name, values, none, none);
        }
    }

    /** A parameter's axis: its samples as plotted. */
    private record Axis(String label, boolean logarithmic, double[] samples, double min, double max) {

        double place(double value) {
            return logarithmic ? Math.log10(value) : value;
        }
    }

    /**
     * Makes the plot.
     *
     * @param prior the parameters
     * @param samples parameters x samples, in the parameters' own units; at least two samples
     * @param references values to compare with
     * @return the figure
     */
    public static Figure of(ModelPrior prior, double[][] samples, List<Reference> references) {
        return of(prior, "posterior", samples, references);
    }

    /**
     * Makes the plot.
     *
     * @param prior the parameters
     * @param name whose posterior it is
     * @param samples parameters x samples, in the parameters' own units; at least two samples
     * @param references values and posteriors to compare with
     * @return the figure
     */
    public static Figure of(ModelPrior prior, String name, double[][] samples, List<Reference> references) {
        int n = samples.length;
        List<Axis> axes = IntStream.range(0, n).mapToObj(p -> axis(prior.free().get(p), samples[p], p,
                references)).toList();
        List<Figure.Panel> panels = new ArrayList<>();
        // The first column and the last row carry titles and so are larger.
        int left = 34;
        int bottom = 34;
        for (int row = 0; row < n; row++) {
            for (int column = 0; column <= row; column++) {
                boolean last = row == n - 1;
                XYChart chart = row == column ? marginal(axes.get(row), samples[row], row, references, last)
                        : pair(axes, column, row, references, last);
                boolean titled = column == 0 && row > 0;
                panels.add(new Figure.Panel(chart, column == 0 ? 0 : left + column * CELL, row * CELL,
                        column == 0 ? CELL + left : CELL, last ? CELL + bottom : CELL));
                chart.getStyler().setYAxisTitleVisible(titled).setXAxisTitleVisible(last);
                chart.getStyler().setYAxisLeftWidthHint(column == 0 ? 34 + left : 34);
            }
        }
        List<Figure.Entry> key = new ArrayList<>();
        key.add(new Figure.Entry(name + " (68 %, 90 %)", Ink.BLUE, false));
        for (int r = 0; r < references.size(); r++) {
            key.add(new Figure.Entry(references.get(r).name(), colour(r), r > 0 && !references.get(r).hasSamples()));
        }
        return new Figure(left + n * CELL, n * CELL + bottom, panels, n > 1 ? key : List.of());
    }

    private static Color colour(int reference) {
        return REFERENCES.get(reference % REFERENCES.size());
    }

    private static Axis axis(ModelPrior.Free free, double[] samples, int p, List<Reference> references) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        double ratio = sorted[(int) (0.99 * (sorted.length - 1))] / sorted[(int) (0.01 * (sorted.length - 1))];
        boolean logarithmic = Label.isLogarithmic(free) && ratio > WIDE;
        double[] shown = logarithmic ? Arrays.stream(samples).map(Math::log10).toArray() : samples;
        double min = Arrays.stream(shown).min().orElseThrow();
        double max = Arrays.stream(shown).max().orElseThrow();
        double width = Math.max(max - min, 1e-9 * Math.max(Math.abs(max), 1));
        for (Reference r : references) {
            if (r.hasSamples()) {
                double[] other = Arrays.stream(r.samples()[p]).map(v -> logarithmic ? Math.log10(v)
                        : v).sorted().toArray();
                min = Math.min(min, Quantiles.of(other, 0.01));
                max = Math.max(max, Quantiles.of(other, 0.99));
            }
            double value = logarithmic ? Math.log10(r.values()[p]) : r.values()[p];
            // A reference far away is left outside rather than squeezing the posterior into a corner.
            if (Math.abs(value - (min + max) / 2) < 2 * width) {
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }
        double margin = 0.06 * Math.max(max - min, width);
        // A long unit would not fit; it stands in the table.
        String full = Label.of(free.parameter());
        String label = full.length() > LONGEST_LABEL ? free.parameter().label() : full;
        return new Axis(logarithmic ? "log " + label : label, logarithmic, shown, min - margin, max + margin);
    }

    private static XYChart marginal(Axis axis, double[] samples, int p, List<Reference> references, boolean last) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        double median = Quantiles.of(sorted, 0.5);
        double lower = Quantiles.of(sorted, 0.16);
        double upper = Quantiles.of(sorted, 0.84);
        XYChart chart = Ink.chart(Label.interval(median, lower, upper), axis.label(), "");
        chart.getStyler().setChartTitleFont(chart.getStyler().getChartTitleFont().deriveFont(12f));
        double[] edges = IntStream.rangeClosed(0, BINS).mapToDouble(i -> axis.min() + (axis.max() - axis.min()) * i
                / BINS)
                .toArray();
        double[][] xy = Ink.stairs(edges, histogram(axis, axis.samples()));
        Ink.between(chart, "histogram", xy[0], new double[xy[0].length], xy[1], Ink.clear(Ink.BLUE, 60));
        Ink.line(chart, "outline", xy[0], xy[1], Ink.BLUE);
        double[] quantiles = {lower, median, upper};
        for (int q = 0; q < quantiles.length; q++) {
            double at = axis.place(quantiles[q]);
            Ink.dashed(chart, "quantile " + q, new double[] {at, at}, new double[] {0, 1}, Ink.BLUE).setLineWidth(1);
        }
        for (int r = 0; r < references.size(); r++) {
            if (references.get(r).hasSamples()) {
                double[] other = Arrays.stream(references.get(r).samples()[p]).map(axis::place).toArray();
                Ink.line(chart, "outline " + r, xy[0], Ink.stairs(edges, histogram(axis, other))[1], colour(r));
            } else {
                upright(chart, axis, references.get(r), p, r, 0, 1);
            }
        }
        frame(chart, axis, last);
        Ink.yRange(chart, 0, 1);
        chart.getStyler().setYAxisTicksVisible(false).setPlotTicksMarksVisible(false);
        return chart;
    }

    /** Shares per bin over the axis, so that the highest bin of the samples plotted stays inside the frame. */
    private static double[] histogram(Axis axis, double[] values) {
        double[] shares = new double[BINS];
        for (double v : values) {
            int bin = (int) Math.floor((v - axis.min()) / (axis.max() - axis.min()) * BINS);
            if (bin >= 0 && bin < BINS) {
                shares[bin]++;
            }
        }
        double top = Math.max(Arrays.stream(shares).max().orElseThrow(), 1) * 1.12;
        Arrays.setAll(shares, i -> shares[i] / top);
        return shares;
    }

    private static XYChart pair(List<Axis> axes, int column, int row, List<Reference> references, boolean last) {
        Axis x = axes.get(column);
        Axis y = axes.get(row);
        XYChart chart = Ink.chart("", x.label(), y.label());
        DensityContours contours = new DensityContours(x.samples(), y.samples());
        int ring = 0;
        for (double share : new double[] {0.90, 0.68}) {
            for (double[][] xy : contours.enclosing(share)) {
                Ink.area(chart, "fill " + ring, xy[0], xy[1], Ink.clear(Ink.BLUE, 60));
                Ink.line(chart, "ring " + ring++, xy[0], xy[1], Ink.BLUE).setLineWidth(1.2f);
            }
        }
        for (int r = 0; r < references.size(); r++) {
            if (references.get(r).hasSamples()) {
                contours(chart, x, y, references.get(r).samples()[column], references.get(r).samples()[row], r);
                continue;
            }
            upright(chart, x, references.get(r), column, r, y.min(), y.max());
            double value = y.place(references.get(r).values()[row]);
            if (value > y.min() && value < y.max()) {
                stroke(chart, "across " + r, new double[] {x.min(), x.max()}, new double[] {value, value}, r);
            }
        }
        frame(chart, x, last);
        Ink.yRange(chart, y.min(), y.max());
        ticks(chart, y, false);
        if (column > 0) {
            Axes.withoutLabels(chart, false);
        }
        return chart;
    }

    private static void contours(XYChart chart, Axis x, Axis y, double[] first, double[] second, int r) {
        DensityContours contours = new DensityContours(Arrays.stream(first).map(x::place).toArray(),
                Arrays.stream(second).map(y::place).toArray());
        int ring = 0;
        for (double share : new double[] {0.90, 0.68}) {
            for (double[][] xy : contours.enclosing(share)) {
                Ink.line(chart, "other " + r + " " + ring++, xy[0], xy[1], colour(r)).setLineWidth(1.4f);
            }
        }
    }

    private static void upright(XYChart chart, Axis axis, Reference reference, int p, int r, double bottom,
            double top) {
        double value = axis.place(reference.values()[p]);
        if (value > axis.min() && value < axis.max()) {
            stroke(chart, "up " + r, new double[] {value, value}, new double[] {bottom, top}, r);
        }
        double low = Math.max(axis.place(reference.lower()[p]), axis.min());
        double high = Math.min(axis.place(reference.upper()[p]), axis.max());
        if (low < high) {
            Ink.area(chart, "limits " + r, new double[] {low, high, high, low}, new double[] {bottom, bottom, top, top},
                    Ink.clear(colour(r), 30));
        }
    }

    private static void stroke(XYChart chart, String name, double[] x, double[] y, int r) {
        if (r == 0) {
            Ink.line(chart, name, x, y, colour(r));
        } else {
            Ink.dashed(chart, name, x, y, colour(r));
        }
    }

    private static void frame(XYChart chart, Axis x, boolean last) {
        Ink.xRange(chart, x.min(), x.max());
        ticks(chart, x, true);
        if (!last) {
            Axes.withoutLabels(chart, true);
        }
    }

    /** Few ticks, with as many decimals as tell them apart. */
    private static void ticks(XYChart chart, Axis axis, boolean horizontal) {
        Axes.decimals(chart, horizontal, axis.min(), axis.max());
        if (horizontal) {
            chart.getStyler().setXAxisTickMarkSpacingHint(54);
        } else {
            chart.getStyler().setYAxisTickMarkSpacingHint(40);
        }
    }
}
