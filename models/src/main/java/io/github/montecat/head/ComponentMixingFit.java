package io.github.montecat.head;

import io.github.montecat.statistic.LogSum;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Finds the {@link ComponentMixing} of a {@link DensityCalibration}: under which the true parameters of many spectra have the greatest
 * likelihood, all parameters of a spectrum together. Shapes along single parameters, and so their distributions, are given.
 *
 * <p>With z the truth in a component, in standard deviations and with the shapes undone, its density there is that of y, where A y =
 * z v and v are the standard deviations of the parameters of A z, times the product of v. Climbed by scoring, with the
 * gradients' products for the information (Berndt, Hall, Hall and Hausman 1974, Ann. Econ. Soc. Meas. 3, 653).
 */
final class ComponentMixingFit {

    /** How far numbers of A are expected from 0, so that a few spectra do not move them far. */
    private static final double EXPECTED = 1;
    private static final int MOST_STEPS = 100;
    private static final int MOST_HALVINGS = 10;
    /** Gain of a step, in ln likelihood of all spectra together, that is not worth another. */
    private static final double LEAST_GAIN = 0.1;
    /** Parts whose sums are added up in their order, whoever computes them. */
    private static final int PARTS = 64;

    private final DensityHead head;
    private final List<float[]> outputs;
    private final double[] counts;
    private final List<double[]> units;
    private final DensityCalibration shaped;
    private final int size;
    private final int unknowns;

    /** @param shaped calibration of the single parameters */
    ComponentMixingFit(DensityHead head, List<float[]> outputs, double[] counts, List<double[]> units,
            DensityCalibration shaped) {
        this.head = head;
        this.outputs = outputs;
        this.counts = counts;
        this.units = units;
        this.shaped = shaped;
        size = ComponentMixing.size(head.parameters());
        unknowns = size * shaped.counts().length;
    }

    /** What stands below the diagonal of A, counts x numbers. */
    double[][] mixing() {
        double[] found = new double[unknowns];
        if (size > 0) {
            Likelihood here = likelihood(found);
            double gain = Double.POSITIVE_INFINITY;
            for (int s = 0; s < MOST_STEPS && gain > LEAST_GAIN; s++) {
                double[] step = here.step();
                gain = 0;
                for (int h = 0; h < MOST_HALVINGS && gain <= 0; h++) {
                    double share = Math.scalb(1, -h);
                    double[] next = new double[unknowns];
                    for (int c = 0; c < unknowns; c++) {
                        next[c] = found[c] + share * step[c];
                    }
                    Likelihood there = likelihood(next);
                    gain = there.log - here.log;
                    if (gain > 0) {
                        found = next;
                        here = there;
                    }
                }
            }
        }
        double[] all = found;
        return IntStream.range(0, shaped.counts().length).mapToObj(k -> at(all, k)).toArray(double[][]::new);
    }

    private double[] at(double[] all, int node) {
        return Arrays.copyOfRange(all, node * size, (node + 1) * size);
    }

    /** ln likelihood of all truths and of the numbers themselves, its gradient, and its information. */
    private final class Likelihood {

        private double log;
        private final double[] gradient = new double[unknowns];
        private final RealMatrix information = new Array2DRowRealMatrix(unknowns, unknowns);

        void add(CountNodes.Place place, double value, double[] slopes) {
            log += value;
            int[] at = new int[2 * size];
            double[] own = new double[2 * size];
            for (int side = 0; side < 2; side++) {
                for (int c = 0; c < size; c++) {
                    at[side * size + c] = place.node(side) * size + c;
                    own[side * size + c] = place.weight(side) * slopes[c];
                }
            }
            for (int i = 0; i < own.length; i++) {
                gradient[at[i]] += own[i];
                for (int j = 0; j < own.length; j++) {
                    information.addToEntry(at[i], at[j], own[i] * own[j]);
                }
            }
        }

        void add(Likelihood other) {
            log += other.log;
            for (int c = 0; c < unknowns; c++) {
                gradient[c] += other.gradient[c];
                for (int d = 0; d < unknowns; d++) {
                    information.addToEntry(c, d, other.information.getEntry(c, d));
                }
            }
        }

        void addExpected(double[] values) {
            for (int c = 0; c < unknowns; c++) {
                log -= values[c] * values[c] / (2 * EXPECTED * EXPECTED);
                gradient[c] -= values[c] / (EXPECTED * EXPECTED);
                information.addToEntry(c, c, 1 / (EXPECTED * EXPECTED));
            }
        }

        double[] step() {
            return new CholeskyDecomposition(information).getSolver().solve(new ArrayRealVector(gradient, false)).toArray();
        }
    }

    private Likelihood likelihood(double[] values) {
        List<Likelihood> parts = IntStream.range(0, PARTS).parallel().mapToObj(part -> {
            Likelihood sum = new Likelihood();
            int first = (int) ((long) part * counts.length / PARTS);
            int end = (int) ((part + 1L) * counts.length / PARTS);
            for (int i = first; i < end; i++) {
                CountNodes.Place place = shaped.place(counts[i]);
                Truth truth = new Truth(new ComponentMixing(head.parameters(),
                        place.between(at(values, place.below()), at(values, place.above()))), i);
                if (truth.log > Double.NEGATIVE_INFINITY) {
                    sum.add(place, truth.log, truth.slopes);
                }
            }
            return sum;
        }).toList();
        Likelihood all = new Likelihood();
        parts.forEach(all::add);
        all.addExpected(values);
        return all;
    }

    /**
     * ln density of one spectrum's truth, but for a constant, and its slopes by the numbers of A. What does not depend on A is computed
     * anew in every step as well: for all components of all passes it would be gigabytes.
     */
    private final class Truth {

        private final int parameters = head.parameters();
        private final double log;
        private final double[] slopes = new double[size];

        Truth(ComponentMixing mixing, int spectrum) {
            float[] passes = outputs.get(spectrum);
            double[] truth = head.probit(units.get(spectrum));
            SinhArcsinh[] shapes = shaped.at(counts[spectrum]).shapes();
            MixtureDensity density = new MixtureDensity(parameters, head.components());
            int components = passes.length / head.outputs() * head.components();
            double[] logs = new double[components];
            double[][] byComponent = new double[components][size];
            for (int n = 0; n < components; n++) {
                int k = n % head.components();
                if (k == 0) {
                    density.set(head.doubles(passes, n / head.components() * head.outputs()));
                }
                logs[n] = Math.log(density.weight(k)) + component(density, k, truth, shapes, mixing, byComponent[n]);
            }
            log = LogSum.normalise(logs);
            for (int n = 0; n < components; n++) {
                for (int c = 0; c < size; c++) {
                    slopes[c] += logs[n] == 0 ? 0 : logs[n] * byComponent[n][c];
                }
            }
        }

        private double component(MixtureDensity density, int k, double[] truth, SinhArcsinh[] shapes,
                ComponentMixing mixing, double[] slopes) {
            double[][] inverse = density.inverse(k);
            double[] deviations = MixtureDensity.deviations(inverse);
            double[][] root = MixtureDensity.normalised(inverse, deviations);
            double[][] mixed = mixing.times(root);
            double[] v = MixtureDensity.deviations(mixed);
            double[] z = new double[parameters];
            double[] y = new double[parameters];
            double[] byShape = new double[SinhArcsinh.PARAMETERS];
            double sum = 0;
            for (int p = 0; p < parameters; p++) {
                z[p] = shapes[p].inverse((truth[p] - density.mean(k, p)) / deviations[p], byShape);
                // The slope by the shift is that by the value, but for its sign.
                sum += Math.log(-byShape[0] / deviations[p] * v[p] / root[p][p]);
                y[p] = z[p] * v[p];
            }
            mixing.solve(y);
            double[] h = y.clone();
            solve(root, h);
            sum -= MixtureDensity.product(h, h) / 2;
            solveTransposed(root, h);
            mixing.solveTransposed(h);
            for (int a = 1; a < parameters; a++) {
                for (int b = 0; b < a; b++) {
                    double byLength = MixtureDensity.product(root[b], mixed[a]) / v[a];
                    slopes[ComponentMixing.at(a, b)] = h[a] * (y[b] - z[a] * byLength) + byLength / v[a];
                }
            }
            return sum;
        }
    }

    /** For an upper triangular matrix, matrix x = right solved in place. */
    private static void solve(double[][] matrix, double[] right) {
        for (int i = right.length - 1; i >= 0; i--) {
            for (int j = i + 1; j < right.length; j++) {
                right[i] -= matrix[i][j] * right[j];
            }
            right[i] /= matrix[i][i];
        }
    }

    /** For an upper triangular matrix, matrix' x = right solved in place. */
    private static void solveTransposed(double[][] matrix, double[] right) {
        for (int i = 0; i < right.length; i++) {
            for (int j = 0; j < i; j++) {
                right[i] -= matrix[j][i] * right[j];
            }
            right[i] /= matrix[i][i];
        }
    }
}
