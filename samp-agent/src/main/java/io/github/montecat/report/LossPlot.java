package io.github.montecat.report;

import io.github.montecat.output.OutputFile;
import io.github.montecat.training.TrainedNetwork;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Losses over epochs as a picture, on a logarithmic scale, with the epoch whose weights are kept. Needs no display. */
public final class LossPlot {

    /** Suffix of files it writes. */
    public static final String SUFFIX = ".png";

    /** Blue and orange of Okabe and Ito 2008, told apart by every eye. */
    private static final Color TRAINING = new Color(0x0072B2);
    private static final Color VALIDATION = new Color(0xD55E00);

    private LossPlot() {
    }

    /**
     * @param file a name
     * @return whether it ends in {@link #SUFFIX}
     */
    public static boolean isName(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(SUFFIX);
    }

    /**
     * Writes the picture, 800 x 500. Losses that a logarithm cannot show (a diverged training's) are left out.
     *
     * @param history epochs so far, at least one
     * @param file where to
     * @throws IOException if it cannot be written
     */
    public static void write(List<TrainedNetwork.Epoch> history, Path file) throws IOException {
        OutputFile.write(file, out -> BitmapEncoder.saveBitmap(chart(history), out, BitmapEncoder.BitmapFormat.PNG));
    }

    /** The picture before it is painted. */
    public static XYChart chart(List<TrainedNetwork.Epoch> history) {
        XYChart chart = new XYChartBuilder().width(800).height(500).xAxisTitle("Epoch")
                .yAxisTitle("Mean squared error").build();
        chart.getStyler().setChartBackgroundColor(Color.WHITE).setLegendPosition(Styler.LegendPosition.InsideNE);
        add(chart, "training, dropout on", history, TrainedNetwork.Epoch::trainingLoss, TRAINING);
        add(chart, "validation, dropout off", history, TrainedNetwork.Epoch::validationLoss, VALIDATION);
        history.stream().filter(e -> isShown(e.validationLoss()))
                .min(Comparator.comparingDouble(TrainedNetwork.Epoch::validationLoss))
                .ifPresent(best -> chart.addSeries("kept: epoch " + best.number(), new double[] {best.number()},
                        new double[] {best.validationLoss()}).setXYSeriesRenderStyle(
                                XYSeries.XYSeriesRenderStyle.Scatter).setMarker(SeriesMarkers.DIAMOND)
                        .setMarkerColor(Color.BLACK));
        if (!chart.getSeriesMap().isEmpty()) {
            chart.getStyler().setYAxisLogarithmic(true);
        }
        return chart;
    }

    private static void add(XYChart chart, String name, List<TrainedNetwork.Epoch> history,
            ToDoubleFunction<TrainedNetwork.Epoch> loss, Color colour) {
        List<TrainedNetwork.Epoch> shown = history.stream().filter(e -> isShown(loss.applyAsDouble(e))).toList();
        if (!shown.isEmpty()) {
            chart.addSeries(name, shown.stream().mapToDouble(TrainedNetwork.Epoch::number).toArray(),
                    shown.stream().mapToDouble(loss).toArray())
                    .setMarker(SeriesMarkers.NONE).setLineColor(colour);
        }
    }

    private static boolean isShown(double loss) {
        return loss > 0 && Double.isFinite(loss);
    }
}
