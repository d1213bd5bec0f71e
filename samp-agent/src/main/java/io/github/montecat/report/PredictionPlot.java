package io.github.montecat.report;

import io.github.montecat.assessment.ScoredPosterior;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.prior.Prior;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/**
 * Estimated against true parameters, as figures 4, 8 and 9 of Tutone et al. 2025: medians with 68 % limits, or fits with
 * their errors, of at most 500 spectra, the line of equality, and the slope of the regression line in the place in the prior
 * with its standard error. Stateless.
 */
public final class PredictionPlot {

    private static final int MOST = 500;
    private static final int LONGEST = 40;

    private PredictionPlot() {
    }

    /** What stands along an axis, spectra x parameters; lower and upper limits are the values where there are none. */
    private record Estimates(String name, double[][] values, double[][] lower, double[][] upper) {
    }

    /**
     * Posteriors against the truth.
     *
     * @param prior the parameters
     * @param posteriors posteriors of simulated spectra; the first 500 are shown, the line is that of all
     * @return the figure, a panel per parameter
     */
    public static Figure of(ModelPrior prior, List<ScoredPosterior> posteriors) {
        return figure(prior, truth(posteriors), new Estimates("posterior median", each(posteriors, ScoredPosterior::median),
                each(posteriors, ScoredPosterior::lower), each(posteriors, ScoredPosterior::upper)));
    }

    /**
     * Estimates that have errors, such as those of fits, against the truth.
     *
     * @param prior the parameters
     * @param posteriors posteriors of the same spectra, for the truth
     * @param name what the estimates are
     * @param estimates estimates as places in the prior, spectra x parameters; those outside the prior are shown at its end
     * @param errors standard deviations, likewise; NaN shows none
     * @return the figure, a panel per parameter
     */
    public static Figure of(ModelPrior prior, List<ScoredPosterior> posteriors, String name, double[][] estimates,
            double[][] errors) {
        return figure(prior, truth(posteriors), withErrors(name, estimates, errors));
    }

    /**
     * Estimates that have errors, such as those of fits, against posterior medians.
     *
     * @param prior the parameters
     * @param posteriors posteriors of the same spectra
     * @param name what the estimates are
     * @param estimates estimates as places in the prior, spectra x parameters; those outside the prior are shown at its end
     * @param errors standard deviations, likewise; NaN shows none
     * @return the figure, a panel per parameter
     */
    public static Figure againstMedians(ModelPrior prior, List<ScoredPosterior> posteriors, String name, double[][] estimates,
            double[][] errors) {
        double[][] medians = each(posteriors, ScoredPosterior::median);
        return figure(prior, new Estimates("posterior median", medians, medians, medians), withErrors(name, estimates, errors));
    }

    private static Estimates truth(List<ScoredPosterior> posteriors) {
        double[][] truth = each(posteriors, ScoredPosterior::truth);
        return new Estimates("true", truth, truth, truth);
    }

    private static double[][] each(List<ScoredPosterior> posteriors, Function<ScoredPosterior, double[]> part) {
        return posteriors.stream().map(part).toArray(double[][]::new);
    }

    private static Estimates withErrors(String name, double[][] estimates, double[][] errors) {
        double[][][] limits = new double[2][estimates.length][];
        for (int i = 0; i < estimates.length; i++) {
            limits[0][i] = estimates[i].clone();
            limits[1][i] = estimates[i].clone();
            for (int p = 0; p < estimates[i].length; p++) {
                double error = errors[i][p] >= 0 ? errors[i][p] : 0;
                limits[0][i][p] -= error;
                limits[1][i][p] += error;
            }
        }
        return new Estimates(name, estimates, limits[0], limits[1]);
    }

    private static Figure figure(ModelPrior prior, Estimates x, Estimates y) {
        List<XYChart> charts = IntStream.range(0, prior.dimension()).mapToObj(p -> chart(prior.free().get(p), p, x, y)).toList();
        return Figure.grid(charts, 3, 320, 320);
    }

    private static double[] column(double[][] rows, int p, long most) {
        return Arrays.stream(rows).limit(most).mapToDouble(r -> r[p]).toArray();
    }

    private static XYChart chart(ModelPrior.Free free, int p, Estimates x, Estimates y) {
        RegressionLine line = RegressionLine.of(column(x.values(), p, Long.MAX_VALUE),
                column(y.values(), p, Long.MAX_VALUE));
        XYChart chart = Ink.chart(free.parameter().label() + ":  slope " + Label.likewise(line.slope(), line.slopeError())
                + " ± " + Label.number(line.slopeError(), 2), title(x.name(), free.parameter()),
                p % 3 == 0 ? y.name() : "");
        Prior prior = free.prior();
        double[] ends = {prior.min(), prior.max()};
        double[] at = mapped(prior, column(x.values(), p, MOST));
        Ink.bars(chart, "limits", at, mapped(prior, column(y.lower(), p, MOST)),
                mapped(prior, column(y.upper(), p, MOST)), Ink.clear(Ink.BLUE, 70));
        Ink.points(chart, "medians", at, mapped(prior, column(y.values(), p, MOST)), Ink.clear(Ink.BLUE, 170));
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

    /** With the unit where there is room for it. */
    private static String title(String what, ModelParameter parameter) {
        String full = what + " " + Label.of(parameter);
        return full.length() > LONGEST ? what + " " + parameter.label() : full;
    }

    /** Places in the prior as values, those outside moved to its ends; NaN stays. */
    private static double[] mapped(Prior prior, double[] units) {
        return DoubleStream.of(units).map(u -> prior.fromUnit(Math.min(Math.max(u, 0), 1))).toArray();
    }
}
