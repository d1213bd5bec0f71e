package io.github.montecat.assessment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * How often central credible intervals contain the truth: in a share {@link #level} of spectra if posteriors mean what
 * they say.
 *
 * @param parameter label of the parameter
 * @param minCounts fewest total counts of the spectra looked at, a power of ten; 0 if they have no count, or if it is all
 *        of them
 * @param maxCounts total counts that the spectra stay below, the next power of ten; 0 if it is all of them
 * @param level probability of the intervals
 * @param spectra number of spectra
 * @param covered in how many of them the interval contains the truth
 */
public record Coverage(String parameter, double minCounts, double maxCounts, double level, int spectra, int covered) {

    /** Levels looked at. */
    public static final List<Double> LEVELS = List.of(0.50, 0.68, 0.90, 0.95);

    /**
     * Counts, for each parameter at each of {@link #LEVELS}: over all spectra first, then for each decade of counts
     * that has any, spectra without a count first.
     *
     * @param labels labels of the parameters
     * @param posteriors posteriors of simulated spectra
     * @return parameter by parameter, there by counts, there by level
     */
    public static List<Coverage> of(List<String> labels, List<ScoredPosterior> posteriors) {
        List<Coverage> table = new ArrayList<>();
        int[] decades = decades(posteriors);
        for (int p = 0; p < labels.size(); p++) {
            for (double level : LEVELS) {
                table.add(count(labels.get(p), p, 0, 0, level, posteriors, s -> true));
            }
            for (int decade : decades) {
                for (double level : LEVELS) {
                    table.add(count(labels.get(p), p, fewest(decade), Math.pow(10, decade + 1), level, posteriors,
                            s -> decade(s.counts()) == decade));
                }
            }
        }
        return List.copyOf(table);
    }

    /** The powers of ten of the spectra's total counts. */
    static int[] decades(List<ScoredPosterior> posteriors) {
        return posteriors.stream().mapToInt(s -> decade(s.counts())).distinct().sorted().toArray();
    }

    /** The power of ten of total counts, -1 for spectra without a count. */
    static int decade(double counts) {
        if (counts < 1) {
            return -1;
        }
        // Not by the logarithm alone: that of 1000 may come out below 3.
        int decade = (int) Math.floor(Math.log10(counts));
        return Math.pow(10, decade + 1) <= counts ? decade + 1 : decade;
    }

    /** The fewest counts of a decade. */
    static double fewest(int decade) {
        return decade < 0 ? 0 : Math.pow(10, decade);
    }

    private static Coverage count(String label, int parameter, double min, double max, double level,
            List<ScoredPosterior> posteriors, Predicate<ScoredPosterior> chosen) {
        List<ScoredPosterior> some = posteriors.stream().filter(chosen).toList();
        return new Coverage(label, min, max, level, some.size(),
                (int) some.stream().filter(s -> s.covers(parameter, level)).count());
    }

    /** @return whether it is over spectra of any brightness */
    public boolean isOverall() {
        return maxCounts == 0;
    }

    /** @return the share of spectra whose interval contains the truth, NaN if there are none */
    public double fraction() {
        return (double) covered / spectra;
    }

    /**
     * The binomial standard error of {@link #fraction}. Half a success and half a failure are added (Jeffreys), so that
     * it is not 0 where all intervals contain the truth, or none.
     *
     * @return the error, NaN if there are no spectra
     */
    public double error() {
        double f = (covered + 0.5) / (spectra + 1);
        return spectra == 0 ? Double.NaN : Math.sqrt(f * (1 - f) / spectra);
    }
}
