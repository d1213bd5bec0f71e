package io.github.montecat.assessment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import java.util.ArrayList;
import java.util.List;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoredPosteriorTest {

    private static final List<String> LABELS = List.of("right", "narrow", "shifted");

    /**
     * A normal mean with a normal prior, whose posterior is known: the first parameter's samples come from it, the
     * second's from one half as wide, the third's from one that lies half a deviation off.
     */
    private static List<ScoredPosterior> conjugate(int spectra, int samples) {
        Random random = new Random(1);
        List<ScoredPosterior> all = new ArrayList<>();
        for (int i = 0; i < spectra; i++) {
            double[] truth = new double[3];
            double[][] drawn = new double[3][samples];
            for (int p = 0; p < 3; p++) {
                truth[p] = random.nextGaussian();
                double datum = truth[p] + random.nextGaussian();
                // Prior and noise have variance 1: the posterior is normal about half the datum with variance 1/2.
                for (int s = 0; s < samples; s++) {
                    drawn[p][s] = datum / 2 + random.nextGaussian() * Math.sqrt(0.5) * (p == 1 ? 0.5 : 1)
                            + (p == 2 ? 0.5 * Math.sqrt(0.5) : 0);
                }
            }
            all.add(ScoredPosterior.of(i % 2 == 0 ? 500 : 1000, truth, drawn, 7, i));
        }
        return all;
    }

    @Test
    void coverageOfAKnownPosteriorIsNominal() {
        List<Coverage> table = Coverage.of(LABELS, conjugate(4000, 40));
        for (Coverage c : table) {
            if (c.parameter().equals("right")) {
                assertTrue(Math.abs(c.fraction() - c.level()) < 3.5 * c.error(), c.toString());
            }
        }
        assertEquals(3 * 3 * 4, table.size());
        Coverage decade = table.stream().filter(c -> c.minCounts() == 1000).findFirst().orElseThrow();
        assertEquals(2000, decade.spectra());
        assertEquals(1e4, decade.maxCounts());
        // Half the width: P(|z| < 0.5 z_68) with z_68 = 0.9945.
        Coverage narrow = table.stream().filter(c -> c.parameter().equals("narrow") && c.isOverall()
        && c.level() == 0.68)
                .findFirst().orElseThrow();
        assertEquals(0.381, narrow.fraction(), 0.03);
    }

    @Test
    void ranksOfAKnownPosteriorAreUniformAndThoseOfWrongOnesAreNot() {
        List<RankHistogram> ranks = RankHistogram.of(LABELS, conjugate(2000, 37));
        assertTrue(ranks.get(0).pValue() > 0.01, ranks.get(0).toString());
        assertTrue(ranks.get(1).pValue() < 1e-10, ranks.get(1).toString());
        assertTrue(ranks.get(2).pValue() < 1e-10, ranks.get(2).toString());
        int[] narrow = ranks.get(1).counts();
        assertTrue(narrow[0] > ranks.get(1).band(0.99)[1] && narrow[19] > ranks.get(1).band(0.99)[1]);
        assertTrue(narrow[10] < ranks.get(1).band(0.99)[0]);
    }

    @Test
    void tiesAreBrokenAtRandom() {
        // Truth and samples are the same coin: without randomised ranks the histogram would have two peaks.
        Random random = new Random(2);
        double[] places = IntStream.range(0, 4000).mapToDouble(i -> {
            double[][] samples = {IntStream.range(0, 9).mapToDouble(s -> random.nextInt(2)).toArray()};
            return ScoredPosterior.of(1, new double[] {random.nextInt(2)}, samples, 3, i).place()[0];
        }).toArray();
        assertTrue(RankHistogram.of("coin", places, 20).pValue() > 0.01);
    }

    @Test
    void summariesAndPlacesAreThoseOfTheSamples() {
        double[][] samples = {{5, 1, 4, 2, 3}};
        ScoredPosterior s = ScoredPosterior.of(10, new double[] {3.5}, samples, 0, 0);
        assertEquals(3, s.mean()[0]);
        assertEquals(Math.sqrt(2.5), s.std()[0], 1e-12);
        // Five are too few to tell of the outer 16 %.
        assertEquals(1, s.lower()[0]);
        assertEquals(5, s.upper()[0]);
        assertTrue(s.place()[0] > 0.5 && s.place()[0] < 4 / 6.0);
        assertArrayEquals(s.place(), ScoredPosterior.of(10, new double[] {3.5}, samples, 0, 0).place());
        assertThrows(IllegalArgumentException.class, () -> ScoredPosterior.of(1, new double[2], samples, 0, 0));
    }

    @Test
    void betweenLowerAndUpperLie68PerCentOfTheDistributionHoweverFewTheSamples() {
        Random random = new Random(4);
        int n = 20_000;
        double[] inside = IntStream.range(0, n).mapToDouble(i -> {
            ScoredPosterior s = ScoredPosterior.of(1, new double[1], new double[][] {random.doubles(19).toArray()}, 0, i);
            return s.upper()[0] - s.lower()[0];
        }).toArray();
        // The content of an interval between order statistics is a beta variable, here of a deviation of 0.1.
        assertEquals(0.68, Arrays.stream(inside).average().orElseThrow(), 4 * 0.1 / Math.sqrt(n));
    }

    @Test
    void aHistogramsStatisticIsPearsons() {
        // 30, 10, 10, 10 where 15 are expected: (225 + 3 * 25) / 15 = 20, three degrees of freedom: p = 1.6974e-4.
        double[] places = IntStream.range(0, 60).mapToDouble(i -> i < 30 ? 0.1 : 0.3 + 0.25 * (i % 3)).toArray();
        RankHistogram h = RankHistogram.of("x", places, 4);
        assertArrayEquals(new int[] {30, 10, 10, 10}, h.counts());
        assertEquals(20, h.chiSquared(), 1e-12);
        assertEquals(1.6974e-4, h.pValue(), 1e-7);
        assertThrows(IllegalArgumentException.class, () -> RankHistogram.of(List.of("x"), List.of()));
    }

    @Test
    void ratioToTheBayesRiskHasItsError() {
        RiskRatio apart = RiskRatio.of(2.2e-3, 1e-4, 2e-3, 5e-5);
        assertEquals(1.1, apart.ratio(), 1e-12);
        assertEquals(1.1 * Math.hypot(1 / 22.0, 1 / 40.0), apart.error(), 1e-12);
        // Squared errors that are chi-squared times a variance: the scatter of the ratio over many sets must be its error.
        Random random = new Random(4);
        double sum = 0;
        double squares = 0;
        double error = 0;
        int sets = 400;
        for (int set = 0; set < sets; set++) {
            double[] variance = new double[500];
            double[] squared = new double[500];
            for (int i = 0; i < 500; i++) {
                variance[i] = 0.1 + random.nextDouble();
                squared[i] = variance[i] * Math.pow(random.nextGaussian(), 2);
            }
            RiskRatio r = RiskRatio.paired(squared, variance);
            sum += r.ratio() / sets;
            squares += r.ratio() * r.ratio() / sets;
            error += r.error() / sets;
        }
        assertEquals(1, sum, 0.015);
        assertEquals(Math.sqrt(squares - sum * sum), error, 0.1 * error);
    }

    @Test
    void outliersAreMeasuredByTheirOwnErrors() {
        Outliers o = Outliers.of("kT", 5, new double[] {0, 0, 0, 0, 0}, new double[] {4.9, 5.1, Double.NaN, 1, 0},
                new double[] {1, 1, 1, Double.NaN, 0});
        assertEquals(3, o.outliers());
        assertEquals(0.6, o.fraction());
        assertTrue(Outliers.of("kT", 5, new double[9], new double[9], new double[9]).error() > 0);
    }

    @Test
    void whatABundleCarriesIsPlainNumbers() {
        Gson gson = new Gson();
        List<ScoredPosterior> posteriors = conjugate(100, 10);
        Coverage coverage = Coverage.of(LABELS, posteriors).get(4);
        assertEquals(coverage, gson.fromJson(gson.toJson(coverage), Coverage.class));
        RankHistogram ranks = RankHistogram.of(LABELS, posteriors).get(1);
        RankHistogram read = gson.fromJson(gson.toJson(ranks), RankHistogram.class);
        assertArrayEquals(ranks.counts(), read.counts());
        assertEquals(ranks.pValue(), read.pValue());
        RiskRatio ratio = RiskRatio.of(2, 0.1, 1, 0.1);
        assertEquals(ratio, gson.fromJson(gson.toJson(ratio), RiskRatio.class));
    }
}
