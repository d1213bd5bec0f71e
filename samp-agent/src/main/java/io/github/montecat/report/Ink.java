package io.github.montecat.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The look of all plots: colours, fonts, and the few kinds of mark they are made of. A gap in a line is a NaN; so one
 * series holds many separate strokes. Stateless.
 */
final class Ink {

    static final Color TEXT = new Color(0x222222);
    static final Color BLUE = new Color(0x0072B2);
    static final Color VERMILLION = new Color(0xD55E00);
    static final Color GREEN = new Color(0x009E73);
    static final Color PURPLE = new Color(0xCC79A7);
    static final Color ORANGE = new Color(0xE69F00);
    static final Color SKY = new Color(0x56B4E9);
    static final Color GREY = new Color(0x888888);
    static final Color BAND = new Color(0xE4E4E4);
    /** One per parameter, in order, over again if there are more. */
    static final List<Color> PARAMETERS = List.of(BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY);

    private static final BasicStroke DASHED = new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10,
            new float[] {6, 4}, 0);

    private Ink() {
    }

    static Color parameter(int index) {
        return PARAMETERS.get(index % PARAMETERS.size());
    }

    static Color clear(Color colour, int alpha) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha);
    }

    /** An empty chart with the house's look and without a legend. */
    static XYChart chart(String title, String xTitle, String yTitle) {
        XYChart chart = new XYChartBuilder().width(400).height(400).title(title).xAxisTitle(xTitle).yAxisTitle(yTitle).build();
        XYStyler s = chart.getStyler();
        s.setChartBackgroundColor(Color.WHITE).setPlotBackgroundColor(Color.WHITE).setPlotBorderColor(TEXT)
                .setChartTitleFont(font(Font.BOLD,
                13)).setChartTitleBoxVisible(false).setChartTitleVisible(!title.isEmpty())
                .setChartTitlePadding(4).setChartPadding(6).setChartFontColor(TEXT).setLegendVisible(false)
                .setLegendFont(font(Font.PLAIN, 12)).setLegendBorderColor(new Color(255, 255, 255, 0))
                .setLegendBackgroundColor(new Color(255, 255, 255, 200)).setLegendPadding(6).setPlotContentSize(1)
                .setAnnotationTextFont(font(Font.PLAIN, 12)).setAnnotationTextFontColor(TEXT);
        s.setAxisTitleFont(font(Font.PLAIN, 13)).setAxisTickLabelsFont(font(Font.PLAIN,
                12)).setAxisTickLabelsColor(TEXT)
                .setAxisTickMarksColor(TEXT).setPlotGridLinesVisible(false).setPlotTicksMarksVisible(true)
                .setAxisTicksLineVisible(false).setXAxisTickMarkSpacingHint(60).setYAxisTickMarkSpacingHint(36)
                .setAxisTickPadding(4).setAxisTitlePadding(4).setPlotMargin(0).setLocale(Locale.ROOT)
                .setXAxisTitleVisible(!xTitle.isEmpty()).setYAxisTitleVisible(!yTitle.isEmpty());
        return chart;
    }

    private static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    static void legend(XYChart chart, Styler.LegendPosition position) {
        chart.getStyler().setLegendVisible(true).setLegendPosition(position);
    }

    static void xRange(XYChart chart, double min, double max) {
        chart.getStyler().setXAxisMin(min).setXAxisMax(max);
    }

    static void yRange(XYChart chart, double min, double max) {
        chart.getStyler().setYAxisMin(min).setYAxisMax(max);
    }

    static XYSeries line(XYChart chart, String name, double[] x, double[] y, Color colour) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(colour);
        series.setLineWidth(1.6f);
        return series;
    }

    static XYSeries dashed(XYChart chart, String name, double[] x, double[] y, Color colour) {
        XYSeries series = line(chart, name, x, y, colour);
        series.setLineStyle(DASHED);
        return series;
    }

    static XYSeries points(XYChart chart, String name, double[] x, double[] y, Color colour) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setMarkerColor(colour);
        return series;
    }

    /** A filled polygon without an outline. */
    static XYSeries area(XYChart chart, String name, double[] x, double[] y, Color fill) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(clear(fill, 0));
        series.setFillColor(fill);
        return series;
    }

    /** The polygon between two curves over the same x. */
    static XYSeries between(XYChart chart, String name, double[] x, double[] low, double[] high, Color fill) {
        int n = x.length;
        double[] px = new double[2 * n];
        double[] py = new double[2 * n];
        for (int i = 0; i < n; i++) {
            px[i] = x[i];
            py[i] = low[i];
            px[2 * n - 1 - i] = x[i];
            py[2 * n - 1 - i] = high[i];
        }
        return area(chart, name, px, py, fill);
    }

    /** Leaves a series out of the legend. */
    static XYSeries unnamed(XYSeries series) {
        series.setShowInLegend(false);
        return series;
    }

    /** Separate strokes as one line with gaps: an upright one at each x. */
    static XYSeries bars(XYChart chart, String name, double[] x, double[] low, double[] high, Color colour) {
        List<double[]> strokes = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
            strokes.add(new double[] {x[i], low[i], x[i], high[i]});
        }
        return strokes(chart, name, strokes, colour);
    }

    /** Separate strokes (x1, y1, x2, y2) as one line with gaps. */
    static XYSeries strokes(XYChart chart, String name, List<double[]> strokes, Color colour) {
        double[] x = new double[3 * strokes.size()];
        double[] y = new double[3 * strokes.size()];
        for (int i = 0; i < strokes.size(); i++) {
            double[] s = strokes.get(i);
            x[3 * i] = s[0];
            y[3 * i] = s[1];
            x[3 * i + 1] = s[2];
            y[3 * i + 1] = s[3];
            x[3 * i + 2] = s[2];
            y[3 * i + 2] = Double.NaN;
        }
        XYSeries series = line(chart, name, x, y, colour);
        series.setLineWidth(1.1f);
        return series;
    }

    /** A staircase over bins as x and y of a line: each bin's value from its lower to its upper edge. */
    static double[][] stairs(double[] edges, double[] values) {
        double[][] xy = new double[2][2 * values.length];
        for (int i = 0; i < values.length; i++) {
            xy[0][2 * i] = edges[i];
            xy[0][2 * i + 1] = edges[i + 1];
            xy[1][2 * i] = values[i];
            xy[1][2 * i + 1] = values[i];
        }
        return xy;
    }
}
