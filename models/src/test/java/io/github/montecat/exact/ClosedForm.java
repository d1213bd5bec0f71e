package io.github.montecat.exact;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.commons.numbers.gamma.Erf;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/** Likelihoods on the unit cube whose evidence and posterior are known. */
record ClosedForm(int dimension, ToDoubleFunction<double[]> logLikelihood, Optional<Residuals> residuals,
        double logEvidence) implements LogLikelihood {

    @Override
    public double[] values(double[][] units) {
        return Arrays.stream(units).mapToDouble(logLikelihood).toArray();
    }

    /** A likelihood that is known only by its value. */
    ClosedForm withoutResiduals() {
        return new ClosedForm(dimension, logLikelihood, Optional.empty(), logEvidence);
    }

    /** Normal in the first coordinate, and in each other one around the one before it; cut off by the cube. */
    static ClosedForm chain(int dimension, double mean, double sigma) {
        Residuals residuals = units -> Arrays.stream(units).map(u -> {
            double[] r = new double[dimension];
            Arrays.setAll(r, p -> (u[p] - mean - (p == 0 ? 0 : 0.7 * (u[p - 1] - mean))) / sigma);
            return r;
        }).toArray(double[][]::new);
        return new ClosedForm(dimension,
                u -> -0.5 * Arrays.stream(residuals.values(new double[][] {u})[0]).map(r -> r * r).sum(),
                Optional.of(residuals), dimension * Math.log(Math.sqrt(2 * Math.PI) * sigma));
    }

    /** Standard deviation of a coordinate of {@link #chain}. */
    static double chainDeviation(int parameter, double sigma) {
        double variance = 0;
        for (int p = 0; p <= parameter; p++) {
            variance = 0.49 * variance + sigma * sigma;
        }
        return Math.sqrt(variance);
    }

    /** Independent normal distributions, of which the first has its maximum at the face 0 of the cube. */
    static ClosedForm atFace(int dimension, double sigma) {
        Residuals residuals = units -> Arrays.stream(units).map(u -> {
            double[] r = new double[dimension];
            Arrays.setAll(r, p -> (u[p] - (p == 0 ? 0 : 0.5)) / sigma);
            return r;
        }).toArray(double[][]::new);
        return new ClosedForm(dimension,
                u -> -0.5 * Arrays.stream(residuals.values(new double[][] {u})[0]).map(r -> r * r).sum(),
                Optional.of(residuals), dimension * Math.log(Math.sqrt(2 * Math.PI) * sigma)
                        + Math.log(Erf.value(1 / sigma / Math.sqrt(2)) / 2));
    }

    /** Counts of a source whose rate is uniform from 0 to a greatest one: a gamma distribution. */
    static ClosedForm rate(int counts, double greatest) {
        ToDoubleFunction<double[]> log = u -> u[0] > 0 || counts == 0
                ? counts * Math.log(greatest * u[0] + (counts == 0 ? 1 : 0)) - greatest * u[0] - LogGamma.value(counts + 1)
                : Double.NEGATIVE_INFINITY;
        return new ClosedForm(1, counts == 0 ? u -> -greatest * u[0] : log, Optional.empty(),
                Math.log(RegularizedGamma.P.value(counts + 1.0, greatest) / greatest));
    }

    /** Two normal distributions far apart on the diagonal. */
    static ClosedForm twoModes(int dimension, double sigma, double shareOfFirst) {
        double logNorm = dimension * Math.log(Math.sqrt(2 * Math.PI) * sigma);
        return new ClosedForm(dimension, u -> {
            double first = Math.log(shareOfFirst) - squares(u, 0.3) / (2 * sigma * sigma) - logNorm;
            double second = Math.log(1 - shareOfFirst) - squares(u, 0.7) / (2 * sigma * sigma) - logNorm;
            return Math.max(first, second) + Math.log1p(Math.exp(-Math.abs(first - second)));
        }, Optional.empty(), 0);
    }

    private static double squares(double[] u, double centre) {
        return Arrays.stream(u).map(x -> (x - centre) * (x - centre)).sum();
    }
}
