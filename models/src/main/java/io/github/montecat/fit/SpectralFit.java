package io.github.montecat.fit;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.statistic.BinnedCounts;
import io.github.montecat.statistic.FitStatistic;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresOptimizer.Optimum;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.linear.SingularMatrixException;
import org.apache.commons.math3.util.Pair;

/**
 * Fits a model to a spectrum. Every statistic is a sum of terms from 0 up, so it is a sum of squares of their roots with the
 * sign of data minus model, and the Levenberg-Marquardt method serves for all of them. Parameters stay inside their hard
 * limits. Immutable and safe for use by several threads.
 *
 * <pre>{@code
 * BestFit fit = new SpectralFit(folded, data, FitStatistic.poisson(data)).fit(start);
 * }</pre>
 */
public final class SpectralFit {

    private static final int MAX_EVALUATIONS = 500;
    private static final double COST_TOLERANCE = 1e-12;
    private static final double PARAMETER_TOLERANCE = 1e-8;
    /** Step of numerical derivatives, relative to the parameter: near the cube root of the rounding error. */
    private static final double STEP = 1e-5;
    /** The step's least size, for parameters at 0. */
    private static final double SMALLEST_STEP = 1e-7;
    private static final String NORM = "norm";

    private final FoldedModel folded;
    private final BinnedCounts data;
    private final FitStatistic statistic;
    private final List<ModelParameter> parameters;

    /**
     * @param folded model, response and bins
     * @param data what was measured in the bins
     * @param statistic what is to be smallest
     * @throws IllegalArgumentException if the numbers of bins differ or there is none
     */
    public SpectralFit(FoldedModel folded, BinnedCounts data, FitStatistic statistic) {
        if (folded.bins().size() != data.size() || data.size() == 0) {
            throw new RefusedValueException("model with " + folded.bins().size() + " bins, data with " + data.size()
                    + "; a fit needs the same number, at least 1");
        }
        this.folded = folded;
        this.data = data;
        this.statistic = statistic;
        this.parameters = folded.model().parameters();
    }

    /**
     * Fits all parameters but those that XSPEC freezes.
     *
     * @param start one value per model parameter
     * @return the fit
     * @throws FitFailedException if no minimum is found
     */
    public BestFit fit(double[] start) throws FitFailedException {
        boolean[] frozen = new boolean[parameters.size()];
        for (int i = 0; i < frozen.length; i++) {
            frozen[i] = parameters.get(i).frozen();
        }
        return fit(start, frozen);
    }

    /**
     * Fits.
     *
     * @param start one value per model parameter
     * @param frozen which parameters keep their start values
     * @return the fit
     * @throws FitFailedException if no minimum is found within some hundred steps
     * @throws IllegalArgumentException if the numbers of values differ from that of the parameters, a value is outside its
     *         hard limits, or no parameter is free
     */
    public BestFit fit(double[] start, boolean[] frozen) throws FitFailedException {
        if (start.length != parameters.size() || frozen.length != parameters.size()) {
            throw new RefusedValueException(start.length + " start values for " + parameters.size() + " parameters");
        }
        int[] free = IntStream.range(0, frozen.length).filter(i -> !frozen[i]).toArray();
        if (free.length == 0) {
            throw new RefusedValueException("no parameter of " + folded.model().expression() + " is free");
        }
        double[] values = renormalised(start, frozen);
        double[] target = new double[data.size()];
        try {
            Optimum optimum = new LevenbergMarquardtOptimizer().optimize(new LeastSquaresBuilder()
                    .model(point -> linearised(values, free, point.toArray()))
                    .target(target)
                    .start(pick(values, free))
                    .parameterValidator(point -> new ArrayRealVector(limited(free, point.toArray()), false))
                    .lazyEvaluation(false)
                    .checker((i, previous, current) -> converged(previous.getCost(), current.getCost(),
                            previous.getPoint(), current.getPoint()))
                    .maxEvaluations(MAX_EVALUATIONS)
                    .maxIterations(MAX_EVALUATIONS)
                    .build());
            double[] best = placed(values, free, optimum.getPoint().toArray());
            return new BestFit(best, errors(optimum, free), statistic.value(data, folded.rates(best)), data.size(),
                    free.length, optimum.getEvaluations());
        } catch (MathIllegalStateException e) {
            throw new FitFailedException("the fit of " + folded.model().expression() + " from "
                    + Arrays.toString(start) + " found no minimum in " + MAX_EVALUATIONS
                    + " steps; start nearer to it or fix a parameter", e);
        }
    }

    private static boolean converged(double previous, double current, RealVector from, RealVector to) {
        boolean still = true;
        for (int i = 0; i < from.getDimension(); i++) {
            still &= Math.abs(to.getEntry(i) - from.getEntry(i)) <= PARAMETER_TOLERANCE * Math.abs(to.getEntry(i));
        }
        return still && Math.abs(previous - current) <= COST_TOLERANCE * current;
    }

    /**
     * Scales the norms so that model and data have the same sum, as XSPEC does before a fit: a norm that is wrong by orders
     * of magnitude leaves the other parameters without effect on the statistic.
     */
    private double[] renormalised(double[] start, boolean[] frozen) {
        double[] values = start.clone();
        double measured = 0;
        double predicted = 0;
        double[] rates = folded.rates(start);
        for (int b = 0; b < rates.length; b++) {
            measured += data.netRate(b) * data.exposure(b);
            predicted += rates[b] * data.exposure(b);
        }
        double factor = measured / predicted;
        if (!(factor > 0) || Double.isInfinite(factor)) {
            return values;
        }
        for (int i = 0; i < values.length; i++) {
            ModelParameter p = parameters.get(i);
            if (p.name().equals(NORM)) {
                double scaled = start[i] * factor;
                if (frozen[i] || scaled < p.hardMin() || scaled > p.hardMax()) {
                    return start.clone();
                }
                values[i] = scaled;
            }
        }
        return values;
    }

    private double[] residuals(double[] values) {
        double[] rates = folded.rates(values);
        for (int b = 0; b < rates.length; b++) {
            double root = Math.sqrt(Math.max(statistic.term(data, b, rates[b]), 0));
            double measured = statistic == FitStatistic.C_STAT ? data.counts(b) / data.exposure(b) : data.netRate(b);
            rates[b] = rates[b] > measured ? root : -root;
        }
        return rates;
    }

    private Pair<RealVector, RealMatrix> linearised(double[] values, int[] free, double[] point) {
        double[] at = placed(values, free, point);
        double[] middle = residuals(at);
        double[][] jacobian = new double[middle.length][free.length];
        for (int k = 0; k < free.length; k++) {
            ModelParameter p = parameters.get(free[k]);
            double step = Math.max(STEP * Math.abs(point[k]), SMALLEST_STEP * Math.min(1, p.hardMax() - p.hardMin()));
            double low = Math.max(point[k] - step, p.hardMin());
            double high = Math.min(point[k] + step, p.hardMax());
            double[] below = residuals(with(at, free[k], low));
            double[] above = residuals(with(at, free[k], high));
            for (int b = 0; b < middle.length; b++) {
                jacobian[b][k] = (above[b] - below[b]) / (high - low);
            }
        }
        return new Pair<>(new ArrayRealVector(middle, false), new Array2DRowRealMatrix(jacobian, false));
    }

    private double[] errors(Optimum optimum, int[] free) {
        double[] errors = new double[parameters.size()];
        double[] sigma = new double[free.length];
        try {
            sigma = optimum.getSigma(0).toArray();
        } catch (SingularMatrixException e) {
            // Said by NaN: a parameter without effect has no error.
            Arrays.fill(sigma, Double.NaN);
        }
        for (int k = 0; k < free.length; k++) {
            errors[free[k]] = sigma[k];
        }
        return errors;
    }

    private double[] limited(int[] free, double[] point) {
        for (int k = 0; k < free.length; k++) {
            ModelParameter p = parameters.get(free[k]);
            point[k] = Math.min(Math.max(point[k], p.hardMin()), p.hardMax());
        }
        return point;
    }

    private static double[] pick(double[] values, int[] free) {
        return Arrays.stream(free).mapToDouble(i -> values[i]).toArray();
    }

    private static double[] placed(double[] values, int[] free, double[] point) {
        double[] all = values.clone();
        for (int k = 0; k < free.length; k++) {
            all[free[k]] = point[k];
        }
        return all;
    }

    private static double[] with(double[] values, int index, double value) {
        double[] all = values.clone();
        all[index] = value;
        return all;
    }
}
