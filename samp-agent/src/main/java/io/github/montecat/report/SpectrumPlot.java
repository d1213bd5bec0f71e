package io.github.montecat.report;

import io.github.montecat.spectrum.EnergyGrid;
import io.github.montecat.statistic.BinnedCounts;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler;

/**
 * Counts per second and keV of a spectrum, with the band that the posterior predicts folded through the response, and
 * residuals in standard deviations below. Neighbouring bins are joined for the eye until they hold 20 counts, or 12 of
 * them are joined, as XSPEC's {@code setplot rebin} does; nothing is fitted to them. Stateless.
 */
public final class SpectrumPlot {

    private static final int WIDTH = 760;
    private static final int UPPER = 380;
    private static final int LOWER = 170;
    private static final double ENOUGH_COUNTS = 20;
    private static final int MOST_BINS = 12;
    private static final int LEFT = 72;
    /** Between neighbouring bins, relative to the energy, beyond the rounding of single precision. */
    private static final double GAP = 1e-5;
    private static final List<Color> CURVES = List.of(Ink.BLUE, Ink.VERMILLION);

    private SpectrumPlot() {
    }

    /** Bins as shown. */
    private record Shown(double[] low, double[] high, int[] first) {

        int size() {
            return low.length;
        }

        double width(int k) {
            return high[k] - low[k];
        }

        /** A place in the bin on a logarithmic axis: 0.5 is its middle. */
        double at(int k, double share) {
            return low[k] * Math.pow(high[k] / low[k], share);
        }

        /** A line over the bins: each bin's value from its lower to its upper end. */
        double[][] stairs(double[] values) {
            double[][] xy = new double[2][2 * size()];
            for (int k = 0; k < size(); k++) {
                xy[0][2 * k] = low[k];
                xy[0][2 * k + 1] = high[k];
                xy[1][2 * k] = values[k];
                xy[1][2 * k + 1] = values[k];
            }
            return xy;
        }

        double[] places(double share) {
            return IntStream.range(0, size()).mapToDouble(k -> at(k, share)).toArray();
        }

        double sum(double[] values, int k) {
            return Arrays.stream(values, first[k], first[k + 1]).sum();
        }
    }

    /**
     * Makes the plot.
     *
     * @param data what was measured
     * @param draws expected counts of the source per bin, for each of some posterior draws
     * @param bins energies of the bins
     * @param exposure exposure in s
     * @return the figure
     */
    public static Figure of(BinnedCounts data, double[][] draws, EnergyGrid bins, double exposure) {
        return of(data, draws, List.of(), bins, exposure);
    }

    /**
     * Makes the plot.
     *
     * @param data what was measured
     * @param draws expected counts of the source per bin, for each of some posterior draws
     * @param points the model at one or two sets of parameters, to show with residuals of their own; none shows those of
     *        the median of the draws in each bin
     * @param bins energies of the bins
     * @param exposure exposure in s
     * @return the figure
     */
    public static Figure of(BinnedCounts data, double[][] draws, List<FoldedPoint> points, EnergyGrid bins,
            double exposure) {
        double[] counts = IntStream.range(0, data.size()).mapToDouble(data::counts).toArray();
        double[] background = IntStream.range(0, data.size()).mapToDouble(b -> data.background(b)
                * data.scale(b)).toArray();
        Shown shown = joined(counts, bins);
        int n = shown.size();
        double[][] quantiles = new double[5][n];
        for (int k = 0; k < n; k++) {
            int bin = k;
            double[] sorted = Arrays.stream(draws).mapToDouble(d -> shown.sum(d, bin) + shown.sum(background,
                    bin)).sorted()
                    .toArray();
            double[] levels = {0.025, 0.16, 0.5, 0.84, 0.975};
            for (int q = 0; q < levels.length; q++) {
                quantiles[q][k] = sorted[(int) Math.round(levels[q] * (sorted.length - 1))];
            }
        }
        List<Curve> curves = new ArrayList<>();
        for (int c = 0; c < points.size(); c++) {
            FoldedPoint point = points.get(c);
            curves.add(new Curve(point.name() + ", χ²/dof " + Label.number(point.chiSquared(), 4) + "/"
                    + (counts.length - point.values().length), CURVES.get(c % CURVES.size()), IntStream.range(0, n)
                    .mapToDouble(k -> shown.sum(point.expected(), k) + shown.sum(background, k)).toArray()));
        }
        if (curves.isEmpty()) {
            curves.add(new Curve("median", Ink.BLUE, quantiles[2]));
        }
        return new Figure(WIDTH, UPPER + LOWER, List.of(
                new Figure.Panel(upper(data, shown, counts, background, quantiles, curves, exposure), 0, 0, WIDTH, UPPER),
                new Figure.Panel(lower(shown, counts, curves), 0, UPPER - 8, WIDTH, LOWER)), List.of());
    }

    /** A model over the bins as shown, in counts, background included. */
    private record Curve(String name, Color colour, double[] counts) {
    }

    private static Shown joined(double[] counts, EnergyGrid bins) {
        List<Integer> first = new ArrayList<>();
        double sum = 0;
        for (int b = 0; b < counts.length; b++) {
            boolean gap = b > 0 && bins.low(b) > bins.high(b - 1) * (1 + GAP);
            if (first.isEmpty() || gap || sum >= ENOUGH_COUNTS || b - first.get(first.size() - 1) >= MOST_BINS) {
                first.add(b);
                sum = 0;
            }
            sum += counts[b];
        }
        int n = first.size();
        first.add(counts.length);
        double[] low = IntStream.range(0, n).mapToDouble(k -> bins.low(first.get(k))).toArray();
        double[] high = IntStream.range(0, n).mapToDouble(k -> bins.high(first.get(k + 1) - 1)).toArray();
        // A logarithmic axis has no 0.
        low[0] = Math.max(low[0], high[0] / 100);
        return new Shown(low, high, first.stream().mapToInt(Integer::intValue).toArray());
    }

    private static XYChart upper(BinnedCounts data, Shown s, double[] counts, double[] background,
            double[][] quantiles, List<Curve> curves, double exposure) {
        XYChart chart = Ink.chart("", "", "counts s⁻¹ keV⁻¹");
        int n = s.size();
        double[] perCount = IntStream.range(0, n).mapToDouble(k -> 1 / (s.width(k) * exposure)).toArray();
        double[] y = IntStream.range(0, n).mapToDouble(k -> s.sum(counts, k) * perCount[k]).toArray();
        double floor = IntStream.range(0, n).mapToDouble(k -> Math.min(y[k] > 0 ? y[k] : Double.POSITIVE_INFINITY,
                Math.max(quantiles[2][k], 0.3) * perCount[k])).min().orElseThrow() * 0.5;
        UnaryOperator<double[]> density = expected -> IntStream.range(0, n)
                .mapToDouble(k -> Math.max(expected[k] * perCount[k], floor)).toArray();
        double[][] band = new double[5][];
        Arrays.setAll(band, q -> s.stairs(density.apply(quantiles[q]))[1]);
        double[] steps = s.stairs(y)[0];
        Ink.between(chart, "posterior, 95 %", steps, band[0], band[4], Ink.clear(Ink.BLUE, 50));
        Ink.between(chart, "68 %", steps, band[1], band[3], Ink.clear(Ink.BLUE, 90));
        for (int c = 0; c < curves.size(); c++) {
            double[] level = s.stairs(density.apply(curves.get(c).counts()))[1];
            if (c == 0) {
                Ink.line(chart, curves.get(c).name(), steps, level, curves.get(c).colour());
            } else {
                Ink.dashed(chart, curves.get(c).name(), steps, level, curves.get(c).colour());
            }
        }
        if (data.hasBackground()) {
            double[] level = IntStream.range(0, n).mapToDouble(k -> s.sum(background, k)).toArray();
            Ink.line(chart, "background", steps, s.stairs(density.apply(level))[1], Ink.GREY).setLineWidth(1);
        }
        Ink.unnamed(Ink.bars(chart, "errors", s.places(0.5),
                density.apply(IntStream.range(0, n).mapToDouble(k -> gehrels(s.sum(counts, k), -1)).toArray()),
                density.apply(IntStream.range(0, n).mapToDouble(k -> gehrels(s.sum(counts, k), 1)).toArray()), Ink.TEXT));
        List<double[]> widths = new ArrayList<>();
        for (int k = 0; k < n; k++) {
            if (y[k] > 0) {
                widths.add(new double[] {s.low()[k], y[k], s.high()[k], y[k]});
            }
        }
        if (!widths.isEmpty()) {
            Ink.strokes(chart, "data", widths, Ink.TEXT);
        }
        Ink.legend(chart, Styler.LegendPosition.InsideSW);
        logarithmicEnergies(chart, s);
        double top = Math.max(Arrays.stream(y).max().orElseThrow(), Arrays.stream(band[4]).max().orElseThrow());
        Axes.logarithmic(chart, false, floor, top * 2);
        Axes.withoutLabels(chart, true);
        return chart;
    }

    /** Limits of a Poisson mean from its counts, one standard deviation away (Gehrels 1986, ApJ 303, 336, equations 7 and 12). */
    private static double gehrels(double counts, int sign) {
        if (sign > 0) {
            return counts + 1 + Math.sqrt(counts + 0.75);
        }
        return counts > 0 ? counts * Math.pow(1 - 1 / (9 * counts) - 1 / (3 * Math.sqrt(counts)), 3) : 0;
    }

    private static XYChart lower(Shown s, double[] counts, List<Curve> curves) {
        XYChart chart = Ink.chart("", "energy (keV)", "residual (σ)");
        int n = s.size();
        double[] edge = {s.low()[0], s.high()[n - 1]};
        Ink.between(chart, "one sigma", edge, new double[] {-1, -1}, new double[] {1, 1}, Ink.BAND);
        Ink.line(chart, "zero", edge, new double[2], Ink.GREY).setLineWidth(1);
        double[][] z = curves.stream().map(c -> IntStream.range(0, n).mapToDouble(k -> (s.sum(counts, k)
                - c.counts()[k]) / Math.sqrt(Math.max(c.counts()[k], 0.5))).toArray()).toArray(double[][]::new);
        double most = Arrays.stream(z).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElseThrow();
        double reach = Math.max(4, Math.min(12, most * 1.15));
        for (int c = 0; c < z.length; c++) {
            Color colour = z.length > 1 ? curves.get(c).colour() : Ink.TEXT;
            // Side by side within the bin, so that none hides another.
            double[] x = s.places((c + 1.0) / (z.length + 1));
            Ink.bars(chart, "error " + c, x, Arrays.stream(z[c]).map(v -> clipped(v - 1, reach)).toArray(),
                    Arrays.stream(z[c]).map(v -> clipped(v + 1, reach)).toArray(), Ink.clear(colour, 120));
            Ink.points(chart, "residuals " + c, x, Arrays.stream(z[c]).map(v -> clipped(v, reach)).toArray(), colour);
        }
        chart.getStyler().setMarkerSize(4);
        logarithmicEnergies(chart, s);
        Ink.yRange(chart, -reach, reach);
        chart.getStyler().setYAxisDecimalPattern("0");
        return chart;
    }

    private static double clipped(double v, double reach) {
        return Math.min(Math.max(v, -reach), reach);
    }

    private static void logarithmicEnergies(XYChart chart, Shown s) {
        Axes.energies(chart, s.low()[0], s.high()[s.size() - 1]);
        chart.getStyler().setYAxisLeftWidthHint(LEFT);
    }
}
