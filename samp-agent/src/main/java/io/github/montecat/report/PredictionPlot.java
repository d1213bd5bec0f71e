package io.github.montecat.report;

import io.github.montecat.assessment.ScoredPosterior;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.prior.Prior;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.knowm.xchart.XYChart;

/**
 * Predicted against true parameters, as figures 4 and 9 of Tutone et al. 2025: medians with 68 % limits of at most 500
 * spectra, the line of equality, and the slope of the regression line. Stateless.
 */
public final class PredictionPlot {

    private static final int MOST = 500;

    private PredictionPlot() {
    }

    /**
     * Makes the plot.
     *
     * @param prior the parameters
     * @param posteriors posteriors of simulated spectra; the first 500 are shown
     * @return the figure, a panel per parameter
     */
    public static Figure of(ModelPrior prior, List<ScoredPosterior> posteriors) {
        List<ScoredPosterior> some = posteriors.subList(0, Math.min(MOST, posteriors.size()));
        List<XYChart> charts = new ArrayList<>();
        for (int p = 0; p < prior.dimension(); p++) {
            int parameter = p;
            charts.add(chart(prior.free().get(p), p, some.stream().mapToDouble(s -> s.truth()[parameter]).toArray(),
                    some.stream().mapToDouble(s -> s.median()[parameter]).toArray(),
                    some.stream().mapToDouble(s -> s.lower()[parameter]).toArray(),
                    some.stream().mapToDouble(s -> s.upper()[parameter]).toArray()));
        }
        return Figure.grid(charts, 3, 320, 320);
    }

    /**
     * Makes the plot of estimates that have errors, such as those of fits.
     *
     * @param prior the parameters
     * @param truths true places in the prior, spectra x parameters
     * @param estimates estimates, likewise; those outside the prior are shown at its end
     * @param errors standard deviations, likewise; NaN shows none
     * @return the figure, a panel per parameter
     */
    public static Figure of(ModelPrior prior, double[][] truths, double[][] estimates, double[][] errors) {
        int n = Math.min(MOST, truths.length);
        List<XYChart> charts = new ArrayList<>();
        for (int p = 0; p < prior.dimension(); p++) {
            double[][] columns = new double[4][n];
            for (int i = 0; i < n; i++) {
                double error = errors[i][p] >= 0 ? errors[i][p] : 0;
                columns[0][i] = truths[i][p];
                columns[1][i] = estimates[i][p];
                columns[2][i] = estimates[i][p] - error;
                columns[3][i] = estimates[i][p] + error;
            }
            charts.add(chart(prior.free().get(p), p, columns[0], columns[1], columns[2], columns[3]));
        }
        return Figure.grid(charts, 3, 320, 320);
    }

    private static XYChart chart(ModelPrior.Free free, int index, double[] truth, double[] value, double[] lower,
            double[] upper) {
        SimpleRegression line = new SimpleRegression();
        for (int i = 0; i < truth.length; i++) {
            if (!Double.isNaN(value[i])) {
                line.addData(truth[i], value[i]);
            }
        }
        XYChart chart = Ink.chart(free.parameter().label() + ":  slope " + Label.number(line.getSlope(), 3), "true "
                + Label.of(free.parameter()), index % 3 == 0 ? "predicted" : "");
        Prior prior = free.prior();
        double[] ends = {prior.min(), prior.max()};
        double[] x = mapped(prior, truth);
        Ink.bars(chart, "limits", x, mapped(prior, lower), mapped(prior, upper), Ink.clear(Ink.BLUE, 70));
        Ink.points(chart, "medians", x, mapped(prior, value), Ink.clear(Ink.BLUE, 170));
        Ink.dashed(chart, "equal", ends, ends, Ink.VERMILLION);
        chart.getStyler().setMarkerSize(4);
        if (Label.isLogarithmic(free)) {
            Axes.logarithmic(chart, true, prior.min(), prior.max());
            Axes.logarithmic(chart, false, prior.min(), prior.max());
        } else {
            Ink.xRange(chart, prior.min(), prior.max());
            Ink.yRange(chart, prior.min(), prior.max());
        }
        return chart;
    }

    /** Places in the prior as values, those outside moved to its ends; NaN stays. */
    private static double[] mapped(Prior prior, double[] units) {
        return DoubleStream.of(units).map(u -> prior.fromUnit(Math.min(Math.max(u, 0), 1))).toArray();
    }
}
