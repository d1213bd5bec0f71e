package io.github.montecat.head;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * Finds a {@link DensityCalibration}. Along each parameter, the truth's place u in its distribution is to be 1/2 on average and
 * |2u - 1| as well, at each node of counts: central intervals of all levels together then hold the truth as often as they say.
 * (That its normal score has variance 1 would say the same of normal densities, but is ruled by the tails of others.) Scores of
 * mixtures of shifted and stretched densities are not exactly shifted and stretched scores, and dropout adds a scatter that is
 * not stretched; so what solves both for scores is repeated with the scores of what was found.
 */
final class DensityCalibrationFit {

    private static final int ROUNDS = 10;
    /** Rounds end when none changes a shift by more, in standard deviations, or the logarithm of a stretch. */
    private static final double SETTLED = 1e-3;
    private static final int STEPS = 30;
    /** Steps end when none is longer. */
    private static final double DONE = 1e-4;
    /** Of the mean of 2u - 1 by the middle of normal scores, 1 / sqrt(pi), and of |2u - 1| by the logarithm of their width. */
    private static final double MIDDLE_SLOPE = 1 / Math.sqrt(Math.PI);
    private static final double WIDTH_SLOPE = 1 / Math.PI;
    /** What goes beyond is no correction any more. */
    private static final double FARTHEST_SHIFT = 2;
    private static final double LARGEST_STRETCH = 4;
    /** Scores are held within, since the distribution function of a spectrum that the network does not know may be 0 or 1. */
    private static final double FARTHEST = 8;
    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

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
        DensityCalibration found = new DensityCalibration(nodes.counts(), shift, stretch);
        double changed = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS && changed > SETTLED; round++) {
            changed = 0;
            double[][] scores = scores(found);
            for (int p = 0; p < scores.length; p++) {
                double[] middle = new double[nodes.size()];
                double[] logWidth = new double[nodes.size()];
                centre(scores[p], middle, logWidth);
                for (int k = 0; k < middle.length; k++) {
                    changed = Math.max(changed, Math.max(Math.abs(middle[k]), Math.abs(logWidth[k])));
                    shift[p][k] = within(-FARTHEST_SHIFT, shift[p][k] + middle[k] * stretch[p][k], FARTHEST_SHIFT);
                    stretch[p][k] = within(1 / LARGEST_STRETCH, stretch[p][k] * Math.exp(logWidth[k]), LARGEST_STRETCH);
                }
            }
            found = new DensityCalibration(nodes.counts(), shift, stretch);
        }
        return found;
    }

    private static double within(double least, double value, double most) {
        return Math.max(least, Math.min(most, value));
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

    /** Fills in at each node what scores are to be lessened by, and the logarithm of what they are then to be divided by. */
    private void centre(double[] scores, double[] middle, double[] logWidth) {
        double moved = Double.POSITIVE_INFINITY;
        for (int step = 0; step < STEPS && moved > DONE; step++) {
            double[][] forMiddle = new double[middle.length][middle.length];
            double[] off = new double[middle.length];
            double[][] forWidth = new double[middle.length][middle.length];
            double[] wide = new double[middle.length];
            for (int i = 0; i < scores.length; i++) {
                double width = Math.exp(places[i].linear(logWidth));
                double side = 2 * NORMAL.cumulativeProbability((scores[i] - places[i].linear(middle)) / width) - 1;
                add(places[i], MIDDLE_SLOPE / width, side, forMiddle, off);
                add(places[i], WIDTH_SLOPE, Math.abs(side) - 0.5, forWidth, wide);
            }
            moved = Math.max(step(forMiddle, off, middle), step(forWidth, wide, logWidth));
        }
    }

    private static void add(CountNodes.Place place, double slope, double off, double[][] matrix, double[] vector) {
        double lower = 1 - place.share();
        double upper = place.share();
        matrix[place.below()][place.below()] += slope * lower * lower;
        vector[place.below()] += off * lower;
        if (upper > 0) {
            matrix[place.above()][place.above()] += slope * upper * upper;
            matrix[place.below()][place.above()] += slope * lower * upper;
            matrix[place.above()][place.below()] += slope * lower * upper;
            vector[place.above()] += off * upper;
        }
    }

    private static double step(double[][] slopes, double[] off, double[] values) {
        double[] step = new CholeskyDecomposition(new Array2DRowRealMatrix(slopes, false)).getSolver()
                .solve(new ArrayRealVector(off, false)).toArray();
        double longest = 0;
        for (int k = 0; k < step.length; k++) {
            values[k] += step[k];
            longest = Math.max(longest, Math.abs(step[k]));
        }
        return longest;
    }
}
