package io.github.montecat.report;

import java.awt.Color;
import org.knowm.xchart.XYChart;

/**
 * What the axes of several plots have in common. No formatting functions: XChart then takes the ticks of a linear axis,
 * and searches without end where labels are alike. Stateless.
 */
final class Axes {

    private static final Color NOTHING = new Color(255, 255, 255, 0);

    /** Decades that leave room for a label at each digit. */
    private static final double SHORT = 1.8;
    /** Larger numbers, written out, leave no room between decades. */
    private static final double LONGEST = 1e6;

    private Axes() {
    }

    /** A logarithmic axis over a range, labelled at its decades. */
    static void logarithmic(XYChart chart, boolean horizontal, double min, double max) {
        if (horizontal) {
            // Room for half of the label at the very end.
            chart.getStyler().setChartPadding(12);
            chart.getStyler().setXAxisLogarithmic(true).setXAxisLogarithmicDecadeOnly(true).setXAxisMin(min).setXAxisMax(max)
                    .setXAxisDecimalPattern(pattern(min, max));
        } else {
            chart.getStyler().setYAxisLogarithmic(true).setYAxisLogarithmicDecadeOnly(true).setYAxisMin(min).setYAxisMax(max)
                    .setYAxisDecimalPattern(pattern(min, max));
        }
    }

    /** A logarithmic axis of energies; where it is short every digit has its label, in small print. */
    static void energies(XYChart chart, double min, double max) {
        logarithmic(chart, true, min, max);
        if (Math.log10(max / min) < SHORT) {
            chart.getStyler().setXAxisLogarithmicDecadeOnly(false);
            chart.getStyler().setAxisTickLabelsFont(chart.getStyler().getAxisTickLabelsFont().deriveFont(10f));
        }
    }

    private static String pattern(double min, double max) {
        if (max > LONGEST) {
            return "0E0";
        }
        return "0." + "#".repeat((int) Math.max(1, Math.ceil(-Math.log10(min))));
    }

    /** Keeps ticks and their room but hides their labels. */
    static void withoutLabels(XYChart chart, boolean horizontal) {
        if (horizontal) {
            chart.getStyler().setXAxisTickLabelsColor(NOTHING);
        } else {
            chart.getStyler().setYAxisTickLabelsColor(NOTHING);
        }
    }

    /** As many decimals as tell a few ticks of a linear axis apart. */
    static void decimals(XYChart chart, boolean horizontal, double min, double max) {
        int decimals = (int) Math.max(0, Math.ceil(-Math.log10((max - min) / 3)));
        String pattern = "0" + (decimals > 0 ? "." + "0".repeat(decimals) : "");
        if (horizontal) {
            chart.getStyler().setXAxisDecimalPattern(pattern);
        } else {
            chart.getStyler().setYAxisDecimalPattern(pattern);
        }
    }
}
