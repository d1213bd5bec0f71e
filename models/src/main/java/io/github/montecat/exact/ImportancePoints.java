package io.github.montecat.exact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Points that were drawn from several mixtures in {@link ProbitSpace}, weighted as drawn from all of them together
 * (deterministic mixture: Owen and Zhou 2000, J. Am. Stat. Assoc. 95, 135). Not safe for use by several threads.
 */
final class ImportancePoints {

    private final LogLikelihood likelihood;
    private final List<StudentMixture> mixtures = new ArrayList<>();
    private final List<Integer> counts = new ArrayList<>();
    private double[][] z = new double[0][];
    private double[] logLikelihood = new double[0];
    private double[] logPosterior = new double[0];
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
        return z.length;
    }

    double[] z(int point) {
        return z[point];
    }

    double[][] zs() {
        return z;
    }

    /** Logarithm of likelihood times prior. */
    double logPosterior(int point) {
        return logPosterior[point];
    }

    /** How often the likelihood was evaluated, for whatever purpose. */
    int evaluations() {
        return evaluations;
    }

    /** Counts evaluations made elsewhere. */
    void count(int others) {
        evaluations += others;
    }

    /** Likelihood times prior of points that are not drawn from a known density, as logarithms. */
    double[] look(double[][] points) {
        double[] values = likelihood.values(ProbitSpace.toUnits(points));
        evaluations += points.length;
        for (int i = 0; i < values.length; i++) {
            values[i] += ProbitSpace.logPrior(points[i]);
        }
        return values;
    }

    /** Draws points from a mixture and adds them. */
    void add(StudentMixture mixture, int count, UniformRandomProvider random) {
        double[][] drawn = mixture.draw(count, dimension(), random);
        double[] found = likelihood.values(ProbitSpace.toUnits(drawn));
        evaluations += count;
        int before = z.length;
        z = Arrays.copyOf(z, before + count);
        logLikelihood = Arrays.copyOf(logLikelihood, before + count);
        logPosterior = Arrays.copyOf(logPosterior, before + count);
        logDrawn = Arrays.copyOf(logDrawn, before + count);
        mixtures.add(mixture);
        counts.add(count);
        for (int i = 0; i < count; i++) {
            z[before + i] = drawn[i];
            logLikelihood[before + i] = found[i];
            logPosterior[before + i] = found[i] + ProbitSpace.logPrior(drawn[i]);
            logDrawn[before + i] = Double.NEGATIVE_INFINITY;
        }
        IntStream.range(0, z.length).parallel().forEach(i -> {
            for (int m = i < before ? mixtures.size() - 1 : 0; m < mixtures.size(); m++) {
                double log = Math.log(counts.get(m)) + mixtures.get(m).logDensity(z[i]);
                double greater = Math.max(log, logDrawn[i]);
                logDrawn[i] = greater + Math.log(Math.exp(log - greater) + Math.exp(logDrawn[i] - greater));
            }
        });
    }

    /** Logarithms of the weights, of mean evidence times number of points. */
    double[] logWeights() {
        double[] logs = new double[z.length];
        Arrays.setAll(logs, i -> logPosterior[i] - logDrawn[i]);
        return logs;
    }

    /** Weights that sum to 1. */
    double[] weights() {
        return WeightedPosterior.normalised(logWeights());
    }

    WeightedPosterior posterior() {
        double[] logs = logWeights();
        double greatest = Arrays.stream(logs).max().orElseThrow();
        double sum = Arrays.stream(logs).map(l -> Math.exp(l - greatest)).sum();
        double effective = WeightedPosterior.effectiveSize(weights());
        return new WeightedPosterior(ProbitSpace.toUnits(z), logLikelihood, logs, greatest + Math.log(sum),
                Math.sqrt(Math.max(size() / effective - 1, 0) / size()), evaluations);
    }
}
