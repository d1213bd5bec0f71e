package io.github.montecat.exact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Points of the unit cube that were drawn from several mixtures, weighted as drawn from all of them together (deterministic
 * mixture: Owen and Zhou 2000, J. Am. Stat. Assoc. 95, 135). Not safe for use by several threads.
 */
final class ImportancePoints {

    private final LogLikelihood likelihood;
    private final List<StudentMixture> mixtures = new ArrayList<>();
    /** Points drawn from each mixture, those outside the cube included. */
    private final List<Integer> drawn = new ArrayList<>();
    private double[][] units = new double[0][];
    private double[] logLikelihoods = new double[0];
    /** Logarithm of the sum over the mixtures of density times number of points drawn. */
    private double[] logDrawn = new double[0];
    private int evaluations;

    ImportancePoints(LogLikelihood likelihood) {
        this.likelihood = likelihood;
    }

    LogLikelihood likelihood() {
        return likelihood;
    }

    int dimension() {
        return likelihood.dimension();
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

    /** How often the likelihood was evaluated, for whatever purpose. */
    int evaluations() {
        return evaluations;
    }

    /** Counts evaluations made elsewhere. */
    void count(int others) {
        evaluations += others;
    }

    /** ln L of points that are not drawn from a known density and get no weight. */
    double[] look(double[][] points) {
        evaluations += points.length;
        return likelihood.values(points);
    }

    /** Draws points from a mixture and adds them. */
    void add(StudentMixture mixture, int count, UniformRandomProvider random) {
        StudentMixture.Draw draw = mixture.draw(count, dimension(), random);
        double[] found = likelihood.values(draw.inside());
        evaluations += found.length;
        int before = units.length;
        int size = before + found.length;
        units = Arrays.copyOf(units, size);
        logLikelihoods = Arrays.copyOf(logLikelihoods, size);
        logDrawn = Arrays.copyOf(logDrawn, size);
        System.arraycopy(draw.inside(), 0, units, before, found.length);
        System.arraycopy(found, 0, logLikelihoods, before, found.length);
        Arrays.fill(logDrawn, before, size, Double.NEGATIVE_INFINITY);
        mixtures.add(mixture);
        drawn.add(draw.drawn());
        IntStream.range(0, size).parallel().forEach(i -> {
            for (int m = i < before ? mixtures.size() - 1 : 0; m < mixtures.size(); m++) {
                double log = Math.log(drawn.get(m)) + mixtures.get(m).logDensity(units[i]);
                double greater = Math.max(log, logDrawn[i]);
                logDrawn[i] = greater + Math.log(Math.exp(log - greater) + Math.exp(logDrawn[i] - greater));
            }
        });
    }

    /** Logarithms of the weights, which sum to the evidence. */
    double[] logWeights() {
        double[] logs = new double[units.length];
        Arrays.setAll(logs, i -> logLikelihoods[i] - logDrawn[i]);
        return logs;
    }

    WeightedPosterior posterior() {
        double[] logs = logWeights();
        double greatest = Arrays.stream(logs).max().orElseThrow();
        double sum = Arrays.stream(logs).map(l -> Math.exp(l - greatest)).sum();
        double effective = WeightedPosterior.effectiveSize(WeightedPosterior.normalised(logs));
        double all = drawn.stream().mapToInt(n -> n).sum();
        return new WeightedPosterior(units, logLikelihoods, logs, greatest + Math.log(sum),
                Math.sqrt(Math.max(1 / effective - 1 / all, 0)), evaluations);
    }
}
