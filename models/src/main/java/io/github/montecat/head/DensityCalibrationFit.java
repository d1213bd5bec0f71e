package io.github.montecat.head;

import io.github.montecat.random.StandardNormal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.util.Pair;

/**
 * Finds a {@link DensityCalibration}, parameter by parameter. With u the truth's place in its distribution, the sums of the first
 * four Legendre polynomials of 2u - 1 over the spectra around each node of counts, in their standard deviations for uniform u, are
 * made as small as they get. These are the components of Neyman's smooth test of uniformity (Neyman 1937, "Smooth test for goodness
 * of fit"); with four of them at each node, as many as a {@link SinhArcsinh} has parameters, they all but vanish.
 */
final class DensityCalibrationFit {

    private static final int MOMENTS = SinhArcsinh.PARAMETERS;
    /** How far the coordinates of shapes are expected from 0, so that a few spectra do not bend them far. */
    private static final double EXPECTED = 1;
    private static final double TOLERANCE = 1e-4;
    private static final int MOST_STEPS = 1000;

    private final DensityHead head;
    private final List<float[]> outputs;
    private final List<double[]> units;
    private final CountNodes nodes;
    private final CountNodes.Place[] places;
    /** Standard deviation of a sum around each node, of what has a variance of 1. */
    private final double[] scatter;

    DensityCalibrationFit(DensityHead head, List<float[]> outputs, double[] counts, List<double[]> units) {
        this.head = head;
        this.outputs = outputs;
        this.units = units;
        nodes = CountNodes.of(counts);
        places = Arrays.stream(counts).mapToObj(nodes::place).toArray(CountNodes.Place[]::new);
        scatter = new double[nodes.size()];
        for (CountNodes.Place place : places) {
            for (int side = 0; side < 2; side++) {
                scatter[place.node(side)] += place.weight(side) * place.weight(side);
            }
        }
        Arrays.setAll(scatter, k -> Math.sqrt(scatter[k]));
    }

    DensityCalibration calibration() {
        return new DensityCalibration(nodes.counts(), IntStream.range(0, head.parameters()).parallel()
                .mapToObj(this::shapes).toArray(SinhArcsinh[][]::new));
    }

    private SinhArcsinh[] shapes(int parameter) {
        double[][] normals = IntStream.range(0, places.length)
                .mapToObj(i -> head.marginal(outputs.get(i), units.get(i), parameter)).toArray(double[][]::new);
        int unknowns = MOMENTS * nodes.size();
        RealVector found = new LevenbergMarquardtOptimizer().withCostRelativeTolerance(TOLERANCE)
                .withParameterRelativeTolerance(TOLERANCE)
                .optimize(new LeastSquaresBuilder().start(new double[unknowns]).target(new double[2 * unknowns])
                        .model(coordinates -> off(normals, coordinates.toArray()))
                        .maxEvaluations(MOST_STEPS).maxIterations(MOST_STEPS).build())
                .getPoint();
        return IntStream.range(0, nodes.size()).mapToObj(k -> SinhArcsinh.at(at(found.toArray(), k)))
                .toArray(SinhArcsinh[]::new);
    }

    private static double[] at(double[] coordinates, int node) {
        return Arrays.copyOfRange(coordinates, node * MOMENTS, (node + 1) * MOMENTS);
    }

    /** What is to vanish, and its derivatives: the moments at all nodes, followed by the coordinates of all shapes. */
    private Pair<RealVector, RealMatrix> off(double[][] normals, double[] coordinates) {
        double[] off = new double[2 * coordinates.length];
        double[][] slopes = new double[off.length][coordinates.length];
        for (int i = 0; i < normals.length; i++) {
            add(places[i], normals[i], coordinates, off, slopes);
        }
        for (int c = 0; c < coordinates.length; c++) {
            off[coordinates.length + c] = coordinates[c] / EXPECTED;
            slopes[coordinates.length + c][c] = 1 / EXPECTED;
        }
        return new Pair<>(new ArrayRealVector(off, false), new Array2DRowRealMatrix(slopes, false));
    }

    private void add(CountNodes.Place place, double[] normals, double[] coordinates, double[] off, double[][] slopes) {
        double[] between = place.between(at(coordinates, place.node(0)), at(coordinates, place.node(1)));
        double[] byShape = new double[MOMENTS];
        double x = 2 * below(SinhArcsinh.at(between), normals, byShape) - 1;
        double[] values = {x, (3 * x * x - 1) / 2, (5 * x * x - 3) * x / 2, ((35 * x * x - 30) * x * x + 3) / 8};
        double[] derivatives = {1, 3 * x, (15 * x * x - 3) / 2, (35 * x * x - 15) * x / 2};
        for (int side = 0; side < 2; side++) {
            int node = place.node(side);
            for (int m = 0; m < MOMENTS; m++) {
                // The variance of polynomial m, counted from 1, is 1 / (2 m + 1).
                double weight = place.weight(side) * Math.sqrt(2 * m + 3) / scatter[node];
                off[node * MOMENTS + m] += weight * values[m];
                for (int other = 0; other < 2; other++) {
                    for (int c = 0; c < MOMENTS; c++) {
                        slopes[node * MOMENTS + m][place.node(other) * MOMENTS + c] +=
                                weight * derivatives[m] * 2 * byShape[c] * place.weight(other);
                    }
                }
            }
        }
    }

    /** How much of a parameter's distribution, once changed, lies below the truth; and by how much more with each coordinate. */
    private static double below(SinhArcsinh shape, double[] normals, double[] byShape) {
        double below = 0;
        double[] slopes = new double[MOMENTS];
        for (int n = 0; n < normals.length; n += 2) {
            double z = shape.inverse(normals[n + 1], slopes);
            below += normals[n] * StandardNormal.below(z);
            double density = normals[n] * StandardNormal.density(z);
            for (int c = 0; c < MOMENTS; c++) {
                // Far out, where there is no density, slopes may be infinite.
                byShape[c] += density == 0 ? 0 : density * slopes[c];
            }
        }
        return below;
    }
}
