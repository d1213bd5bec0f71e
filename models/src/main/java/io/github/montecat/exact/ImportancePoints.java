package io.github.montecat.exact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Points of the unit cube from rounds of draws, weighted as drawn from the mixtures of all rounds together (deterministic
 * mixture: Owen and Zhou 2000, J. Am. Stat. Assoc. 95, 135). Immutable.
 */
final class ImportancePoints {

    /**
     * Points drawn at a time.
     *
     * @param mixture what they were drawn from
     * @param draw the points
     * @param logLikelihoods ln L of those in the cube
     */
    record Round(StudentMixture mixture, StudentMixture.Draw draw, double[] logLikelihoods) {
    }

    private final double[][] units;
    private final double[] logLikelihoods;
    private final double[] logWeights;
    private final double[] weights;
    private final long drawn;

    /**
     * @param rounds one or more rounds with points in the cube
     * @throws ArithmeticException if the likelihood of all points is 0
     */
    ImportancePoints(List<Round> rounds) {
        List<double[]> all = new ArrayList<>();
        Map<StudentMixture, Integer> mixtures = new IdentityHashMap<>();
        List<StudentMixture> order = new ArrayList<>();
        long sum = 0;
        for (Round r : rounds) {
            all.addAll(Arrays.asList(r.draw().inside()));
            if (mixtures.merge(r.mixture(), r.draw().drawn(), Integer::sum) == r.draw().drawn()) {
                order.add(r.mixture());
            }
            sum += r.draw().drawn();
        }
        drawn = sum;
        units = all.toArray(double[][]::new);
        logLikelihoods = rounds.stream().flatMapToDouble(r -> Arrays.stream(r.logLikelihoods())).toArray();
        logWeights = new double[units.length];
        IntStream.range(0, units.length).parallel().forEach(i -> {
            double[] logs = order.stream().mapToDouble(m -> Math.log(mixtures.get(m)) + m.logDensity(units[i]))
                    .toArray();
            logWeights[i] = logLikelihoods[i] - StudentMixture.logSum(logs);
        });
        weights = WeightedPosterior.normalised(logWeights);
    }

    int size() {
        return units.length;
    }

    double[][] units() {
        return units;
    }

    double logLikelihood(int point) {
        return logLikelihoods[point];
    }

    /** Logarithms of weights, which sum to the evidence. */
    double[] logWeights() {
        return logWeights;
    }

    /** Weights that sum to 1. */
    double[] weights() {
        return weights;
    }

    double effectiveSize() {
        return WeightedPosterior.effectiveSize(weights);
    }

    double efficiency() {
        return effectiveSize() / size();
    }

    double paretoShape() {
        return ParetoTail.shape(weights);
    }

    /** As a posterior, that took so many evaluations. */
    WeightedPosterior posterior(long evaluations) {
        double greatest = Arrays.stream(logWeights).max().orElseThrow();
        double sum = Arrays.stream(logWeights).map(l -> Math.exp(l - greatest)).sum();
        return new WeightedPosterior(units, logLikelihoods, logWeights, greatest + Math.log(sum),
                Math.sqrt(Math.max(1 / effectiveSize() - 1.0 / drawn, 0)), evaluations);
    }
}
