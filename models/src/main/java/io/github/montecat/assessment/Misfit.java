package io.github.montecat.assessment;

import io.github.montecat.statistic.BinnedCounts;

/**
 * How badly the model fits a spectrum where it fits best, by two statistics in standard deviations.
 *
 * <p>A network answers any input, and answers with confidence far from all it has seen. What tells such an input is not
 * the network but the forward model, which is known exactly: the statistic at the most likely parameters inside the
 * prior ({@link LikelihoodPeak}, from the posterior's mean). Against distances in the network's input space
 * (Mahalanobis, principal components) this has three merits: it uses the Poisson noise of the very spectrum, so bright
 * spectra are held to a stricter standard than faint ones; it needs no table of the training set; and nothing that the
 * model can describe is rejected. It costs a few dozen folds of the response. The deviance tells of misfit anywhere
 * (Cash 1979; its expectation after Kaastra 2017, A&amp;A 605, A51) and has little power against a single line among
 * hundreds of bins; the scan looks at all windows of bins for the one that is most off (Glaz, Naus and Wallenstein
 * 2001, <i>Scan Statistics</i>, for the principle) and finds lines, edges, background at one end and shifted gain.
 * {@link MisfitCalibration} joins the two.
 *
 * <p>Measured with tbabs*powerlaw on 100 bins at about 10^4 counts, at a false-alarm rate of 1 % (0.75 +- 0.4 % seen):
 * all were rejected of spectra with a line of 300 eV equivalent width, another absorber, a black body, scrambled
 * channels, or parameters beyond the prior; 99.5 % of those with a flat background of a seventh of the
 * counts, 72 % of those with a gain 5 % off (all with three times as many counts). What the model can imitate
 * within the noise is not found, by this or by any other means.
 *
 * @param deviance C (or W) at the peak against its expectation, in standard deviations of a normal distribution
 * @param scan the largest absolute value, over windows of bins, of the signed root of the deviance of all counts in the
 *        window; windows are 1, 2, 4, ... bins wide up to half the spectrum, each overlapping half of the one before
 */
public record Misfit(double deviance, double scan) {

    /**
     * Measures.
     *
     * @param data what was measured
     * @param expected expected counts of the source at the most likely parameters, per bin
     * @return the misfit
     * @throws IllegalArgumentException if the number of bins differs
     */
    public static Misfit of(BinnedCounts data, double[] expected) {
        double statistic = data.statistic(expected);
        // The moments of W are not known in closed form; its limit of many counts is chi-squared, and the calibration does the rest.
        double deviance = data.hasBackground() ? CashDistribution.wilsonHilferty(statistic, data.size())
                : CashDistribution.of(data.withBackground(expected)).standardised(statistic);
        double scan = 0;
        double[] sums = new double[expected.length + 1];
        for (int b = 0; b < expected.length; b++) {
            sums[b + 1] = sums[b] + expected[b];
        }
        for (int width = 1; width <= Math.max(expected.length / 2, 1); width *= 2) {
            for (int from = 0; from + width <= expected.length; from += Math.max(width / 2, 1)) {
                scan = Math.max(scan, data.deviance(from, from + width, sums[from + width] - sums[from]));
            }
        }
        return new Misfit(deviance, Math.sqrt(scan));
    }
}
