package io.github.montecat.assessment;

import io.github.montecat.random.PhiloxStream;
import io.github.montecat.random.RandomPurpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * One chi-squared for the coverage of all parameters at all brightnesses. A cell is a parameter in a range of counts:
 * of its spectra, 68 % should have the truth inside the central 68 % interval, 22 % between that and the 90 % interval,
 * and 10 % outside. Ranges are powers of ten; one with fewer than {@value #FEWEST} spectra is joined to a neighbour.
 *
 * <p>Parameters of one spectrum are correlated, so that the sum over cells does not quite follow the chi-squared
 * distribution. Hence a second p-value: a sample of each posterior takes the place of the truth, again and again.
 *
 * @param chiSquared Pearson's statistic, summed over all cells
 * @param degrees degrees of freedom, two per cell
 * @param pValue probability of a larger statistic, from the chi-squared distribution
 * @param replicatedPValue the same from {@value #REPLICATES} replicated sets of truths
 */
public record CoverageChiSquared(double chiSquared, int degrees, double pValue, double replicatedPValue) {

    private static final int FEWEST = 50;
    private static final int REPLICATES = 2000;
    private static final double[] SHARES = {0.68, 0.22, 0.10};

    /**
     * Tests posteriors of simulated spectra.
     *
     * @param posteriors where the truths are, at least one
     * @param samples samples of the same posteriors, parameters x samples each; not changed
     * @param seed seed of the replicated truths
     * @return the test
     */
    public static CoverageChiSquared of(List<ScoredPosterior> posteriors, List<double[][]> samples, long seed) {
        int[] group = groups(posteriors);
        int parameters = samples.get(0).length;
        UniformRandomProvider random = new PhiloxStream(seed, RandomPurpose.COVERAGE_REPLICATES, 0);
        byte[][] truths = new byte[group.length][parameters];
        byte[][][] replicas = new byte[group.length][][];
        for (int i = 0; i < group.length; i++) {
            for (int p = 0; p < parameters; p++) {
                truths[i][p] = part(posteriors.get(i).place()[p]);
            }
            replicas[i] = parts(samples.get(i), random);
        }
        double found = statistic(truths, group);
        int atLeast = 0;
        byte[][] chosen = new byte[group.length][];
        for (int r = 0; r < REPLICATES; r++) {
            for (int i = 0; i < chosen.length; i++) {
                chosen[i] = replicas[i][random.nextInt(replicas[i].length)];
            }
            atLeast += statistic(chosen, group) >= found ? 1 : 0;
        }
        int degrees = (SHARES.length - 1) * parameters * (Arrays.stream(group).max().orElseThrow() + 1);
        return new CoverageChiSquared(found, degrees,
                1 - new ChiSquaredDistribution(null, degrees).cumulativeProbability(found),
                (atLeast + 1.0) / (REPLICATES + 1));
    }

    /** Which range of counts each spectrum is in, from 0. */
    private static int[] groups(List<ScoredPosterior> posteriors) {
        List<Integer> ends = new ArrayList<>();
        int waiting = 0;
        for (int decade : Coverage.decades(posteriors)) {
            waiting += (int) posteriors.stream().filter(s -> Coverage.decade(s.counts()) == decade).count();
            if (waiting >= FEWEST) {
                ends.add(decade);
                waiting = 0;
            }
        }
        int last = Math.max(ends.size() - 1, 0);
        return posteriors.stream().mapToInt(s -> {
            int decade = Coverage.decade(s.counts());
            return (int) Math.min(ends.stream().filter(end -> decade > end).count(), last);
        }).toArray();
    }

    /** Inside the 68 % interval, the 90 % interval, or outside. */
    private static byte part(double place) {
        double off = 2 * Math.abs(place - 0.5);
        return (byte) (off <= SHARES[0] ? 0 : off <= SHARES[0] + SHARES[1] ? 1 : 2);
    }

    /** The same of each sample among the others, samples x parameters. */
    private static byte[][] parts(double[][] samples, UniformRandomProvider random) {
        int n = samples[0].length;
        byte[][] parts = new byte[n][samples.length];
        for (int p = 0; p < samples.length; p++) {
            double[] sorted = samples[p].clone();
            Arrays.sort(sorted);
            for (int j = 0; j < n; j++) {
                int below = first(sorted, samples[p][j]);
                int equal = 0;
                while (below + equal < n && sorted[below + equal] == samples[p][j]) {
                    equal++;
                }
                parts[j][p] = part((below + equal * random.nextDouble()) / n);
            }
        }
        return parts;
    }

    private static int first(double[] sorted, double value) {
        int at = Arrays.binarySearch(sorted, value);
        while (at > 0 && sorted[at - 1] == value) {
            at--;
        }
        return at;
    }

    private static double statistic(byte[][] parts, int[] group) {
        int groups = Arrays.stream(group).max().orElseThrow() + 1;
        int[] spectra = new int[groups];
        int[][][] counts = new int[groups][parts[0].length][SHARES.length];
        for (int i = 0; i < parts.length; i++) {
            spectra[group[i]]++;
            for (int p = 0; p < parts[i].length; p++) {
                counts[group[i]][p][parts[i][p]]++;
            }
        }
        double sum = 0;
        for (int g = 0; g < groups; g++) {
            for (int[] cell : counts[g]) {
                for (int s = 0; s < SHARES.length; s++) {
                    double expected = SHARES[s] * spectra[g];
                    sum += (cell[s] - expected) * (cell[s] - expected) / expected;
                }
            }
        }
        return sum;
    }
}
