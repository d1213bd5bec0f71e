package io.github.montecat.head;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.random.PhiloxStream;
import io.github.montecat.random.RandomPurpose;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.MultivariateNormalDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DensityHeadTest {

    private static double[] random(int n, long seed) {
        PhiloxStream random = new PhiloxStream(seed, RandomPurpose.DROPOUT, 0);
        double[] values = new double[n];
        Arrays.setAll(values, i -> 2 * random.nextDouble() - 1);
        return values;
    }

    /** Log density of a mixture by Commons Math, from the definition of the outputs. */
    private static double reference(int p, int components, double[] outputs, double[] z) {
        int stride = 1 + 2 * p + p * (p - 1) / 2;
        double sum = 0;
        double weights = 0;
        for (int k = 0; k < components; k++) {
            RealMatrix a = new Array2DRowRealMatrix(p, p);
            int at = k * stride + 1 + 2 * p;
            for (int i = 0; i < p; i++) {
                a.setEntry(i, i, Math.exp(outputs[k * stride + 1 + p + i]));
                for (int j = i + 1; j < p; j++) {
                    a.setEntry(i, j, outputs[at++]);
                }
            }
            double[][] covariance = MatrixUtils.inverse(a.transpose().multiply(a)).getData();
            double[] mean = Arrays.copyOfRange(outputs, k * stride + 1, k * stride + 1 + p);
            sum += Math.exp(outputs[k * stride]) * new MultivariateNormalDistribution(mean, covariance).density(z);
            weights += Math.exp(outputs[k * stride]);
        }
        return Math.log(sum / weights);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "3,2", "5,4"})
    void lossIsTheNegativeLogDensity(int parameters, int components) {
        MixtureDensity density = new MixtureDensity(parameters, components);
        double[] outputs = random(density.outputs(), 1);
        double[] z = random(parameters, 2);
        assertEquals(-reference(parameters, components, outputs, z), density.loss(outputs, z), 1e-10);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "3,1", "3,3", "5,2"})
    void gradientAgreesWithDifferences(int parameters, int components) {
        MixtureDensity density = new MixtureDensity(parameters, components);
        double[] outputs = random(density.outputs(), 3);
        double[] z = random(parameters, 4);
        double[] gradient = new double[outputs.length];
        density.gradient(outputs, z, gradient);
        assertDifferences(o -> density.loss(o, z), outputs, gradient, 1e-7);
    }

    private static void assertDifferences(ToDoubleFunction<double[]> loss, double[] outputs, double[] gradient,
            double tolerance) {
        for (int i = 0; i < outputs.length; i++) {
            double h = 1e-6;
            double[] up = outputs.clone();
            double[] down = outputs.clone();
            up[i] += h;
            down[i] -= h;
            double expected = (loss.applyAsDouble(up) - loss.applyAsDouble(down)) / (2 * h);
            assertEquals(expected, gradient[i], tolerance * Math.max(1, Math.abs(expected)), "output " + i);
        }
    }

    /** A marginal density is what is left of the whole when all other parameters are integrated over. */
    @Test
    void marginalsAreIntegrals() {
        MixtureDensity density = new MixtureDensity(2, 3);
        double[] outputs = random(density.outputs(), 6);
        double[] z = {0.4, -0.9};
        double[] marginal = new double[2];
        double step = 0.02;
        for (double other = -25; other < 25; other += step) {
            marginal[0] += Math.exp(-density.loss(outputs, new double[] {z[0], other})) * step;
            marginal[1] += Math.exp(-density.loss(outputs, new double[] {other, z[1]})) * step;
        }
        assertEquals(-Math.log(marginal[0]) - Math.log(marginal[1]), new MixtureMarginals(density, 2, 3).loss(z), 1e-6);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "3,1", "3,3", "5,2"})
    void gradientWithMarginalsAgreesWithDifferences(int parameters, int components) {
        DensityLoss loss = new DensityLoss(parameters, components);
        double[] outputs = random(new MixtureDensity(parameters, components).outputs(), 7);
        double[] z = random(parameters, 8);
        double[] gradient = new double[outputs.length];
        assertEquals(loss.of(outputs, z), loss.gradient(outputs, z, gradient), 1e-12);
        assertDifferences(o -> loss.of(o, z), outputs, gradient, 3e-7);
    }

    /** Mean, spread and correlation of draws are those of the density, and its mean is the mean of the draws. */
    @Test
    void drawsFollowTheDensity() {
        DensityHead head = new DensityHead(2, 2);
        MixtureDensity density = new MixtureDensity(2, 2);
        // Two components of weights 1/4 and 3/4.
        double[] outputs = {0, -0.5, 0.3, 0.5, 0.2, 0.8, Math.log(3), 0.6, -0.2, 1.0, 0.7, -0.5};
        float[] single = new float[outputs.length];
        for (int i = 0; i < single.length; i++) {
            single[i] = (float) outputs[i];
        }
        int n = 40_000;
        PhiloxStream random = new PhiloxStream(5, RandomPurpose.DROPOUT, 0);
        NormalDistribution normal = new NormalDistribution(null, 0, 1);
        double[] mean = new double[2];
        double entropy = 0;
        for (int i = 0; i < n; i++) {
            double[] unit = head.draw(single, 0, random);
            double[] z = new double[2];
            for (int p = 0; p < 2; p++) {
                assertTrue(unit[p] > 0 && unit[p] < 1);
                mean[p] += unit[p] / n;
                z[p] = normal.inverseCumulativeProbability(unit[p]);
            }
            entropy += density.loss(outputs, z) / n;
        }
        double[] expected = head.mean(single, 0);
        assertArrayEquals(expected, mean, 4 * 0.3 / Math.sqrt(n));
        // The mean loss of draws is the entropy, which an integral over a grid gives as well.
        double integral = 0;
        double step = 0.05;
        for (double x = -8; x < 8; x += step) {
            for (double y = -8; y < 8; y += step) {
                double loss = density.loss(outputs, new double[] {x, y});
                integral += Math.exp(-loss) * loss * step * step;
            }
        }
        assertEquals(integral, entropy, 0.03);
    }

    /** Each draw takes the same share of the stream, so that a sample does not depend on how many came before. */
    @Test
    void everyDrawTakesTheSameShareOfTheStream() {
        DensityHead head = new DensityHead(3, 2);
        float[] one = new float[head.outputs()];
        float[] other = new float[head.outputs()];
        Arrays.fill(other, 0.7f);
        PhiloxStream a = new PhiloxStream(1, RandomPurpose.DROPOUT, 0);
        PhiloxStream b = new PhiloxStream(1, RandomPurpose.DROPOUT, 0);
        head.draw(one, 0, a);
        head.draw(other, 0, b);
        assertArrayEquals(head.draw(one, 0, a), head.draw(one, 0, b));
    }

    /**
     * Passes with the same outputs share what is computed; a first pass of its own, and one between, change nothing.
     */
    @Test
    void drawsOfEqualPassesAreThoseOfSinglePasses() {
        DensityHead head = new DensityHead(2, 3);
        int width = head.outputs();
        float[] outputs = new float[6 * width];
        Random random = new Random(5);
        int[] different = {0, 1, 1, 2, 1, 0};
        float[] three = new float[3 * width];
        for (int i = 0; i < three.length; i++) {
            three[i] = (float) random.nextGaussian();
        }
        for (int pass = 0; pass < 6; pass++) {
            System.arraycopy(three, different[pass] * width, outputs, pass * width, width);
        }
        List<double[]> together = head.draws(outputs, new PhiloxStream(3, RandomPurpose.DROPOUT, 0), Optional.empty());
        PhiloxStream again = new PhiloxStream(3, RandomPurpose.DROPOUT, 0);
        for (int pass = 0; pass < 6; pass++) {
            assertArrayEquals(head.draw(outputs, pass * width, again), together.get(pass));
        }
    }

    @Test
    void aDensityThatKnowsNothingIsThePrior() {
        DensityHead head = new DensityHead(2, 1);
        float[] standard = new float[head.outputs()];
        assertArrayEquals(new double[] {0.5, 0.5}, head.mean(standard, 0), 1e-12);
        // -log of two standard normal densities at 0, together once and each alone six times; and at the ends of the prior, 6
        // sigma away.
        assertEquals(7 * Math.log(2 * Math.PI), head.loss(standard, 0, new double[] {0.5, 0.5}), 1e-12);
        assertEquals(7 * (Math.log(2 * Math.PI) + 36), head.loss(standard, 0, new double[] {0, 1}), 1e-12);
    }

    @Test
    void headsByName() {
        assertEquals(new PointHead(3), Head.of("point", 3, 0));
        assertEquals(new DensityHead(3, 2), Head.of("density", 3, 2));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Head.of("other", 3, 2)).getMessage()
                .contains("other"));
        float[] outputs = {9, -0.1f, 1.2f, 0.4f};
        assertArrayEquals(new double[] {0, 1, 0.4}, new PointHead(3).draw(outputs, 1, new PhiloxStream(0, RandomPurpose.DROPOUT, 0)), 1e-7);
        assertEquals((0.01 + 0.04 + 0) / 3, new PointHead(3).loss(outputs, 1, new double[] {0, 1, 0.4}), 1e-7);
    }
}
