package io.github.montecat.head;

import java.util.Arrays;
import java.util.List;

/**
 * Corrects a network's densities for what they get wrong on average. In probit space each normal density of a mixture, with its
 * own mean m and standard deviation s along a parameter, becomes m + s T(z), where z is standard normal and T a
 * {@link SinhArcsinh} that depends on the parameter and on the counts of the spectrum. (Along the whole mixture, a
 * small component far off would drag a narrow one out of its place.) T is given at some counts, between which its shift, skew, and
 * the logarithms of its stretch and tail are linear in the logarithm of counts; beyond the first and last it stays. The components'
 * weights and rank correlations remain. Immutable and safe for use by several threads.
 *
 * <p>Source: Kuleshov, Fenner and Ermon 2018, "Accurate uncertainties for deep learning using calibrated regression"; a
 * stretch alone is Levi et al. 2022, "Evaluating and calibrating uncertainty prediction in regression tasks".
 */
public final class DensityCalibration {

    private final CountNodes nodes;
    private final SinhArcsinh[][] shapes;

    /**
     * @param counts counts of a spectrum, positive and increasing
     * @param shapes what densities are changed by at these counts; parameters x counts
     * @throws IllegalArgumentException if numbers differ or counts are not as they should be
     */
    public DensityCalibration(double[] counts, SinhArcsinh[][] shapes) {
        nodes = new CountNodes(counts);
        if (shapes.length == 0) {
            throw new IllegalArgumentException("calibration of no parameters, expected one at least");
        }
        for (SinhArcsinh[] ofParameter : shapes) {
            if (ofParameter.length != counts.length) {
                throw new IllegalArgumentException("calibration with " + ofParameter.length + " shapes of a parameter at "
                        + counts.length + " counts, expected as many");
            }
        }
        this.shapes = Arrays.stream(shapes).map(SinhArcsinh[]::clone).toArray(SinhArcsinh[][]::new);
    }

    /**
     * Finds the calibration that makes densities right on average: at all counts, the places of the truth in each
     * parameter's distribution have the mean, variance, skewness and kurtosis of uniform numbers.
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
        return shapes.length;
    }

    /** @return a copy of the counts */
    public double[] counts() {
        return nodes.counts();
    }

    /**
     * The shapes of one parameter.
     *
     * @param parameter number of the parameter
     * @return a copy, one for each of the {@link #counts}
     */
    public List<SinhArcsinh> shapes(int parameter) {
        return List.of(shapes[parameter]);
    }

    /** What the parameters' densities are changed by for a spectrum with so many counts. */
    SinhArcsinh[] at(double counts) {
        CountNodes.Place place = nodes.place(counts);
        return Arrays.stream(shapes).map(s -> SinhArcsinh.at(place.between(s[place.below()].coordinates(),
                s[place.above()].coordinates()))).toArray(SinhArcsinh[]::new);
    }
}
