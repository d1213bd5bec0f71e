package io.github.montecat.head;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.descriptive.MultivariateSummaryStatistics;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DensityCalibrationTest {

    static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    static float[] random(int n, long seed) {
        Random random = new Random(seed);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) (0.5 * random.nextGaussian());
        }
        return values;
    }

    private static SinhArcsinh[] shapes(double[] shift, double[] stretch) {
        SinhArcsinh[] shapes = new SinhArcsinh[shift.length];
        Arrays.setAll(shapes, p -> new SinhArcsinh(shift[p], stretch[p], 0, 1));
        return shapes;
    }

    private static double below(DensityHead head, DensityCalibration calibration, float[] outputs, double counts, double[] unit,
            int parameter) {
        double[] marginal = head.marginal(outputs, unit, parameter);
        double below = 0;
        for (int n = 0; n < marginal.length; n += 2) {
            below += marginal[n]
                    * NORMAL.cumulativeProbability(calibration.at(counts).shapes()[parameter].inverse(marginal[n + 1]));
        }
        return below;
    }

    /**
     * Against the definition: of shifted and stretched components, means moved and covariances multiplied from both sides by
     * Commons Math, first and second moments of 200,000 draws.
     */
    @ParameterizedTest
    @CsvSource({"1,1", "2,3", "5,4"})
    void componentsAreShiftedAndStretched(int parameters, int components) {
        MixtureDensity density = new MixtureDensity(parameters, components);
        double[] outputs = new double[density.outputs()];
        float[] drawn = random(outputs.length, 7);
        Arrays.setAll(outputs, i -> drawn[i]);
        double[] shift = new double[parameters];
        double[] stretch = new double[parameters];
        Arrays.setAll(shift, p -> 0.3 - 0.1 * p);
        Arrays.setAll(stretch, p -> 0.7 + 0.2 * p);
        density.set(outputs);
        double[] mean = new double[parameters];
        double[][] second = new double[parameters][parameters];
        for (int k = 0; k < components; k++) {
            RealMatrix x = new Array2DRowRealMatrix(density.inverse(k));
            RealMatrix scaled = MatrixUtils.createRealDiagonalMatrix(stretch);
            RealMatrix covariance = x.multiply(x.transpose());
            RealMatrix own = scaled.multiply(covariance).multiply(scaled);
            double[] at = new double[parameters];
            for (int p = 0; p < parameters; p++) {
                at[p] = density.mean(k, p) + shift[p] * Math.sqrt(covariance.getEntry(p, p));
                mean[p] += density.weight(k) * at[p];
            }
            for (int p = 0; p < parameters; p++) {
                for (int q = 0; q < parameters; q++) {
                    second[p][q] += density.weight(k) * (own.getEntry(p, q) + at[p] * at[q]);
                }
            }
        }
        Random random = new Random(3);
        int draws = 200_000;
        DensityCorrection correction = new DensityCorrection(shapes(shift, stretch),
                new ComponentMixing(parameters, new double[ComponentMixing.size(parameters)]));
        MultivariateSummaryStatistics seen = new MultivariateSummaryStatistics(parameters, false);
        MixtureDraws mixture = new MixtureDraws(parameters, components, density, Optional.of(correction));
        for (int i = 0; i < draws; i++) {
            seen.addValue(mixture.changed(density.component(random.nextDouble()), random.doubles(parameters).map(
                    NORMAL::inverseCumulativeProbability).toArray(), correction));
        }
        double[][] covariance = seen.getCovariance().getData();
        for (int p = 0; p < parameters; p++) {
            double deviation = Math.sqrt(second[p][p] - mean[p] * mean[p]);
            assertEquals(mean[p], seen.getMean()[p], 5 * deviation / Math.sqrt(draws));
            for (int q = 0; q < parameters; q++) {
                double product = deviation * Math.sqrt(second[q][q] - mean[q] * mean[q]);
                assertEquals(second[p][q] - mean[p] * mean[q], covariance[p][q], 0.02 * product);
            }
        }
    }

    /** Truths drawn from densities that are wrong in a known way, which changes with counts. */
    @Test
    void fitFindsWhatIsWrong() {
        DensityHead head = new DensityHead(2, 1);
        Random random = new Random(11);
        int spectra = 60_000;
        List<float[]> outputs = new ArrayList<>();
        List<double[]> units = new ArrayList<>();
        double[] counts = new double[spectra];
        for (int i = 0; i < spectra; i++) {
            double decade = 2 + 3 * random.nextDouble();
            counts[i] = Math.pow(10, decade);
            // Weight, two means, two logarithms of 1/sigma, one above the diagonal: here without correlation.
            float[] o = {0, (float) (0.5 * random.nextGaussian()), (float) (0.5 * random.nextGaussian()), (float) Math.log(20),
                    (float) Math.log(4), 0};
            outputs.add(o);
            double first = o[1] + (0.2 + Math.exp(0.1 * (decade - 3.5)) * random.nextGaussian()) / 20;
            double second = o[2] + 1.3 * random.nextGaussian() / 4;
            units.add(new double[] {NORMAL.cumulativeProbability(first), NORMAL.cumulativeProbability(second)});
        }
        DensityCalibration found = DensityCalibration.fit(head, outputs, counts, units);
        double[] at = found.counts();
        assertArrayEquals(new double[] {100, 316.2, 1000, 3162, 10000, 31623, 100000}, at, 1);
        for (int k = 0; k < at.length; k++) {
            // 5000 spectra at an end: 5 standard errors are .07 and .05.
            assertEquals(0.2, found.shapes(0).get(k).median(), 0.07);
            assertEquals(Math.exp(0.1 * (Math.log10(at[k]) - 3.5)), found.shapes(0).get(k).width(), 0.06);
            assertEquals(0, found.shapes(1).get(k).median(), 0.09);
            assertEquals(1.3, found.shapes(1).get(k).width(), 0.07);
        }
        int inside = 0;
        for (int i = 0; i < spectra; i++) {
            if (Math.abs(below(head, found, outputs.get(i), counts[i], units.get(i), 1) - 0.5) < 0.34) {
                inside++;
            }
        }
        assertEquals(0.68, inside / (double) spectra, 0.01);
    }

    /** Truths with a long tail on one side, drawn by another distribution than the calibration knows. */
    @Test
    void fitMendsShapes() {
        DensityHead head = new DensityHead(1, 1);
        Random random = new Random(12);
        int spectra = 60_000;
        List<float[]> outputs = new ArrayList<>();
        List<double[]> units = new ArrayList<>();
        double[] counts = new double[spectra];
        GammaDistribution skewed = new GammaDistribution(new Well19937c(5), 8, 1 / Math.sqrt(8));
        for (int i = 0; i < spectra; i++) {
            counts[i] = Math.pow(10, 2 + random.nextDouble());
            outputs.add(new float[] {0, 0, (float) Math.log(20)});
            units.add(new double[] {NORMAL.cumulativeProbability((skewed.sample() - Math.sqrt(8)) / 20)});
        }
        DensityCalibration found = DensityCalibration.fit(head, outputs, counts, units);
        long[] before = new long[20];
        long[] after = new long[20];
        for (int i = 0; i < spectra; i++) {
            before[(int) (20 * NORMAL.cumulativeProbability(head.marginal(outputs.get(i), units.get(i), 0)[1]))]++;
            after[(int) (20 * below(head, found, outputs.get(i), counts[i], units.get(i), 0))]++;
        }
        double[] uniform = new double[20];
        Arrays.fill(uniform, spectra / 20.0);
        ChiSquareTest test = new ChiSquareTest();
        double wrong = test.chiSquare(uniform, before);
        double left = test.chiSquare(uniform, after);
        // 19 +- 6 for numbers that are uniform; the shape itself is not of this family.
        assertTrue(wrong > 1000 && left < 25 + wrong / 40, "chi-squared " + wrong + " before, " + left + " after");
    }

    @Test
    void expectedParametersAreThoseOfTheDraws() {
        DensityHead head = new DensityHead(2, 3);
        float[] outputs = random(head.outputs(), 6);
        for (int k = 0; k < 3; k++) {
            // Standard deviations below 0.8.
            outputs[6 * k + 3] = Math.abs(outputs[6 * k + 3]) + 0.3f;
            outputs[6 * k + 4] = Math.abs(outputs[6 * k + 4]) + 0.3f;
            outputs[6 * k + 5] = 0.1f;
        }
        DensityCalibration calibration = new DensityCalibration(new double[] {10}, new SinhArcsinh[][] {
                {new SinhArcsinh(-0.3, 1.2, 0.3, 1.2)}, {new SinhArcsinh(0.1, 0.6, -0.2, 0.8)}});
        CalibratedHead calibrated = new CalibratedHead(head, Optional.of(calibration));
        int draws = 200_000;
        float[] passes = new float[draws * outputs.length];
        for (int i = 0; i < passes.length; i++) {
            passes[i] = outputs[i % outputs.length];
        }
        double[] expected = calibrated.mean(outputs, 10);
        double[][] drawn = calibrated.draws(passes, 10, 1, 2);
        for (int p = 0; p < 2; p++) {
            // A width below 0.29, that of uniform numbers.
            assertEquals(Arrays.stream(drawn[p]).average().orElseThrow(), expected[p], 5 * 0.29 / Math.sqrt(draws), "draws");
            // With nothing changed, as without calibration.
            SinhArcsinh same = new SinhArcsinh(0, 1, 0, 1);
            assertEquals(head.mean(outputs, 0)[p], head.mean(outputs, 0, new SinhArcsinh[] {same, same})[p], 1e-6);
        }
    }

    /** A density as wide as the prior, by sums over a grid. */
    @Test
    void expectedParametersAreIntegrals() {
        DensityHead head = new DensityHead(1, 1);
        SinhArcsinh shape = new SinhArcsinh(0.1, 1, 0.2, 0.9);
        double sum = 0;
        for (double z = -9; z < 9; z += 0.001) {
            sum += 0.001 * NORMAL.density(z) * NORMAL.cumulativeProbability(-0.4 + shape.of(z));
        }
        assertEquals(sum, head.mean(new float[] {0, -0.4f, 0}, 0, new SinhArcsinh[] {shape})[0], 3e-5);
    }

    @Test
    void theMarginalDistributionIsAMixture() {
        // Two equal halves at -1 and 1.
        DensityHead head = new DensityHead(1, 2);
        float[] outputs = {0, -1, 3, 0, 1, 3};
        double[] marginal = head.marginal(outputs, new double[] {0.5}, 0);
        assertArrayEquals(new double[] {0.5, Math.exp(3), 0.5, -Math.exp(3)}, marginal, 1e-9);
    }

    @Test
    void betweenCountsWidthsGrowGeometrically() {
        DensityCalibration calibration = new DensityCalibration(new double[] {100, 10_000}, new SinhArcsinh[][] {
                {new SinhArcsinh(0, 1, 0, 1), new SinhArcsinh(0.4, 4, 0.2, 0.25)}});
        assertArrayEquals(new double[4], calibration.at(3).shapes()[0].coordinates(), 1e-12);
        assertArrayEquals(new double[4], calibration.at(0).shapes()[0].coordinates(), 1e-12);
        assertArrayEquals(new double[] {0.2, Math.log(2), 0.1, -Math.log(2)}, calibration.at(1000).shapes()[0].coordinates(), 1e-12);
        assertArrayEquals(new double[] {0.4, Math.log(4), 0.2, -Math.log(4)}, calibration.at(1e9).shapes()[0].coordinates(), 1e-12);
    }

    @Test
    void drawsOfAllPassesAreCalibrated() {
        DensityHead head = new DensityHead(2, 3);
        float[] outputs = random(50 * head.outputs(), 5);
        DensityCalibration narrow = new DensityCalibration(new double[] {10}, new SinhArcsinh[][] {
                {new SinhArcsinh(0, 1e-6, 0, 1)}, {new SinhArcsinh(0, 1, 0, 1)}});
        double[][] plain = new CalibratedHead(head, Optional.empty()).draws(outputs, 20, 1, 2);
        double[][] drawn = new CalibratedHead(head, Optional.of(narrow)).draws(outputs, 20, 1, 2);
        assertArrayEquals(plain[1], drawn[1], 1e-6);
        for (int pass = 0; pass < 50; pass++) {
            double x = NORMAL.inverseCumulativeProbability(drawn[0][pass]);
            int from = pass * head.outputs();
            // The first mean of one of its three components, which have six outputs each.
            assertEquals(0, Math.min(Math.abs(outputs[from + 1] - x), Math.min(Math.abs(outputs[from + 7] - x),
                    Math.abs(outputs[from + 13] - x))), 1e-4);
        }
    }

    /** Most of the density in a narrow component, a little of it far away: the narrow one is too wide by a third. */
    @Test
    void aSmallComponentFarOffDragsNothingAlong() {
        DensityHead head = new DensityHead(1, 2);
        Random random = new Random(4);
        int spectra = 20_000;
        List<float[]> outputs = new ArrayList<>();
        List<double[]> units = new ArrayList<>();
        double[] counts = new double[spectra];
        for (int i = 0; i < spectra; i++) {
            counts[i] = 1000;
            float at = (float) (0.3 * random.nextGaussian());
            outputs.add(new float[] {0, at, (float) Math.log(750), -4.6f, at + 1, 2});
            boolean far = random.nextDouble() < 0.01;
            double z = far ? at + 1 + random.nextGaussian() / Math.exp(2) : at + random.nextGaussian() / 1000;
            units.add(new double[] {NORMAL.cumulativeProbability(z)});
        }
        DensityCalibration found = DensityCalibration.fit(head, outputs, counts, units);
        assertEquals(0, found.shapes(0).get(0).median(), 0.05);
        assertEquals(0.75, found.shapes(0).get(0).width(), 0.05);
    }

    @Test
    void whatIsNoCalibrationIsRefused() {
        SinhArcsinh same = new SinhArcsinh(0, 1, 0, 1);
        assertThrows(IllegalArgumentException.class, () -> new DensityCalibration(new double[] {10, 10},
                new SinhArcsinh[][] {{same, same}}));
        assertThrows(IllegalArgumentException.class, () -> new DensityCalibration(new double[] {10},
                new SinhArcsinh[][] {{same, same}}));
        assertThrows(IllegalArgumentException.class, () -> new DensityCalibration(new double[] {10}, new SinhArcsinh[0][]));
        assertThrows(IllegalArgumentException.class, () -> new DensityCalibration(new double[] {10},
                new SinhArcsinh[][] {{same}, {same}}, new double[][] {{Double.NaN}}));
        assertThrows(IllegalArgumentException.class, () -> new DensityCalibration(new double[] {10},
                new SinhArcsinh[][] {{same}, {same}}, new double[1][2]));
        DensityCalibration one = new DensityCalibration(new double[] {10}, new SinhArcsinh[][] {{same}});
        assertThrows(IllegalArgumentException.class, () -> new CalibratedHead(new PointHead(1), Optional.of(one)));
        String few = assertThrows(IllegalArgumentException.class, () -> DensityCalibration.fit(new DensityHead(1, 1),
                List.of(), new double[0], List.of())).getMessage();
        assertTrue(few.contains("0 spectra") && few.contains("500"), few);
    }
}
