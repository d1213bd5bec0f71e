package io.github.montecat.head;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * Finds a {@link DensityCalibration}. Normal scores of a parameter are taken to be normal, with a mean and a logarithm of
 * standard deviation that are linear between nodes of counts; both by maximum likelihood, with Fisher's information. Scores
 * of mixtures of shifted and stretched densities are not exactly shifted and stretched scores, and dropout adds a scatter that
 * is not stretched; so this is repeated with the scores of what was found, as long as the head's loss falls.
 */
final class DensityCalibrationFit {

    private static final int ROUNDS = 10;
    /** Rounds end when none changes a shift by more, in standard deviations, or the logarithm of a stretch. */
    private static final double SETTLED = 1e-3;
    private static final int STEPS = 30;
    /** Steps end when none is longer. */
    private static final double DONE = 1e-6;
    /** Scores beyond are of spectra that the network does not know; they have no say in the widths of the others. */
    private static final double FARTHEST = 4;

    private final DensityHead head;
    private final List<float[]> outputs;
    private final double[] counts;
    private final List<double[]> units;
    private final CountNodes nodes;
    private final CountNodes.Place[] places;

    DensityCalibrationFit(DensityHead head, List<float[]> outputs, double[] counts, List<double[]> units) {
        this.head = head;
        this.outputs = outputs;
        this.counts = counts;
        this.units = units;
        nodes = CountNodes.of(counts);
        places = Arrays.stream(counts).mapToObj(nodes::place).toArray(CountNodes.Place[]::new);
    }

    DensityCalibration calibration() {
        double[][] shift = new double[head.parameters()][nodes.size()];
        double[][] stretch = new double[head.parameters()][nodes.size()];
        Arrays.stream(stretch).forEach(s -> Arrays.fill(s, 1));
        DensityCalibration best = new DensityCalibration(nodes.counts(), shift, stretch);
        double least = loss(best);
        double changed = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS && changed > SETTLED; round++) {
            changed = 0;
            double[][] scores = scores(best);
            for (int p = 0; p < scores.length; p++) {
                double[] mean = new double[nodes.size()];
                double[] logWidth = new double[nodes.size()];
                normal(scores[p], mean, logWidth);
                for (int k = 0; k < mean.length; k++) {
                    changed = Math.max(changed, Math.max(Math.abs(mean[k]), Math.abs(logWidth[k])));
                    shift[p][k] += mean[k] * stretch[p][k];
                    stretch[p][k] *= Math.exp(logWidth[k]);
                }
            }
            DensityCalibration next = new DensityCalibration(nodes.counts(), shift, stretch);
            double loss = loss(next);
            if (loss >= least) {
                return best;
            }
            best = next;
            least = loss;
        }
        return best;
    }

    /** The head's loss of the first passes, over all spectra. */
    private double loss(DensityCalibration calibration) {
        double[] losses = new double[counts.length];
        IntStream.range(0, counts.length).parallel().forEach(i -> losses[i] = head.loss(
                calibration.apply(head, outputs.get(i), counts[i]), 0, units.get(i)));
        return Arrays.stream(losses).sum();
    }

    /** Where the truths lie in the calibrated distributions, parameters x spectra. */
    private double[][] scores(DensityCalibration calibration) {
        double[][] scores = new double[head.parameters()][counts.length];
        IntStream.range(0, counts.length).parallel().forEach(i -> {
            double[] own = head.scores(calibration.apply(head, outputs.get(i), counts[i]), units.get(i));
            for (int p = 0; p < own.length; p++) {
                scores[p][i] = Math.max(-FARTHEST, Math.min(FARTHEST, own[p]));
            }
        });
        return scores;
    }

    /** Fills in mean and logarithm of the standard deviation at each node. */
    private void normal(double[] scores, double[] mean, double[] logWidth) {
        double moved = Double.POSITIVE_INFINITY;
        for (int step = 0; step < STEPS && moved > DONE; step++) {
            double[][] forMean = new double[mean.length][mean.length];
            double[] pull = new double[mean.length];
            double[][] forWidth = new double[mean.length][mean.length];
            double[] excess = new double[mean.length];
            for (int i = 0; i < scores.length; i++) {
                double width = Math.exp(places[i].linear(logWidth));
                double away = (scores[i] - places[i].linear(mean)) / width;
                add(places[i], 1 / (width * width), away / width, forMean, pull);
                add(places[i], 2, away * away - 1, forWidth, excess);
            }
            moved = Math.max(step(forMean, pull, mean), step(forWidth, excess, logWidth));
        }
    }

    private static void add(CountNodes.Place place, double information, double score, double[][] matrix, double[] vector) {
        double lower = 1 - place.share();
        double upper = place.share();
        matrix[place.below()][place.below()] += information * lower * lower;
        vector[place.below()] += score * lower;
        if (upper > 0) {
            matrix[place.above()][place.above()] += information * upper * upper;
            matrix[place.below()][place.above()] += information * lower * upper;
            matrix[place.above()][place.below()] += information * lower * upper;
            vector[place.above()] += score * upper;
        }
    }

    private static double step(double[][] information, double[] score, double[] values) {
        double[] step = new CholeskyDecomposition(new Array2DRowRealMatrix(information, false)).getSolver()
                .solve(new ArrayRealVector(score, false)).toArray();
        double longest = 0;
        for (int k = 0; k < step.length; k++) {
            values[k] += step[k];
            longest = Math.max(longest, Math.abs(step[k]));
        }
        return longest;
    }
}
