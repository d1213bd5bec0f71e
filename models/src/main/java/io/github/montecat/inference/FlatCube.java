package io.github.montecat.inference;

import io.github.montecat.exact.LogLikelihood;
import io.github.montecat.prior.LogNormalPrior;
import io.github.montecat.prior.LogUniformPrior;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.prior.NormalPrior;
import io.github.montecat.prior.Prior;
import io.github.montecat.prior.UniformPrior;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A unit cube to sample in where priors are normal or log-normal. In the prior's own cube a posterior some standard
 * deviations off the prior's centre is crammed into a corner, where samplers do not find it. In this cube the parameter,
 * or its logarithm, is equally spread over seven standard deviations to both sides, and the prior's density goes with the
 * likelihood. Coordinates of other parameters are the prior's. Immutable and safe for use by several threads.
 */
final class FlatCube {

    /** Farther out a place in the prior has no digits left; 3e-12 of the prior is there. */
    private static final double REACH = 7;

    private final List<Axis> axes;

    /**
     * A parameter with a normal prior.
     *
     * @param index its index among free parameters
     * @param prior its prior
     * @param flat what is uniform in this cube
     * @param centre mean, or median before the cut
     * @param width standard deviation, in dex if logarithmic
     */
    private record Axis(int index, Prior prior, Prior flat, double centre, double width) {

        /** Distance from the centre in standard deviations. */
        double deviation(double coordinate) {
            double value = flat.fromUnit(coordinate);
            return (flat instanceof LogUniformPrior ? Math.log10(value / centre) : value - centre) / width;
        }

        /** ln of the prior's density over this cube's, less that of the deviation. */
        double logConstant() {
            double deviation = deviation(0.5);
            double value = flat.fromUnit(0.5);
            return Math.log(prior.density(value) / flat.density(value)) + deviation * deviation / 2;
        }
    }

    private FlatCube(List<Axis> axes) {
        this.axes = axes;
    }

    /**
     * @param prior a prior
     * @return its cube to sample in; the prior's own if no parameter has a normal prior
     */
    static FlatCube of(ModelPrior prior) {
        List<Axis> axes = new ArrayList<>();
        for (int p = 0; p < prior.dimension(); p++) {
            Prior one = prior.free().get(p).prior();
            if (one instanceof NormalPrior n) {
                double low = Math.max(n.min(), n.mean() - REACH * n.sigma());
                double high = Math.min(n.max(), n.mean() + REACH * n.sigma());
                if (low < high) {
                    axes.add(new Axis(p, n, new UniformPrior(low, high), n.mean(), n.sigma()));
                }
            } else if (one instanceof LogNormalPrior n) {
                double low = Math.max(n.min(), n.median() * Math.pow(10, -REACH * n.dex()));
                double high = Math.min(n.max(), n.median() * Math.pow(10, REACH * n.dex()));
                if (low > 0 && low < high && high < Double.POSITIVE_INFINITY) {
                    axes.add(new Axis(p, n, new LogUniformPrior(low, high), n.median(), n.dex()));
                }
            }
        }
        return new FlatCube(List.copyOf(axes));
    }

    /** @return points of the prior's cube; the same array if both cubes are one */
    double[][] toPrior(double[][] points) {
        return moved(points, (axis, u) -> axis.prior().toUnit(axis.flat().fromUnit(u)));
    }

    /** @return points of this cube; the same array if both cubes are one */
    double[][] fromPrior(double[][] units) {
        return moved(units, (axis, u) -> axis.flat().toUnit(axis.prior().fromUnit(u)));
    }

    @FunctionalInterface
    private interface Move {

        double of(Axis axis, double coordinate);
    }

    private double[][] moved(double[][] points, Move move) {
        if (axes.isEmpty()) {
            return points;
        }
        double[][] moved = Arrays.stream(points).map(double[]::clone).toArray(double[][]::new);
        for (double[] point : moved) {
            for (Axis axis : axes) {
                point[axis.index()] = Math.min(Math.max(move.of(axis, point[axis.index()]), 0), 1);
            }
        }
        return moved;
    }

    /** @return what to add to a log evidence over this cube to have that over the prior */
    double logConstant() {
        return axes.stream().mapToDouble(Axis::logConstant).sum();
    }

    /** @return minus twice the part of the prior in {@link #over}, at a point of this cube */
    double deviance(double[] point) {
        return axes.stream().mapToDouble(a -> Math.pow(a.deviation(point[a.index()]), 2)).sum();
    }

    /**
     * @param likelihood a likelihood over the prior's cube
     * @return the likelihood over this cube, times the normal densities without their constants
     */
    LogLikelihood over(LogLikelihood likelihood) {
        return axes.isEmpty() ? likelihood : new LogLikelihood() {
            @Override
            public int dimension() {
                return likelihood.dimension();
            }

            @Override
            public double[] values(double[][] points) {
                double[] values = likelihood.values(toPrior(points));
                for (int i = 0; i < values.length; i++) {
                    values[i] -= deviance(points[i]) / 2;
                }
                return values;
            }

            @Override
            public Optional<Residuals> residuals() {
                return likelihood.residuals().map(r -> points -> {
                    double[][] residuals = r.values(toPrior(points));
                    for (int i = 0; i < residuals.length; i++) {
                        int data = residuals[i].length;
                        residuals[i] = Arrays.copyOf(residuals[i], data + axes.size());
                        for (int a = 0; a < axes.size(); a++) {
                            residuals[i][data + a] = axes.get(a).deviation(points[i][axes.get(a).index()]);
                        }
                    }
                    return residuals;
                });
            }
        };
    }
}
