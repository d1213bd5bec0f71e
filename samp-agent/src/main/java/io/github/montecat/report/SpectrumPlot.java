package io.github.montecat.report;

import io.github.montecat.assessment.ObservedCounts;
import io.github.montecat.spectrum.EnergyGrid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    private SpectrumPlot() {
    }

    /** Bins as shown. */
    private record Shown(double[] edges, int[] first) {

        int size() {
            return first.length - 1;
        }

        double width(int k) {
            return edges[k + 1] - edges[k];
        }

        double middle(int k) {
            return Math.sqrt(edges[k] * edges[k + 1]);
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
    public static Figure of(ObservedCounts data, double[][] draws, EnergyGrid bins, double exposure) {
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
        return new Figure(WIDTH, UPPER + LOWER, List.of(
                new Figure.Panel(upper(data, shown, counts, background, quantiles, exposure), 0, 0, WIDTH, UPPER),
                new Figure.Panel(lower(shown, counts, quantiles), 0, UPPER - 8, WIDTH, LOWER)), List.of());
    }

    private static Shown joined(double[] counts, EnergyGrid bins) {
        List<Integer> first = new ArrayList<>();
        double sum = 0;
        for (int b = 0; b < counts.length; b++) {
            if (first.isEmpty() || sum >= ENOUGH_COUNTS || b - first.get(first.size() - 1) >= MOST_BINS) {
                first.add(b);
                sum = 0;
            }
            sum += counts[b];
        }
        first.add(counts.length);
        double[] edges = first.stream().mapToDouble(b -> b < counts.length ? bins.low(b) : bins.high(b - 1)).toArray();
        // A logarithmic axis has no 0.
        edges[0] = Math.max(edges[0], edges[1] / 100);
        return new Shown(edges, first.stream().mapToInt(Integer::intValue).toArray());
    }

    private static XYChart upper(ObservedCounts data, Shown s, double[] counts, double[] background,
            double[][] quantiles,
            double exposure) {
        XYChart chart = Ink.chart("", "", "counts s⁻¹ keV⁻¹");
        int n = s.size();
        double[] perCount = IntStream.range(0, n).mapToDouble(k -> 1 / (s.width(k) * exposure)).toArray();
        double[] x = IntStream.range(0, n).mapToDouble(s::middle).toArray();
        double[] y = IntStream.range(0, n).mapToDouble(k -> s.sum(counts, k) * perCount[k]).toArray();
        double floor = IntStream.range(0, n).mapToDouble(k -> Math.min(y[k] > 0 ? y[k] : Double.POSITIVE_INFINITY,
                Math.max(quantiles[2][k], 0.3) * perCount[k])).min().orElseThrow() * 0.5;
        double[][] band = new double[5][];
        for (int q = 0; q < 5; q++) {
            double[] level = quantiles[q];
            band[q] = Ink.stairs(s.edges(), IntStream.range(0, n).mapToDouble(k -> Math.max(level[k] * perCount[k],
                    floor))
                    .toArray())[1];
        }
        double[] steps = Ink.stairs(s.edges(), y)[0];
        Ink.between(chart, "posterior, 95 %", steps, band[0], band[4], Ink.clear(Ink.BLUE, 50));
        Ink.between(chart, "68 %", steps, band[1], band[3], Ink.clear(Ink.BLUE, 90));
        Ink.line(chart, "median", steps, band[2], Ink.BLUE);
        if (data.hasBackground()) {
            double[] level = IntStream.range(0, n).mapToDouble(k -> Math.max(s.sum(background, k) * perCount[k],
                    floor)).toArray();
            Ink.line(chart, "background", steps, Ink.stairs(s.edges(), level)[1], Ink.GREY).setLineWidth(1);
        }
        Ink.unnamed(Ink.bars(chart, "errors", x,
                IntStream.range(0, n).mapToDouble(k -> Math.max(gehrels(s.sum(counts, k), -1) * perCount[k],
                floor)).toArray(),
                IntStream.range(0, n).mapToDouble(k -> Math.max(gehrels(s.sum(counts, k), 1) * perCount[k],
                floor)).toArray(),
                Ink.TEXT));
        List<double[]> widths = new ArrayList<>();
        for (int k = 0; k < n; k++) {
            if (y[k] > 0) {
                widths.add(new double[] {s.edges()[k], y[k], s.edges()[k + 1], y[k]});
            }
        }
        if (!widths.isEmpty()) {
            Ink.strokes(chart, "data", widths, Ink.TEXT);
        }
        Ink.legend(chart, Styler.LegendPosition.InsideNE);
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

    private static XYChart lower(Shown s, double[] counts, double[][] quantiles) {
        XYChart chart = Ink.chart("", "energy (keV)", "residual (σ)");
        int n = s.size();
        double[] edge = {s.edges()[0], s.edges()[n]};
        Ink.between(chart, "one sigma", edge, new double[] {-1, -1}, new double[] {1, 1}, Ink.BAND);
        Ink.line(chart, "zero", edge, new double[2], Ink.GREY).setLineWidth(1);
        double[] x = IntStream.range(0, n).mapToDouble(s::middle).toArray();
        double[] z = IntStream.range(0, n).mapToDouble(k -> (s.sum(counts, k) - quantiles[2][k])
                / Math.sqrt(Math.max(quantiles[2][k], 0.5))).toArray();
        double reach = Math.max(4, Math.min(12, Arrays.stream(z).map(Math::abs).max().orElseThrow() * 1.15));
        Ink.bars(chart, "error", x, Arrays.stream(z).map(v -> clipped(v - 1, reach)).toArray(),
                Arrays.stream(z).map(v -> clipped(v + 1, reach)).toArray(), Ink.clear(Ink.TEXT, 120));
        Ink.points(chart, "residuals", x, Arrays.stream(z).map(v -> clipped(v, reach)).toArray(), Ink.TEXT);
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
        Axes.energies(chart, s.edges()[0], s.edges()[s.size()]);
        chart.getStyler().setYAxisLeftWidthHint(LEFT);
    }
}
