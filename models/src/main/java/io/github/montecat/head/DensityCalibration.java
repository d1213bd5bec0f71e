package io.github.montecat.head;

import java.util.Arrays;
import java.util.List;

/**
 * Corrects a network's densities for what they get wrong on average. In probit space each normal density of a mixture is shifted
 * and stretched along each parameter: with its own mean m and standard deviation s there, z becomes m + shift s + stretch (z - m).
 * (About the mean of the whole mixture, a small component far off would drag a narrow one out of its place.) Shift and stretch
 * depend on the counts of the spectrum: they are given at some counts, between which shift and the logarithm of stretch are
 * linear in the logarithm of counts; beyond the first and last they stay. The components' weights and correlations remain.
 * Immutable and safe for use by several threads.
 *
 * <p>Source: Kuleshov, Fenner and Ermon 2018, "Accurate uncertainties for deep learning using calibrated regression"; a
 * stretch alone is Levi et al. 2022, "Evaluating and calibrating uncertainty prediction in regression tasks".
 */
public final class DensityCalibration {

    private final CountNodes nodes;
    private final double[][] shift;
    private final double[][] stretch;

    /**
     * @param counts counts of a spectrum, positive and increasing
     * @param shift by how much densities are shifted at these counts along each parameter, in their standard deviations; parameters x
     *        counts
     * @param stretch what their widths are multiplied by, positive; parameters x counts
     * @throws IllegalArgumentException if numbers differ, or counts or stretches are not as they should be
     */
    public DensityCalibration(double[] counts, double[][] shift, double[][] stretch) {
        nodes = new CountNodes(counts);
        if (shift.length != stretch.length || shift.length == 0) {
            throw new IllegalArgumentException("calibration with shifts of " + shift.length + " and stretches of "
                    + stretch.length + " parameters, expected as many, and one at least");
        }
        for (int p = 0; p < shift.length; p++) {
            if (shift[p].length != counts.length || stretch[p].length != counts.length
                    || !Arrays.stream(shift[p]).allMatch(Double::isFinite)
                    || !Arrays.stream(stretch[p]).allMatch(s -> s > 0 && Double.isFinite(s))) {
                throw new IllegalArgumentException("calibration of parameter " + p + " with shifts "
                        + Arrays.toString(shift[p]) + " and stretches " + Arrays.toString(stretch[p]) + " at "
                        + counts.length + " counts, expected as many finite numbers, stretches positive");
            }
        }
        this.shift = copy(shift);
        this.stretch = copy(stretch);
    }

    private static double[][] copy(double[][] rows) {
        return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    }

    /**
     * Finds the calibration that makes densities right on average: at all counts the truth is as often above the
     * middle of each parameter's distribution as below, and central intervals of all levels together hold it as often as they say.
     *
     * @param head what the outputs mean
     * @param outputs outputs of some passes over each spectrum, whose scatter is part of its distribution
     * @param counts counts of each spectrum
     * @param units true parameters of each spectrum, places in the prior
     * @return the calibration
     * @throws IllegalArgumentException if there are fewer than {@value CountNodes#FEWEST} spectra
     */
    public static DensityCalibration fit(DensityHead head, List<float[]> outputs, double[] counts,
            List<double[]> units) {
        return new DensityCalibrationFit(head, outputs, counts, units).calibration();
    }

    /** @return number of parameters */
    public int parameters() {
        return shift.length;
    }

    /** @return a copy of the counts */
    public double[] counts() {
        return nodes.counts();
    }

    /** @return a copy of the shifts, parameters x counts */
    public double[][] shift() {
        return copy(shift);
    }

    /** @return a copy of the stretches, parameters x counts */
    public double[][] stretch() {
        return copy(stretch);
    }

    /**
     * Turns a network's outputs into those of the calibrated densities.
     *
     * @param head what the outputs mean
     * @param outputs outputs of any number of passes over one spectrum, one after the other
     * @param total counts of the spectrum
     * @return as many numbers
     */
    float[] apply(DensityHead head, float[] outputs, double total) {
        CountNodes.Place place = nodes.place(total);
        double[] shifts = Arrays.stream(shift).mapToDouble(place::linear).toArray();
        double[] stretches = Arrays.stream(stretch).mapToDouble(place::logarithmic).toArray();
        MixtureDensity density = new MixtureDensity(head.parameters(), head.components());
        int width = density.outputs();
        float[] calibrated = new float[outputs.length];
        double[] pass = new double[width];
        for (int from = 0; from < outputs.length; from += width) {
            for (int i = 0; i < width; i++) {
                pass[i] = outputs[from + i];
            }
            density.set(pass);
            double[] moved = density.moved(shifts, stretches);
            for (int i = 0; i < width; i++) {
                calibrated[from + i] = (float) moved[i];
            }
        }
        return calibrated;
    }
}
