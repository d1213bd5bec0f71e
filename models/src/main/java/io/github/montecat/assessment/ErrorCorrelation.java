package io.github.montecat.assessment;

import io.github.montecat.random.StandardNormal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How two parameters' errors go together, beside what posteriors say of it. Both are correlations of normal scores: of the truth's
 * places in the two distributions, over all spectra; and of the samples' places, in each posterior. If posteriors mean what they say
 * and are of a normal copula, the first is the mean of the second.
 *
 * @param parameter label of a parameter
 * @param other label of one before it
 * @param minCounts fewest total counts of the spectra looked at, a power of ten; 0 if it is all of them
 * @param maxCounts total counts that the spectra stay below, the next power of ten; 0 if it is all of them
 * @param spectra number of spectra
 * @param predicted mean of the posteriors' correlations
 * @param observed correlation of the errors
 */
public record ErrorCorrelation(String parameter, String other, double minCounts, double maxCounts, int spectra,
        double predicted, double observed) {

    /**
     * Correlates, for each pair of parameters: over all spectra first, then for each decade of counts that has any.
     *
     * @param labels labels of the parameters
     * @param posteriors posteriors of simulated spectra
     * @return pair by pair, there by counts; empty for one parameter
     */
    public static List<ErrorCorrelation> of(List<String> labels, List<ScoredPosterior> posteriors) {
        List<ErrorCorrelation> table = new ArrayList<>();
        int[] decades = Coverage.decades(posteriors);
        for (int p = 0; p < labels.size(); p++) {
            for (int q = 0; q < p; q++) {
                table.add(of(labels, p, q, 0, 0, posteriors));
                for (int decade : decades) {
                    table.add(of(labels, p, q, Coverage.fewest(decade), Math.pow(10, decade + 1),
                            posteriors.stream().filter(s -> Coverage.decade(s.counts()) == decade).toList()));
                }
            }
        }
        return List.copyOf(table);
    }

    private static ErrorCorrelation of(List<String> labels, int p, int q, double min, double max,
            List<ScoredPosterior> some) {
        return new ErrorCorrelation(labels.get(p), labels.get(q), min, max, some.size(),
                some.stream().mapToDouble(s -> s.correlation()[p][q]).average().orElse(Double.NaN),
                ofScores(scores(some, p), scores(some, q)));
    }

    private static double[] scores(List<ScoredPosterior> some, int parameter) {
        return some.stream().mapToDouble(s -> StandardNormal.quantile(s.place()[parameter])).toArray();
    }

    /** Correlation of numbers that are expected to be 0. */
    static double ofScores(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum / Math.sqrt(squares(a) * squares(b));
    }

    private static double squares(double[] values) {
        return Arrays.stream(values).map(v -> v * v).sum();
    }

    /** @return whether it is over spectra of any brightness */
    public boolean isOverall() {
        return maxCounts == 0;
    }

    /** @return the standard error of {@link #observed} for normal errors */
    public double error() {
        return (1 - observed * observed) / Math.sqrt(spectra);
    }
}
