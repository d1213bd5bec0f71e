package io.github.montecat.exact;

import io.github.montecat.exact.StudentMixture.Component;
import io.github.montecat.progress.Progress;
import io.github.montecat.random.PhiloxStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Importance sampling that learns what to draw from: the fast way to an exact posterior, and how samples of a network are
 * refined, however far they are off.
 *
 * <ol>
 * <li>Points of the prior and given samples are looked at. From the best of them the maxima of the posterior are climbed, if
 * the likelihood is a sum of squares; each gives a Student distribution of the curvature there.
 * <li>Rounds: points are drawn from the mixture, weighted, and the mixture is fitted to all points so far. Weights are the
 * posterior over the mean of all mixtures that were drawn from, in their shares, so that no round is lost. As long as few
 * points have all the weight, the mixture is fitted to tempered weights.
 * <li>It ends when the effective sample size is reached and the tail of the weights is light, or with the reason why not.
 * </ol>
 *
 * <p>A mode that neither the given samples nor a hundred points of the prior lead to is
 * not found. Evaluates in the current fork-join pool; what comes out depends on seed and row alone. Immutable and safe for
 * use by several threads.
 *
 * <p>Source: Cappé et al. 2008 (mixtures), Cornuet et al. 2012 (weights over rounds), Hesterberg 1995, Technometrics 37, 185
 * (defensive mixture).
 */
public final class AdaptiveImportanceSampler {

    private static final int IMPORTANCE = -11;
    /** Points of the prior to look at, which also count as the first round. */
    private static final int SCANNED = 128;
    /** Given samples to look at. */
    private static final int SCANNED_GIVEN = 64;
    private static final int STARTS = 3;
    /** Starting points are this far apart, in units of the prior's width. */
    private static final double APART = 0.15;
    /** Maxima whose squared distance in their own metric is less are the same. */
    private static final double SAME = 1;
    private static final int FIRST_ROUND = 400;
    private static final int LARGEST_ROUND = 4000;
    private static final int STEPS = 8;
    /** Scale matrices of the curvature are widened by this at first: a maximum's own curvature is often too narrow. */
    private static final double WIDENED = 1.2;
    private static final double HEAVY_TAIL = 0.7;

    private final ImportanceSettings settings;

    /** @param settings when it ends */
    public AdaptiveImportanceSampler(ImportanceSettings settings) {
        this.settings = settings;
    }

    /**
     * Samples.
     *
     * @param likelihood the likelihood
     * @param given samples to start from, points of the unit cube; may be far off, or none
     * @param seed the seed
     * @param row number of the spectrum, so that rows have random numbers of their own
     * @param progress counts evaluations up to the most there may be; may cancel
     * @return the posterior, which says itself whether it converged
     */
    public RefinedPosterior sample(LogLikelihood likelihood, double[][] given, long seed, long row, Progress progress) {
        UniformRandomProvider random = new PhiloxStream(seed, IMPORTANCE, row);
        ImportancePoints points = new ImportancePoints(likelihood);
        points.add(StudentMixture.prior(), SCANNED, random);
        double[][] looked = IntStream.range(0, Math.min(SCANNED_GIVEN, given.length))
                .mapToObj(i -> given[(int) ((long) i * given.length / Math.min(SCANNED_GIVEN, given.length))])
                .toArray(double[][]::new);
        double[] found = points.look(looked);
        progress.update(points.evaluations(), settings.maxEvaluations());
        StudentMixture mixture = start(points, looked, found, given);
        int round = FIRST_ROUND;
        int rounds = 1;
        while (true) {
            points.add(mixture, round, random);
            rounds++;
            progress.update(Math.min(points.evaluations(), settings.maxEvaluations()), settings.maxEvaluations());
            double[] weights = WeightedPosterior.normalised(points.logWeights());
            double effective = WeightedPosterior.effectiveSize(weights);
            double tail = ParetoTail.shape(weights);
            if (effective >= settings.effectiveSamples() && tail < HEAVY_TAIL) {
                return result(points, weights, rounds, Optional.empty());
            }
            if (points.evaluations() >= settings.maxEvaluations()) {
                return result(points, weights, rounds, Optional.of(String.format(Locale.ROOT,
                        "after %d evaluations the samples are worth %.0f of %d wanted, Pareto shape of the weights %.2f "
                        + "(reliable below %.1f)", points.evaluations(), effective, settings.effectiveSamples(), tail,
                        HEAVY_TAIL)));
            }
            mixture = adapted(mixture, points, weights, effective, random);
            double missing = Math.max(settings.effectiveSamples() * 1.05 - effective, FIRST_ROUND / 2.0);
            double yield = Math.max(effective / points.size(), 0.3);
            round = (int) Math.min(Math.min(missing / yield, LARGEST_ROUND),
                    Math.max(settings.maxEvaluations() - points.evaluations(), 1));
            round = effective < FIRST_ROUND / 4.0 ? Math.min(round, 2 * FIRST_ROUND) : round;
        }
    }

    private static RefinedPosterior result(ImportancePoints points, double[] weights, int rounds,
            Optional<String> failure) {
        WeightedPosterior posterior = points.posterior();
        return new RefinedPosterior(posterior, posterior.effectiveSampleSize() / points.size(),
                ParetoTail.shape(weights), rounds, failure);
    }

    /** The first mixture: of the posterior's maxima, or else of the samples given. */
    private static StudentMixture start(ImportancePoints points, double[][] looked, double[] found,
            double[][] given) {
        int d = points.dimension();
        Optional<LogLikelihood.Residuals> residuals = points.likelihood().residuals();
        if (residuals.isPresent()) {
            List<PosteriorMode> modes = starts(points, looked, found).parallelStream()
                    .map(unit -> PosteriorMode.from(unit, residuals.get())).toList();
            modes.forEach(m -> points.count(m.evaluations()));
            return around(modes);
        } else if (given.length > d) {
            double[] equal = new double[given.length];
            Arrays.fill(equal, 1.0 / given.length);
            Optional<CholeskyFactor> shape = CholeskyFactor.of(scaled(StudentMixture.covariance(given, equal), 2));
            if (shape.isPresent()) {
                double[] mean = new double[d];
                Arrays.setAll(mean, p -> Arrays.stream(given).mapToDouble(x -> x[p]).average().orElseThrow());
                return StudentMixture.at(new double[][] {mean}, shape.get());
            }
        }
        return StudentMixture.prior();
    }

    /** The most probable points looked at that are not close to each other. */
    private static List<double[]> starts(ImportancePoints points, double[][] looked, double[] found) {
        record Candidate(double[] unit, double logLikelihood) {
        }
        List<Candidate> candidates = Stream.concat(
                IntStream.range(0, looked.length).mapToObj(i -> new Candidate(looked[i], found[i])),
                IntStream.range(0, points.size()).mapToObj(i -> new Candidate(points.units()[i], points.logLikelihood(i))))
                .sorted(Comparator.comparingDouble(Candidate::logLikelihood).reversed()).toList();
        List<double[]> chosen = new ArrayList<>();
        for (Candidate c : candidates) {
            if (chosen.size() < STARTS && chosen.stream().allMatch(u -> distance(u, c.unit()) > APART)) {
                chosen.add(c.unit());
            }
        }
        return chosen;
    }

    private static double distance(double[] a, double[] b) {
        return Math.sqrt(IntStream.range(0, a.length).mapToDouble(p -> (a[p] - b[p]) * (a[p] - b[p])).sum());
    }

    private static StudentMixture around(List<PosteriorMode> modes) {
        double greatest = modes.stream().mapToDouble(PosteriorMode::logMass).max().orElseThrow();
        List<Component> components = new ArrayList<>();
        for (PosteriorMode m : modes.stream().sorted(Comparator.comparingDouble(PosteriorMode::logMass).reversed())
                .toList()) {
            CholeskyFactor scale = CholeskyFactor.of(scaled(m.covariance(), WIDENED)).orElseThrow(
                    () -> new ArithmeticException("the covariance of the posterior at its maximum is not finite"));
            double share = Math.exp(Math.max(m.logMass() - greatest, Math.log(0.02)));
            if (m.logMass() > greatest - 20
                    && components.stream().allMatch(c -> c.scale().distance(m.unit(), c.mean()) > SAME)) {
                components.add(new Component(share, m.unit(), scale));
            }
        }
        return new StudentMixture(components);
    }

    private static double[][] scaled(double[][] matrix, double factor) {
        return Arrays.stream(matrix).map(r -> Arrays.stream(r).map(x -> x * factor).toArray())
                .toArray(double[][]::new);
    }

    /** The mixture for the next round. */
    private static StudentMixture adapted(StudentMixture mixture, ImportancePoints points, double[] weights,
            double effective, UniformRandomProvider random) {
        int d = points.dimension();
        double enough = 20.0 * d;
        double[] fit = effective < enough ? tempered(points.logWeights(), enough) : weights;
        double worth = Math.max(effective, Math.min(enough, points.size()));
        double[][] units = points.units();
        Optional<CholeskyFactor> shape = CholeskyFactor.of(scaled(StudentMixture.covariance(units, fit), 0.5));
        if (shape.isEmpty()) {
            return mixture;
        }
        int components = (int) Math.max(1, Math.min(2 * d, worth / (10 * d)));
        double[][] means = new double[components][];
        double offset = random.nextDouble();
        double sum = fit[0];
        int point = 0;
        for (int k = 0; k < components; k++) {
            while ((k + offset) / components >= sum && point < units.length - 1) {
                sum += fit[++point];
            }
            means[k] = units[point];
        }
        return StudentMixture.at(means, shape.get()).fitted(units, fit, worth, STEPS);
    }

    /** Weights to the power at which they are worth enough points. */
    private static double[] tempered(double[] logWeights, double enough) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < 40; i++) {
            double power = (low + high) / 2;
            double[] w = WeightedPosterior.normalised(Arrays.stream(logWeights).map(l -> l * power).toArray());
            if (WeightedPosterior.effectiveSize(w) < enough) {
                high = power;
            } else {
                low = power;
            }
        }
        double power = low;
        return WeightedPosterior.normalised(Arrays.stream(logWeights)
                .map(l -> power == 0 ? 0 : l * power).toArray());
    }
}
