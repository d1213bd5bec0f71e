package io.github.montecat.head;

import io.github.montecat.error.RefusedValueException;
import java.util.Arrays;
import java.util.List;

/**
 * Corrects a network's densities for what they get wrong on average. In probit space each normal density of a mixture, with its
 * own mean m and standard deviation s along a parameter, becomes m + s T(z), where z is standard normal and T a
 * {@link SinhArcsinh} that depends on the parameter and on the counts of the spectrum. (Along the whole mixture, a
 * small component far off would drag a narrow one out of its place.) T is given at some counts, between which its shift, skew, and
 * the logarithms of its stretch and tail are linear in the logarithm of counts; beyond the first and last it stays.
 *
 * <p>Before that, z of all parameters become A z, divided by the standard deviations that they then have: other correlations, while
 * each stays standard normal. A is lower triangular with a diagonal of 1 and depends on counts as T does. The components' weights
 * remain. Immutable and safe for use by several threads.
 *
 * <p>Source: Kuleshov, Fenner and Ermon 2018, "Accurate uncertainties for deep learning using calibrated regression"; a
 * stretch alone is Levi et al. 2022, "Evaluating and calibrating uncertainty prediction in regression tasks".
 */
public final class DensityCalibration {

    private final CountNodes nodes;
    private final SinhArcsinh[][] shapes;
    private final double[][] mixing;

    /**
     * One that leaves the components' correlations as they are.
     *
     * @param counts counts of a spectrum, positive and increasing
     * @param shapes what densities are changed by at these counts; parameters x counts
     * @throws IllegalArgumentException if numbers differ or counts are not as they should be
     */
    public DensityCalibration(double[] counts, SinhArcsinh[][] shapes) {
        this(counts, shapes, new double[counts.length][ComponentMixing.size(shapes.length)]);
    }

    /**
     * @param counts counts of a spectrum, positive and increasing
     * @param shapes what densities are changed by at these counts; parameters x counts
     * @param mixing what stands below the diagonal of A at these counts, row by row; counts x P (P - 1) / 2
     * @throws IllegalArgumentException if numbers differ or counts are not as they should be
     */
    public DensityCalibration(double[] counts, SinhArcsinh[][] shapes, double[][] mixing) {
        nodes = new CountNodes(counts);
        if (shapes.length == 0) {
            throw new RefusedValueException("calibration of no parameters, expected one at least");
        }
        for (SinhArcsinh[] ofParameter : shapes) {
            if (ofParameter.length != counts.length) {
                throw new RefusedValueException("calibration with " + ofParameter.length + " shapes of a parameter at "
                        + counts.length + " counts, expected as many");
            }
        }
        int size = ComponentMixing.size(shapes.length);
        if (mixing.length != counts.length || Arrays.stream(mixing).anyMatch(m -> m.length != size
                || !Arrays.stream(m).allMatch(Double::isFinite))) {
            throw new RefusedValueException("calibration of the correlations of " + shapes.length + " parameters at "
                    + counts.length + " counts by " + Arrays.deepToString(mixing) + ", expected " + size
                    + " finite numbers at each");
        }
        this.shapes = Arrays.stream(shapes).map(SinhArcsinh[]::clone).toArray(SinhArcsinh[][]::new);
        this.mixing = Arrays.stream(mixing).map(double[]::clone).toArray(double[][]::new);
    }

    /**
     * Finds the calibration that makes densities right on average: at all counts, the places of the truth in each
     * parameter's distribution have the mean, variance, skewness and kurtosis of uniform numbers, and correlations are those under
     * which the true parameters together are most likely.
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
        DensityCalibration shaped = new DensityCalibrationFit(head, outputs, counts, units).calibration();
        return new DensityCalibration(shaped.counts(), shaped.shapes,
                new ComponentMixingFit(head, outputs, counts, units, shaped).mixing());
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

    /**
     * What one parameter has of another.
     *
     * @param parameter number of a parameter: the row of A
     * @param other number of a parameter before it: the column
     * @return the number in A, one for each of the {@link #counts}
     */
    public double[] mixing(int parameter, int other) {
        return Arrays.stream(mixing).mapToDouble(m -> m[ComponentMixing.at(parameter, other)]).toArray();
    }

    /** Where a spectrum with so many counts lies. */
    CountNodes.Place place(double counts) {
        return nodes.place(counts);
    }

    /** What the densities of a spectrum with so many counts are changed by. */
    DensityCorrection at(double counts) {
        CountNodes.Place place = nodes.place(counts);
        return new DensityCorrection(Arrays.stream(shapes).map(s -> SinhArcsinh.at(place.between(
                s[place.below()].coordinates(), s[place.above()].coordinates()))).toArray(SinhArcsinh[]::new),
                new ComponentMixing(shapes.length, place.between(mixing[place.below()], mixing[place.above()])));
    }
}
