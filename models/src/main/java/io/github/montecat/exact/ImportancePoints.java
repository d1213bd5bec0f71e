package io.github.montecat.exact;

import io.github.montecat.statistic.LogSum;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Points of the unit cube from one or more rounds of draws, weighted as drawn from the mixtures of all rounds together
 * (deterministic mixture: Owen and Zhou 2000, J. Am. Stat. Assoc. 95, 135). Arrays are not copied and must not be changed;
 * otherwise immutable.
 */
final class ImportancePoints {

    /** A mixture, and how many points were drawn from it, those outside the cube included. */
    private record Proposal(StudentMixture mixture, int drawn) {

        double logDensity(double[] unit) {
            return Math.log(drawn) + mixture.logDensity(unit);
        }
    }

    private final List<Proposal> proposals;
    private final double[][] units;
    private final double[] logLikelihoods;
    /** Of the number of points drawn per volume by all rounds together. */
    private final double[] logDensities;

    private ImportancePoints(List<Proposal> proposals, double[][] units, double[] logLikelihoods, double[] logDensities) {
        this.proposals = proposals;
        this.units = units;
        this.logLikelihoods = logLikelihoods;
        this.logDensities = logDensities;
    }

    /**
     * The points of one round.
     *
     * @param mixture what they were drawn from
     * @param draw the points
     * @param logLikelihoods ln L of those in the cube
     */
    static ImportancePoints of(StudentMixture mixture, StudentMixture.Draw draw, double[] logLikelihoods) {
        Proposal proposal = new Proposal(mixture, draw.drawn());
        return new ImportancePoints(List.of(proposal), draw.inside(), logLikelihoods,
                Arrays.stream(draw.inside()).parallel().mapToDouble(proposal::logDensity).toArray());
    }

    /** These points and those of other rounds. */
    ImportancePoints and(ImportancePoints other) {
        return new ImportancePoints(Stream.concat(proposals.stream(), other.proposals.stream()).toList(),
                Stream.of(units, other.units).flatMap(Arrays::stream).toArray(double[][]::new),
                concatenated(logLikelihoods, other.logLikelihoods),
                concatenated(densitiesWith(other.proposals), other.densitiesWith(proposals)));
    }

    private static double[] concatenated(double[] a, double[] b) {
        return DoubleStream.concat(Arrays.stream(a), Arrays.stream(b)).toArray();
    }

    private double[] densitiesWith(List<Proposal> more) {
        return IntStream.range(0, units.length).parallel().mapToDouble(i -> LogSum.of(DoubleStream.concat(
                DoubleStream.of(logDensities[i]), more.stream().mapToDouble(p -> p.logDensity(units[i]))).toArray())).toArray();
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
        return IntStream.range(0, units.length).mapToDouble(i -> logLikelihoods[i] - logDensities[i]).toArray();
    }

    /**
     * Weights that sum to 1.
     *
     * @throws ArithmeticException if the likelihood of all points is 0
     */
    double[] weights() {
        return WeightedPosterior.normalised(logWeights());
    }

    double effectiveSize() {
        return WeightedPosterior.effectiveSize(weights());
    }

    double efficiency() {
        return effectiveSize() / size();
    }

    double paretoShape() {
        return ParetoTail.shape(weights());
    }

    /** As a posterior, that took so many evaluations. */
    WeightedPosterior posterior(long evaluations) {
        double[] logWeights = logWeights();
        long drawn = proposals.stream().mapToLong(Proposal::drawn).sum();
        return new WeightedPosterior(units, logLikelihoods, logWeights, LogSum.of(logWeights),
                Math.sqrt(Math.max(1 / effectiveSize() - 1.0 / drawn, 0)), evaluations);
    }
}
