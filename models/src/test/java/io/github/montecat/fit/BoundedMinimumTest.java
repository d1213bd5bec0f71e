package io.github.montecat.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedMinimumTest {

    private static final double DIFFERENCE = 1e-6;

    /** Residuals with derivatives by differences that do not leave the unit square by more than rounding. */
    private record Trial(double[] point, double[] residuals, Function<double[], double[]> function)
            implements BoundedMinimum.Trial {

        @Override
        public double value() {
            return Arrays.stream(residuals).map(r -> r * r).sum();
        }

        @Override
        public BoundedMinimum.Slopes slopes() {
            double[][] derivatives = new double[point.length][residuals.length];
            for (int p = 0; p < point.length; p++) {
                double[] beside = point.clone();
                double step = (point[p] > 0.5 ? -DIFFERENCE : DIFFERENCE) * Math.max(1, Math.abs(point[p]));
                beside[p] += step;
                double[] there = function.apply(beside);
                for (int b = 0; b < residuals.length; b++) {
                    derivatives[p][b] = (there[b] - residuals[b]) / step;
                }
            }
            return BoundedMinimum.Slopes.of(residuals, derivatives);
        }
    }

    private static BoundedMinimum.Result<Trial> search(double low, double high, int tries, double[] start,
            Function<double[], double[]> residuals) {
        double[] lower = new double[start.length];
        double[] upper = new double[start.length];
        Arrays.fill(lower, low);
        Arrays.fill(upper, high);
        return new BoundedMinimum(lower, upper, 1e-12, 300, tries).from(start, points -> Arrays.stream(points)
                .map(p -> new Trial(p, residuals.apply(p), residuals)).toList());
    }

    /** Rosenbrock 1960: a bent valley with its floor at (1, 1). */
    private static double[] rosenbrock(double[] x) {
        return new double[] {10 * (x[1] - x[0] * x[0]), 1 - x[0]};
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void followsABentValley(int tries) {
        assertArrayEquals(new double[] {1, 1}, search(-5, 5, tries, new double[] {-1.2, 1},
                BoundedMinimumTest::rosenbrock).trial().point(), 1e-5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void endsAtTheBoundWhereTheValleyLeaves(int tries) {
        // With x at most 0.5 the floor is at (0.5, 0.25).
        BoundedMinimum.Result<Trial> found = search(-5, 0.5, tries, new double[] {-1.2, 0.4},
                BoundedMinimumTest::rosenbrock);
        assertTrue(found.converged());
        assertArrayEquals(new double[] {0.5, 0.25}, found.trial().point(), 1e-6);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void leavesABoundThatTheGradientPointsAwayFrom(int tries) {
        assertArrayEquals(new double[] {1, 1}, search(0, 5, tries, new double[] {0, 5},
                BoundedMinimumTest::rosenbrock).trial().point(), 1e-5);
    }

    @Test
    void otherCoordinatesTakeTheBestStepBesideABound() {
        // Correlated: the free minimum is at (-1, 3), the one inside the bounds at (0, 1), where y = 3 - 2 (x + 1).
        Function<double[], double[]> linear = x -> new double[] {0.1 * (x[0] + 1), 2 * (x[0] + 1) + x[1] - 3};
        BoundedMinimum.Result<Trial> found = search(0, 5, 1, new double[] {0.5, 5}, linear);
        assertArrayEquals(new double[] {0, 1}, found.trial().point(), 1e-6);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-12, 1, 1e12})
    void unitsDoNotMatter(double unit) {
        Function<double[], double[]> scaled = x -> rosenbrock(new double[] {x[0], x[1] / unit});
        double[] found = new BoundedMinimum(new double[] {-5, -5 * unit}, new double[] {5, 5 * unit}, 1e-12, 300, 4)
                .from(new double[] {-1.2, unit}, points -> Arrays.stream(points).map(p -> analytic(p, unit)).toList())
                .trial().point();
        assertEquals(1, found[0], 1e-6);
        assertEquals(1, found[1] / unit, 1e-6);
        assertEquals(0, Arrays.stream(scaled.apply(found)).map(Math::abs).max().orElseThrow(), 1e-5);
    }

    private static BoundedMinimum.Trial analytic(double[] x, double unit) {
        double[] r = rosenbrock(new double[] {x[0], x[1] / unit});
        return new BoundedMinimum.Trial() {
            @Override
            public double[] point() {
                return x;
            }

            @Override
            public double value() {
                return r[0] * r[0] + r[1] * r[1];
            }

            @Override
            public BoundedMinimum.Slopes slopes() {
                return BoundedMinimum.Slopes.of(r, new double[][] {{-20 * x[0], -1}, {10 / unit, 0}});
            }
        };
    }

    @Test
    void coordinateWithoutEffectStays() {
        double[] found = search(-5, 5, 1, new double[] {3, 0.3}, x -> new double[] {x[0] - 2}).trial().point();
        assertArrayEquals(new double[] {2, 0.3}, found, 1e-6);
    }

    @Test
    void valuesThatAreNotNumbersAreNoMinimum() {
        assertEquals(0, search(-5, 5, 1, new double[] {4}, x -> new double[] {x[0] < 0 ? Double.NaN : x[0]})
                .trial().value(), 1e-6);
        assertFalse(search(-5, 5, 1, new double[] {4}, x -> new double[] {Double.NaN}).converged());
    }

    @Test
    void startOutsideIsTakenToTheBound() {
        assertEquals(List.of(1.0), List.of(search(-1, 1, 1, new double[] {7}, x -> new double[] {x[0] - 3})
                .trial().point()[0]));
    }
}
