package io.github.montecat.assessment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;

/**
 * How much of the exact posteriors lies inside the intervals that a bundle gives, on average over spectra: the share of truths that
 * these intervals are to be expected to contain.
 *
 * @param parameter label of the parameter
 * @param minCounts fewest total counts of the spectra looked at, a power of ten; 0 if it is all of them
 * @param spectra number of spectra
 * @param fraction mean probability inside
 * @param error its standard error, NaN for a single spectrum
 */
public record IntervalContent(String parameter, double minCounts, int spectra, double fraction, double error) {

    /**
     * @param parameter label of the parameter
     * @param counts total counts of each spectrum
     * @param inside probability inside the interval of each
     * @return over all spectra first, then for each decade of counts that has any
     */
    public static List<IntervalContent> of(String parameter, double[] counts, double[] inside) {
        List<IntervalContent> table = new ArrayList<>();
        table.add(mean(parameter, 0, counts, inside, c -> true));
        for (int decade : Arrays.stream(counts).mapToInt(Coverage::decade).distinct().sorted().toArray()) {
            table.add(mean(parameter, Coverage.fewest(decade), counts, inside, c -> Coverage.decade(c) == decade));
        }
        return List.copyOf(table);
    }

    private static IntervalContent mean(String parameter, double minCounts, double[] counts, double[] inside,
            DoublePredicate chosen) {
        double[] some = IntStream.range(0, counts.length).filter(i -> chosen.test(counts[i])).mapToDouble(i -> inside[i]).toArray();
        return new IntervalContent(parameter, minCounts, some.length, StatUtils.mean(some),
                some.length > 1 ? Math.sqrt(StatUtils.variance(some) / some.length) : Double.NaN);
    }
}
