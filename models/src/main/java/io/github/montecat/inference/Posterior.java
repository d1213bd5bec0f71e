package io.github.montecat.inference;

import io.github.montecat.prior.ModelPrior;
import java.util.Arrays;

/**
 * Samples of the posterior of a model's free parameters, all inside the prior and all of equal weight. Immutable and
 * safe for use by several threads.
 */
public final class Posterior {

    private final ModelPrior prior;
    private final double[][] columns;

    /**
     * Takes samples over.
     *
     * @param prior the prior whose free parameters were inferred
     * @param columns one array of samples per free parameter, in the parameters' own (linear) units; not copied
     * @throws IllegalArgumentException if the number of columns or their lengths do not fit, or there is no sample
     */
    public Posterior(ModelPrior prior, double[][] columns) {
        if (columns.length != prior.dimension()) {
            throw new IllegalArgumentException("posterior has " + columns.length + " columns, the prior has "
                    + prior.dimension() + " free parameters");
        }
        for (double[] c : columns) {
            if (c.length == 0 || c.length != columns[0].length) {
                throw new IllegalArgumentException("posterior columns have " + columns[0].length + " and " + c.length
                        + " samples; expected one common length above 0");
            }
        }
        this.prior = prior;
        this.columns = columns;
    }

    /** @return the prior, whose free parameters are this posterior's columns */
    public ModelPrior prior() {
        return prior;
    }

    /** @return the number of samples */
    public int sampleCount() {
        return columns[0].length;
    }

    /**
     * @param sample index of a sample
     * @param parameter index of a free parameter
     * @return its value
     */
    public double value(int sample, int parameter) {
        return columns[parameter][sample];
    }

    /**
     * @param parameter index of a free parameter
     * @return a copy of its samples
     */
    public double[] column(int parameter) {
        return columns[parameter].clone();
    }

    /**
     * @param parameter index of a free parameter
     * @return its summary
     */
    public ParameterSummary summary(int parameter) {
        return ParameterSummary.of(columns[parameter]);
    }

    /**
     * Pearson's correlation of two parameters, in linear units.
     *
     * @param a index of a free parameter
     * @param b index of another
     * @return the coefficient, NaN if one of them does not vary
     */
    public double correlation(int a, int b) {
        double ma = Arrays.stream(columns[a]).average().orElseThrow();
        double mb = Arrays.stream(columns[b]).average().orElseThrow();
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < sampleCount(); i++) {
            double da = columns[a][i] - ma;
            double db = columns[b][i] - mb;
            ab += da * db;
            aa += da * da;
            bb += db * db;
        }
        return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : Double.NaN;
    }

    /**
     * Whether the prior shapes the result: a parameter has at least 1 % of its samples within 1e-6 of an end of its
     * prior's range.
     *
     * @return true if so for any parameter
     */
    public boolean atPriorEdge() {
        for (int p = 0; p < columns.length; p++) {
            int parameter = p;
            long atEdge = Arrays.stream(columns[p])
                    .map(v -> prior.free().get(parameter).prior().toUnit(v))
                    .filter(u -> u <= 1e-6 || u >= 1 - 1e-6)
                    .count();
            if (atEdge * 100 >= sampleCount()) {
                return true;
            }
        }
        return false;
    }
}
