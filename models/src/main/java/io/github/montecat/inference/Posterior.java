package io.github.montecat.inference;

import io.github.montecat.prior.ModelPrior;
import io.github.montecat.prior.Prior;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Samples of the posterior of a model's free parameters, all inside the prior and all of equal weight. Immutable and
 * safe for use by several threads.
 */
public final class Posterior {

    private final ModelPrior prior;
    private final double[][] units;
    private final double[][] columns;
    /** The fit statistic of each sample, computed when it is asked for; empty if it cannot be. */
    private final Supplier<Optional<double[]>> statistics;

    /**
     * Takes samples over whose likelihood was not computed.
     *
     * @param prior the prior whose free parameters were inferred
     * @param columns one array of samples per free parameter, in the parameters' own (linear) units; not copied
     * @throws IllegalArgumentException if the number of columns or their lengths do not fit, or there is no sample
     */
    public Posterior(ModelPrior prior, double[][] columns) {
        this(prior, columns, null, Optional::empty);
    }

    /**
     * Takes samples over.
     *
     * @param prior the prior whose free parameters were inferred
     * @param columns one array of samples per free parameter, in the parameters' own (linear) units; not copied
     * @param statistics the fit statistic, -2 ln L, of each sample, or null if it was not computed; not copied
     * @throws IllegalArgumentException as above, or if there are not as many statistics as samples
     */
    public Posterior(ModelPrior prior, double[][] columns, double[] statistics) {
        this(prior, columns, null, () -> Optional.ofNullable(statistics));
        if (statistics != null && statistics.length != columns[0].length) {
            throw new IllegalArgumentException("posterior has " + columns[0].length + " samples and "
                    + statistics.length + " statistics");
        }
    }

    private Posterior(ModelPrior prior, double[][] columns, double[][] units, Supplier<Optional<double[]>> statistics) {
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
        this.units = units == null ? units(prior, columns) : units;
        this.statistics = statistics;
    }

    /**
     * Takes points of the prior's unit cube over.
     *
     * @param prior the prior
     * @param units points, parameters x samples, each number in [0, 1]; not copied
     * @param statistics computes the fit statistic, -2 ln L, of each sample whenever it is asked for; empty if that
     *         fails
     * @return their values, all inside the prior
     * @throws IllegalArgumentException as the constructors do
     */
    static Posterior ofUnits(ModelPrior prior, double[][] units, Supplier<Optional<double[]>> statistics) {
        return new Posterior(prior, values(prior, units), units, statistics);
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
     * @return a copy of the fit statistic, -2 ln L, of each sample; empty if there is no likelihood. For samples that
     *        were
     *         not refined it is computed by this call, in the current fork-join pool.
     */
    public Optional<double[]> statistics() {
        return statistics.get().map(double[]::clone);
    }

    /** @return the samples as points of the prior's unit cube: parameters x samples; a copy */
    public double[][] units() {
        return Arrays.stream(units).map(double[]::clone).toArray(double[][]::new);
    }

    private static double[][] units(ModelPrior prior, double[][] columns) {
        return IntStream.range(0, columns.length).mapToObj(p -> {
            Prior one = prior.free().get(p).prior();
            // Rounding of the map must not leave the prior.
            return Arrays.stream(columns[p]).map(v -> Math.min(Math.max(one.toUnit(v), 0), 1)).toArray();
        }).toArray(double[][]::new);
    }

    private static double[][] values(ModelPrior prior, double[][] units) {
        return IntStream.range(0, units.length).mapToObj(p -> {
            Prior one = prior.free().get(p).prior();
            // Rounding of the map itself must not leave the prior either.
            return Arrays.stream(units[p]).map(u -> Math.min(one.max(), Math.max(one.min(), one.fromUnit(u)))).toArray();
        }).toArray(double[][]::new);
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
        for (double[] parameter : units) {
            long atEdge = Arrays.stream(parameter).filter(u -> u <= 1e-6 || u >= 1 - 1e-6).count();
            if (atEdge * 100 >= sampleCount()) {
                return true;
            }
        }
        return false;
    }
}
