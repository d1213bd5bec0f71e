package io.github.montecat.assessment;

import io.github.montecat.error.RefusedValueException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/**
 * Simulation-based calibration: the ranks of the truth among the samples of its posterior, over simulated spectra. They
 * are uniform if posteriors are those of the simulated prior and model. A histogram high at both ends tells of
 * posteriors that are too narrow, one high in the middle of too wide ones, a slope of a bias.
 *
 * <p>Source: Talts, Betancourt, Simpson, Vehtari and Gelman 2018, arXiv:1804.06788, with randomised ranks
 * ({@link ScoredPosterior#place}), which need no number of bins that divides that of samples plus one.
 *
 * @param parameter label of the parameter
 * @param counts spectra per bin of equal width, from rank 0 to the highest; not to be changed
 * @param chiSquared Pearson's statistic against equal counts
 * @param pValue probability of one at least as large for uniform ranks, from the chi-squared distribution of bins - 1
 *        degrees of freedom
 */
public record RankHistogram(String parameter, int[] counts, double chiSquared, double pValue) {

    private static final int MOST_BINS = 20;
    /** Fewest spectra expected in a bin: enough for Pearson's statistic to follow its distribution. */
    private static final int FEWEST_EXPECTED = 10;

    /**
     * Makes the histogram of each parameter, of 20 bins, or of fewer where that many would hold less than 10 spectra
     * each.
     *
     * @param labels labels of the parameters
     * @param posteriors posteriors of at least 20 simulated spectra
     * @return one per parameter
     * @throws IllegalArgumentException if there are fewer spectra
     */
    public static List<RankHistogram> of(List<String> labels, List<ScoredPosterior> posteriors) {
        int bins = Math.min(MOST_BINS, posteriors.size() / FEWEST_EXPECTED);
        List<RankHistogram> all = new ArrayList<>();
        for (int p = 0; p < labels.size(); p++) {
            int parameter = p;
            all.add(of(labels.get(p), posteriors.stream().mapToDouble(s -> s.place()[parameter]).toArray(), bins));
        }
        return List.copyOf(all);
    }

    /**
     * Makes one histogram.
     *
     * @param label label of the parameter
     * @param places places of truths among samples, 0 to 1
     * @param bins number of bins, at least 2
     * @return the histogram
     * @throws IllegalArgumentException if there are fewer bins
     */
    public static RankHistogram of(String label, double[] places, int bins) {
        if (bins < 2) {
            throw new RefusedValueException("ranks of " + places.length
                    + " spectra give no histogram of two bins or "
                    + "more; use at least " + 2 * FEWEST_EXPECTED + " spectra");
        }
        int[] counts = new int[bins];
        for (double place : places) {
            counts[Math.min((int) (place * bins), bins - 1)]++;
        }
        double expected = (double) places.length / bins;
        double chiSquared = Arrays.stream(counts).mapToDouble(c -> (c - expected) * (c - expected) / expected).sum();
        return new RankHistogram(label, counts, chiSquared,
                1 - new ChiSquaredDistribution(null, bins - 1).cumulativeProbability(chiSquared));
    }

    /** @return the number of spectra */
    public int spectra() {
        return Arrays.stream(counts).sum();
    }

    /** @return spectra per bin if ranks are uniform */
    public double expected() {
        return (double) spectra() / counts.length;
    }

    /**
     * The range in which a single bin lies with a probability if ranks are uniform.
     *
     * @param level the probability, such as 0.99
     * @return fewest and most spectra
     */
    public int[] band(double level) {
        BinomialDistribution one = new BinomialDistribution(null, spectra(), 1.0 / counts.length);
        return new int[] {one.inverseCumulativeProbability((1 - level) / 2),
                one.inverseCumulativeProbability((1 + level) / 2)};
    }
}
