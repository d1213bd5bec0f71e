package io.github.montecat.fit;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.statistic.BinnedCounts;
import io.github.montecat.statistic.FitStatistic;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Fits a model to a spectrum. Every statistic is a sum of terms from 0 up, so it is a sum of squares of their roots
 * with the sign of model minus data, and {@link BoundedMinimum} serves for all of them. Parameters stay inside their
 * hard limits. Where a norm ends at 0, so that parameters lose their effect, the fit looks for values of these at which
 * the norm would grow, and goes on from there. Immutable and safe for use by several threads.
 *
 * <pre>{@code
 * BestFit fit = new SpectralFit(folded, data, FitStatistic.poisson(data)).fit(start);
 * }</pre>
 */
public final class SpectralFit {

    private static final int MAX_STEPS = 500;
    /** Fall of the statistic that ends a fit: parameters are then right to some 1e-5 of their errors. */
    private static final double TOLERANCE = 1e-10;
    private static final int TRIES = 4;
    /** How often a fit leaves a limit again, where parameters had lost their effect. */
    private static final int MAX_RELEASES = 5;
    /** Fall of the statistic that is worth it. */
    private static final double WORTHWHILE = 1e-3;
    static final String NORM = "norm";

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
        FitResiduals residuals = new FitResiduals(folded, data, statistic, renormalised(start, frozen), free);
        BoundedMinimum search = new BoundedMinimum(residuals.lower(), residuals.upper(), TOLERANCE, MAX_STEPS, TRIES);
        BoundedMinimum.Result<FitResiduals.Point> minimum = search.from(residuals.start(), residuals);
        LimitRelease release = new LimitRelease(residuals, Arrays.stream(free).mapToObj(parameters::get).toList());
        boolean fell = true;
        for (int r = 0; r < MAX_RELEASES && fell && minimum.converged(); r++) {
            double before = minimum.trial().value();
            for (double[] point : release.from(minimum.trial(), WORTHWHILE)) {
                BoundedMinimum.Result<FitResiduals.Point> next = search.from(point, residuals);
                minimum = next.trial().value() < minimum.trial().value() ? next : minimum;
            }
            fell = minimum.trial().value() < before - WORTHWHILE;
        }
        if (!minimum.converged()) {
            throw new FitFailedException("the fit of " + folded.model().expression() + " from "
                    + Arrays.toString(start) + " found no minimum in " + MAX_STEPS
                    + " steps; start nearer to it or fix a parameter");
        }
        double[] best = residuals.values(minimum.trial().point());
        double[] errors = errors(minimum.trial().slopes().curvature(), free);
        return new BestFit(best, errors, statistic.value(data, folded.rates(best)), data.size(), free.length,
                residuals.evaluations());
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

    /** One parameter without effect leaves the others their errors. */
    private double[] errors(double[][] curvature, int[] free) {
        double[] errors = new double[parameters.size()];
        for (int f : free) {
            errors[f] = Double.NaN;
        }
        int[] effective = IntStream.range(0, free.length).filter(k -> curvature[k][k] > 0).toArray();
        int n = effective.length;
        double[][] scaled = new double[n][n];
        double[] scale = Arrays.stream(effective).mapToDouble(k -> 1 / Math.sqrt(curvature[k][k])).toArray();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                scaled[i][j] = i == j ? 1 : curvature[effective[i]][effective[j]] * scale[i] * scale[j];
            }
        }
        try {
            RealMatrix inverse = new CholeskyDecomposition(new Array2DRowRealMatrix(scaled, false),
                    CholeskyDecomposition.DEFAULT_RELATIVE_SYMMETRY_THRESHOLD, DampedStep.SINGULAR)
                    .getSolver().getInverse();
            for (int i = 0; i < n; i++) {
                errors[free[effective[i]]] = scale[i] * Math.sqrt(inverse.getEntry(i, i));
            }
        } catch (NonPositiveDefiniteMatrixException e) {
            return errors;
        }
        return errors;
    }
}
