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
 * lines. {@link CornerLayout} places frames and labels. Stateless.
 */
public final class CornerPlot {

    private static final int BINS = 32;
    private static final List<Color> REFERENCES = List.of(Ink.VERMILLION, Ink.GREEN, Ink.TEXT, Ink.PURPLE);

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
        List<CornerAxis> axes = axes(prior, samples, references);
        CornerLayout layout = CornerLayout.of(axes);
        List<Figure.Panel> panels = new ArrayList<>();
        for (int row = 0; row < samples.length; row++) {
            for (int column = 0; column <= row; column++) {
                panels.add(layout.panel(row, column, row == column
                        ? marginal(axes.get(row), samples[row], row, references)
                        : pair(axes, samples, column, row, references)));
            }
        }
        return labelled(layout, name, samples, references, panels);
    }

    static List<CornerAxis> axes(ModelPrior prior, double[][] samples, List<Reference> references) {
        return IntStream.range(0, samples.length).mapToObj(p -> CornerAxis.of(prior.free().get(p), samples[p], p,
                references, CornerLayout::hasRoom)).toList();
    }

    /** The figure of what stands in the frames, with all labels. */
    static Figure labelled(CornerLayout layout, String name, double[][] samples, List<Reference> references,
            List<Figure.Panel> panels) {
        List<String> titles = Arrays.stream(samples).map(CornerPlot::quantiles)
                .map(q -> Label.interval(q[1], q[0], q[2])).toList();
        return new Figure(layout.width(), layout.height(), panels, key(name, references, layout.keyRoom()),
                layout.texts(titles), layout.ticks());
    }

    private static List<Figure.Entry> key(String name, List<Reference> references, double room) {
        List<Figure.Entry> key = new ArrayList<>();
        key.add(new Figure.Entry(name + " (68 %, 90 %)", Ink.BLUE, false).within(room));
        for (int r = 0; r < references.size(); r++) {
            key.add(new Figure.Entry(references.get(r).name(), colour(r), r > 0 && !references.get(r).hasSamples())
                    .within(room));
        }
        return key;
    }

    private static Color colour(int reference) {
        return REFERENCES.get(reference % REFERENCES.size());
    }

    /** 16 % quantile, median, 84 % quantile. */
    private static double[] quantiles(double[] samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        return new double[] {Quantiles.of(sorted, 0.16), Quantiles.of(sorted, 0.5), Quantiles.of(sorted, 0.84)};
    }

    /** A frame alone: places go from 0 to 1 both ways, and {@link CornerLayout} has the labels. */
    private static XYChart frame() {
        XYChart chart = Ink.chart("", "", "");
        chart.getStyler().setXAxisTicksVisible(false).setYAxisTicksVisible(false).setPlotTicksMarksVisible(false)
                .setChartPadding(0);
        Ink.xRange(chart, 0, 1);
        Ink.yRange(chart, 0, 1);
        return chart;
    }

    private static XYChart marginal(CornerAxis axis, double[] samples, int p, List<Reference> references) {
        XYChart chart = frame();
        double[] edges = IntStream.rangeClosed(0, BINS).mapToDouble(i -> (double) i / BINS).toArray();
        double[][] xy = Ink.stairs(edges, histogram(axis.places(samples)));
        Ink.between(chart, "histogram", xy[0], new double[xy[0].length], xy[1], Ink.clear(Ink.BLUE, 60));
        Ink.line(chart, "outline", xy[0], xy[1], Ink.BLUE);
        double[] quantiles = quantiles(samples);
        for (int q = 0; q < quantiles.length; q++) {
            double at = axis.place(quantiles[q]);
            Ink.dashed(chart, "quantile " + q, new double[] {at, at}, new double[] {0, 1}, Ink.BLUE).setLineWidth(1);
        }
        for (int r = 0; r < references.size(); r++) {
            if (references.get(r).hasSamples()) {
                double[] other = axis.places(references.get(r).samples()[p]);
                Ink.line(chart, "outline " + r, xy[0], Ink.stairs(edges, histogram(other))[1], colour(r));
            } else {
                upright(chart, axis, references.get(r), p, r);
            }
        }
        return chart;
    }

    /** Shares per bin over the axis, so that the highest bin of the samples plotted stays inside the frame. */
    private static double[] histogram(double[] places) {
        double[] shares = new double[BINS];
        for (double place : places) {
            int bin = (int) Math.floor(place * BINS);
            if (bin >= 0 && bin < BINS) {
                shares[bin]++;
            }
        }
        double top = Math.max(Arrays.stream(shares).max().orElseThrow(), 1) * 1.12;
        Arrays.setAll(shares, i -> shares[i] / top);
        return shares;
    }

    private static XYChart pair(List<CornerAxis> axes, double[][] samples, int column, int row,
            List<Reference> references) {
        CornerAxis x = axes.get(column);
        CornerAxis y = axes.get(row);
        XYChart chart = frame();
        DensityContours contours = new DensityContours(x.places(samples[column]), y.places(samples[row]));
        int ring = 0;
        for (double share : new double[] {0.90, 0.68}) {
            for (double[][] xy : contours.enclosing(share)) {
                Ink.area(chart, "fill " + ring, xy[0], xy[1], Ink.clear(Ink.BLUE, 60));
                Ink.line(chart, "ring " + ring++, xy[0], xy[1], Ink.BLUE).setLineWidth(1.2f);
            }
        }
        for (int r = 0; r < references.size(); r++) {
            Reference reference = references.get(r);
            if (reference.hasSamples()) {
                contours(chart, x.places(reference.samples()[column]), y.places(reference.samples()[row]), r);
                continue;
            }
            upright(chart, x, reference, column, r);
            double value = y.place(reference.values()[row]);
            if (value > 0 && value < 1) {
                stroke(chart, "across " + r, new double[] {0, 1}, new double[] {value, value}, r);
            }
        }
        return chart;
    }

    private static void contours(XYChart chart, double[] x, double[] y, int r) {
        DensityContours contours = new DensityContours(x, y);
        int ring = 0;
        for (double share : new double[] {0.90, 0.68}) {
            for (double[][] xy : contours.enclosing(share)) {
                Ink.line(chart, "other " + r + " " + ring++, xy[0], xy[1], colour(r)).setLineWidth(1.4f);
            }
        }
    }

    private static void upright(XYChart chart, CornerAxis axis, Reference reference, int p, int r) {
        double value = axis.place(reference.values()[p]);
        if (value > 0 && value < 1) {
            stroke(chart, "up " + r, new double[] {value, value}, new double[] {0, 1}, r);
        }
        double low = Math.max(axis.place(reference.lower()[p]), 0);
        double high = Math.min(axis.place(reference.upper()[p]), 1);
        if (low < high) {
            Ink.area(chart, "limits " + r, new double[] {low, high, high, low}, new double[] {0, 0, 1, 1},
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
}
