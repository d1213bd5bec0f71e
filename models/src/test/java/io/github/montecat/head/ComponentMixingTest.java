package io.github.montecat.head;

import static io.github.montecat.head.DensityCalibrationTest.NORMAL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.MultivariateNormalDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.descriptive.MultivariateSummaryStatistics;
import org.junit.jupiter.api.Test;

/** Correlations of components, and how they are found. */
class ComponentMixingTest {

    /** Against the definition, by matrices of Commons Math: moments of 200,000 draws of one component. */
    @Test
    void mixingChangesCorrelationsAlone() {
        MixtureDensity density = new MixtureDensity(3, 1);
        double[] outputs = {0, 0.3, -0.2, 0.5, 1, 2, 0.5, 0.8, -0.4, 1.2};
        density.set(outputs);
        RealMatrix x = new Array2DRowRealMatrix(density.inverse(0));
        RealMatrix covariance = x.multiply(x.transpose());
        double[] deviations = IntStream.range(0, 3).mapToDouble(p -> Math.sqrt(covariance.getEntry(p, p))).toArray();
        RealMatrix scale = MatrixUtils.createRealDiagonalMatrix(Arrays.stream(deviations).map(d -> 1 / d).toArray());
        RealMatrix a = new Array2DRowRealMatrix(new double[][] {{1, 0, 0}, {0.7, 1, 0}, {-1.5, 0.4, 1}});
        RealMatrix mixed = a.multiply(scale).multiply(covariance).multiply(scale).multiply(a.transpose());
        SinhArcsinh same = new SinhArcsinh(0, 1, 0, 1);
        DensityCorrection correction = new DensityCorrection(new SinhArcsinh[] {same, same, same},
                new ComponentMixing(3, new double[] {0.7, -1.5, 0.4}));
        Random random = new Random(3);
        int draws = 200_000;
        MultivariateSummaryStatistics seen = new MultivariateSummaryStatistics(3, false);
        MixtureDraws mixture = new MixtureDraws(3, 1, density, Optional.of(correction));
        for (int i = 0; i < draws; i++) {
            seen.addValue(mixture.changed(0, random.doubles(3).map(NORMAL::inverseCumulativeProbability).toArray(),
                    correction));
        }
        RealMatrix drawn = seen.getCovariance();
        for (int p = 0; p < 3; p++) {
            assertEquals(outputs[1 + p], seen.getMean()[p], 5 * deviations[p] / Math.sqrt(draws));
            assertEquals(1, Math.sqrt(drawn.getEntry(p, p)) / deviations[p], 0.01);
            for (int q = 0; q < p; q++) {
                assertEquals(mixed.getEntry(p, q) / Math.sqrt(mixed.getEntry(p, p) * mixed.getEntry(q, q)),
                        drawn.getEntry(p, q) / deviations[p] / deviations[q], 0.01);
            }
        }
    }

    /** Truths whose errors are correlated as the network does not know, the more the brighter. */
    @Test
    void fitFindsCorrelations() {
        DensityHead head = new DensityHead(2, 1);
        Random random = new Random(13);
        int spectra = 40_000;
        List<float[]> outputs = new ArrayList<>();
        List<double[]> units = new ArrayList<>();
        double[] counts = new double[spectra];
        for (int i = 0; i < spectra; i++) {
            double decade = 2 + 2 * random.nextDouble();
            counts[i] = Math.pow(10, decade);
            float[] o = {0, (float) (0.5 * random.nextGaussian()), (float) (0.5 * random.nextGaussian()), (float) Math.log(20),
                    (float) Math.log(30), 0};
            outputs.add(o);
            double first = random.nextGaussian();
            double second = (decade - 2) * first + random.nextGaussian();
            units.add(new double[] {NORMAL.cumulativeProbability(o[1] + first / 20),
                    NORMAL.cumulativeProbability(o[2] + second / Math.hypot(decade - 2, 1) / 30)});
        }
        DensityCalibration found = DensityCalibration.fit(head, outputs, counts, units);
        double[] at = found.counts();
        assertEquals(5, at.length);
        for (int k = 0; k < at.length; k++) {
            assertEquals(Math.log10(at[k]) - 2, found.mixing(1, 0)[k], 0.1);
            // Single parameters were right.
            for (int p = 0; p < 2; p++) {
                assertEquals(0, found.shapes(p).get(k).median(), 0.09);
                assertEquals(1, found.shapes(p).get(k).width(), 0.07);
            }
        }
    }

    /** Of mixtures with correlations of their own, shapes included: whatever else is taken, truths are less likely. */
    @Test
    void theFoundMixingIsTheMostLikely() {
        DensityHead head = new DensityHead(3, 2);
        SinhArcsinh[] shapes = {new SinhArcsinh(0.1, 1.2, 0.2, 0.9), new SinhArcsinh(-0.1, 0.8, 0, 1),
            new SinhArcsinh(0, 1, -0.1, 1.1)};
        List<float[]> outputs = new ArrayList<>();
        List<double[]> units = new ArrayList<>();
        Random random = new Random(2);
        int spectra = 500;
        for (int i = 0; i < spectra; i++) {
            outputs.add(DensityCalibrationTest.random(head.outputs(), i));
            units.add(random.doubles(3).toArray());
        }
        double[] counts = new double[spectra];
        Arrays.fill(counts, 100);
        DensityCalibration shaped = new DensityCalibration(new double[] {100}, new SinhArcsinh[][] {
                {shapes[0]}, {shapes[1]}, {shapes[2]}});
        double[] found = new ComponentMixingFit(head, outputs, counts, units, shaped).mixing()[0];
        double most = logLikelihood(outputs, units, shapes, found);
        for (int c = 0; c < 3; c++) {
            for (double step : new double[] {-0.05, 0.05}) {
                double[] other = found.clone();
                other[c] += step;
                double less = logLikelihood(outputs, units, shapes, other);
                assertTrue(less < most, "entry " + c + " " + step + ": " + less + " where " + most + " was found");
            }
        }
        assertTrue(most > logLikelihood(outputs, units, shapes, new double[3]) + 1);
    }

    /** By Commons Math, with the numbers' own expectation; slopes of shapes by differences. */
    private static double logLikelihood(List<float[]> outputs, List<double[]> units, SinhArcsinh[] shapes, double[] below) {
        RealMatrix a = new Array2DRowRealMatrix(new double[][] {{1, 0, 0}, {below[0], 1, 0}, {below[1], below[2], 1}});
        double sum = -Arrays.stream(below).map(v -> v * v / 2).sum();
        for (int i = 0; i < outputs.size(); i++) {
            MixtureDensity density = new MixtureDensity(3, 2);
            float[] o = outputs.get(i);
            density.set(IntStream.range(0, o.length).mapToDouble(n -> o[n]).toArray());
            double likelihood = 0;
            for (int k = 0; k < 2; k++) {
                RealMatrix x = new Array2DRowRealMatrix(density.inverse(k));
                RealMatrix covariance = x.multiply(x.transpose());
                double[] z = new double[3];
                double[] inverseDeviations = new double[3];
                double slopes = 1;
                for (int p = 0; p < 3; p++) {
                    inverseDeviations[p] = 1 / Math.sqrt(covariance.getEntry(p, p));
                    double place = (NORMAL.inverseCumulativeProbability(units.get(i)[p]) - density.mean(k, p))
                            * inverseDeviations[p];
                    z[p] = shapes[p].inverse(place);
                    slopes *= (shapes[p].inverse(place + 1e-5) - shapes[p].inverse(place - 1e-5)) / 2e-5
                            * inverseDeviations[p];
                }
                RealMatrix scale = a.multiply(MatrixUtils.createRealDiagonalMatrix(inverseDeviations));
                RealMatrix mixed = scale.multiply(covariance).multiply(scale.transpose());
                double[][] correlation = mixed.getData();
                for (int p = 0; p < 3; p++) {
                    for (int q = 0; q < 3; q++) {
                        correlation[p][q] /= Math.sqrt(mixed.getEntry(p, p) * mixed.getEntry(q, q));
                    }
                }
                likelihood += density.weight(k) * slopes
                        * new MultivariateNormalDistribution(new double[3], correlation).density(z);
            }
            sum += Math.log(likelihood);
        }
        return sum;
    }
}
