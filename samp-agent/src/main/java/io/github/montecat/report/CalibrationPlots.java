package io.github.montecat.report;

import io.github.montecat.assessment.Coverage;
import io.github.montecat.assessment.RankHistogram;
import io.github.montecat.assessment.ScoredPosterior;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler;

/** Whether posteriors of simulated spectra mean what they say: coverage, ranks, residuals. Stateless. */
public final class CalibrationPlots {

    private static final int FEWEST = 20;
    private static final int STEPS = 100;
    private static final double BAND = 0.99;
    private static final double REACH = 5;

    private CalibrationPlots() {
    }

    /**
     * Observed against nominal coverage of central intervals, with the band in which 95 % of such curves lie at any one
     * level.
     *
     * @param labels labels of the parameters
     * @param posteriors posteriors of simulated spectra
     * @return the figure
     */
    public static Figure coverage(List<String> labels, List<ScoredPosterior> posteriors) {
        XYChart chart = Ink.chart("", "nominal probability of the interval", "share of spectra with the truth inside");
        double[] level = IntStream.rangeClosed(0, STEPS).mapToDouble(i -> (double) i / STEPS).toArray();
        double[] spread = Arrays.stream(level).map(l -> 1.96 * Math.sqrt(l * (1 - l) / posteriors.size())).toArray();
        Ink.between(chart, "95 % of calibrated", level, shifted(level, spread, -1), shifted(level, spread, 1),
                Ink.BAND);
        Ink.unnamed(Ink.dashed(chart, "ideal", new double[] {0, 1}, new double[] {0, 1}, Ink.GREY));
        for (int p = 0; p < labels.size(); p++) {
            int parameter = p;
            double[] inside = Arrays.stream(level).map(l -> (double) posteriors.stream()
                    .filter(s -> s.covers(parameter, l)).count() / posteriors.size()).toArray();
            Ink.line(chart, labels.get(p), level, inside, Ink.parameter(p));
        }
        Ink.xRange(chart, 0, 1);
        Ink.yRange(chart, 0, 1);
        Axes.decimals(chart, true, 0, 1);
        Axes.decimals(chart, false, 0, 1);
        Ink.legend(chart, Styler.LegendPosition.InsideSE);
        return Figure.grid(List.of(chart), 1, 440, 420);
    }

    private static double[] shifted(double[] level, double[] spread, int sign) {
        return IntStream.range(0, level.length).mapToDouble(i -> Math.min(Math.max(level[i] + sign * spread[i], 0),
                1)).toArray();
    }

    /**
     * Coverage of 68 and 90 % intervals in each decade of counts; those of a few spectra, which tell nothing, are left out where
     * others have more.
     *
     * @param table coverage of all parameters
     * @return the figure
     */
    public static Figure coverageByCounts(List<Coverage> table) {
        List<String> labels = table.stream().map(Coverage::parameter).distinct().toList();
        List<Coverage> decades = table.stream().filter(c -> !c.isOverall() && c.minCounts() > 0).toList();
        List<Coverage> telling = decades.stream().filter(c -> c.spectra() >= FEWEST).toList();
        List<Coverage> shown = telling.isEmpty() ? decades : telling;
        double min = shown.stream().mapToDouble(Coverage::minCounts).min().orElseThrow();
        double max = shown.stream().mapToDouble(Coverage::maxCounts).max().orElseThrow();
        List<XYChart> charts = new ArrayList<>();
        for (double level : new double[] {0.68, 0.90}) {
            XYChart chart = Ink.chart(Math.round(100 * level) + " % intervals", "total counts",
                    "share of spectra with the truth inside");
            Ink.unnamed(Ink.between(chart, "within 2 points", new double[] {min, max}, new double[] {level - 0.02,
                    level - 0.02},
                    new double[] {level + 0.02, level + 0.02}, Ink.BAND));
            double lowest = level - 0.1;
            double highest = level + 0.1;
            for (int p = 0; p < labels.size(); p++) {
                String label = labels.get(p);
                List<Coverage> some = shown.stream().filter(c -> c.level() == level && c.parameter().equals(label)).toList();
                // Side by side, so that error bars do not hide one another.
                double aside = Math.pow(10, 0.5 + 0.12 * (p - (labels.size() - 1) / 2.0));
                double[] x = some.stream().mapToDouble(c -> c.minCounts() * aside).toArray();
                double[] low = some.stream().mapToDouble(c -> c.fraction() - c.error()).toArray();
                double[] high = some.stream().mapToDouble(c -> c.fraction() + c.error()).toArray();
                lowest = Math.min(lowest, Arrays.stream(low).min().orElse(lowest));
                highest = Math.max(highest, Arrays.stream(high).max().orElse(highest));
                Ink.unnamed(Ink.bars(chart, "error " + label, x, low, high, Ink.parameter(p)));
                Ink.points(chart, label, x, some.stream().mapToDouble(Coverage::fraction).toArray(), Ink.parameter(p));
            }
            chart.getStyler().setMarkerSize(7);
            Axes.logarithmic(chart, true, min, max);
            Ink.yRange(chart, Math.max(lowest - 0.02, 0), Math.min(highest + 0.02, 1));
            Ink.legend(chart, Styler.LegendPosition.OutsideE);
            charts.add(chart);
        }
        return Figure.grid(charts, 2, 540, 340);
    }

    /**
     * Rank histograms with the band that holds each bin with 99 % probability if posteriors are right.
     *
     * @param ranks one per parameter
     * @return the figure
     */
    public static Figure ranks(List<RankHistogram> ranks) {
        List<XYChart> charts = new ArrayList<>();
        for (int p = 0; p < ranks.size(); p++) {
            RankHistogram h = ranks.get(p);
            int n = h.counts().length;
            XYChart chart = Ink.chart(h.parameter() + ":  p " + (h.pValue() < 0.001 ? "" : "= ")
                    + Label.probability(h.pValue()),
                    "rank of the truth in its posterior", p % 3 == 0 ? "spectra per bin" : "");
            int[] band = h.band(BAND);
            double[] ends = {0, 1};
            Ink.between(chart, "99 %", ends, new double[] {band[0], band[0]}, new double[] {band[1], band[1]},
                    Ink.BAND);
            Ink.line(chart, "expected", ends, new double[] {h.expected(), h.expected()}, Ink.GREY).setLineWidth(1);
            double[][] xy = Ink.stairs(IntStream.rangeClosed(0, n).mapToDouble(i -> (double) i / n).toArray(),
                    Arrays.stream(h.counts()).asDoubleStream().toArray());
            Ink.between(chart, "fill", xy[0], new double[xy[0].length], xy[1], Ink.clear(Ink.BLUE, 70));
            Ink.line(chart, "ranks", xy[0], xy[1], Ink.BLUE);
            Ink.xRange(chart, 0, 1);
            Ink.yRange(chart, 0, Math.max(Arrays.stream(h.counts()).max().orElseThrow(), band[1]) * 1.1);
            chart.getStyler().setYAxisDecimalPattern("0");
            charts.add(chart);
        }
        return Figure.grid(charts, 3, 300, 250);
    }

    /**
     * How far posterior means lie from the truth, in standard deviations of the posterior, beside the normal
     * distribution.
     *
     * @param labels labels of the parameters
     * @param posteriors posteriors of simulated spectra
     * @return the figure
     */
    public static Figure residuals(List<String> labels, List<ScoredPosterior> posteriors) {
        List<XYChart> charts = new ArrayList<>();
        int bins = 40;
        for (int p = 0; p < labels.size(); p++) {
            int parameter = p;
            double[] z = posteriors.stream().mapToDouble(s -> (s.mean()[parameter] - s.truth()[parameter])
                    / s.std()[parameter])
                    .toArray();
            double[] density = new double[bins];
            for (double v : z) {
                if (Math.abs(v) < REACH) {
                    density[(int) ((v + REACH) / (2 * REACH) * bins)] += bins / (2 * REACH) / z.length;
                }
            }
            double mean = Arrays.stream(z).filter(Double::isFinite).average().orElse(Double.NaN);
            double deviation = Math.sqrt(Arrays.stream(z).filter(Double::isFinite).map(v -> (v - mean) * (v
                    - mean)).average()
                    .orElse(Double.NaN));
            long far = Arrays.stream(z).filter(v -> !(Math.abs(v) <= REACH)).count();
            XYChart chart = Ink.chart(labels.get(p) + ":  " + Label.number(mean, 2) + " ± " + Label.number(deviation, 3)
                    + (far > 0 ? ",  " + far + " > 5 σ" : ""), "(mean − truth) / σ", p % 3 == 0 ? "density" : "");
            double[][] xy = Ink.stairs(IntStream.rangeClosed(0, bins).mapToDouble(i -> -REACH + 2 * REACH * i
                    / bins).toArray(),
                    density);
            Ink.between(chart, "fill", xy[0], new double[xy[0].length], xy[1], Ink.clear(Ink.BLUE, 70));
            Ink.line(chart, "residuals", xy[0], xy[1], Ink.BLUE);
            double[] x = IntStream.rangeClosed(0, 200).mapToDouble(i -> -REACH + REACH * i / 100).toArray();
            Ink.line(chart, "normal", x, Arrays.stream(x).map(v -> Math.exp(-v * v / 2) / Math.sqrt(2
                    * Math.PI)).toArray(),
                    Ink.VERMILLION);
            Ink.xRange(chart, -REACH, REACH);
            Ink.yRange(chart, 0, DoubleStream.concat(Arrays.stream(density), DoubleStream.of(0.4)).max().orElseThrow()
                    * 1.1);
            charts.add(chart);
        }
        return Figure.grid(charts, 3, 300, 250);
    }
}
