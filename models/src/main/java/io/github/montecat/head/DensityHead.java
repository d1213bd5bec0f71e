package io.github.montecat.head;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.random.StandardNormal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A mixture of normal densities with full covariance in probit space, z = &Phi;<sup>-1</sup>(unit), trained by the negative log
 * likelihood of all parameters together and of each alone. In that space the prior is the standard normal, so what the data do
 * not tell about is normal too; and every sample, back from it, lies inside the prior.
 *
 * <p>Source: Bishop 1994, "Mixture density networks"; Williams 1996 for the Cholesky factor of the inverse covariance.
 *
 * @param parameters number of parameters
 * @param components number of normal densities
 */
public record DensityHead(int parameters, int components) implements Head {

    static final String NAME = "density";
    /** Beyond this many sigma of the prior nothing is distinguished. */
    private static final double FARTHEST = 6;
    /** For shapes like skew .2 and tail .9, its error is below 3e-5 where a density is as wide as the prior, far less elsewhere. */
    private static final GaussIntegrator QUADRATURE = new GaussIntegratorFactory().hermite(15);

    /** Checks that there is something to describe. */
    public DensityHead {
        if (parameters < 1 || components < 1) {
            throw new RefusedValueException("density of " + parameters + " parameters with " + components
                    + " components; both must be positive");
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int outputs() {
        return new MixtureDensity(parameters, components).outputs();
    }

    /** The parameters in probit space, followed by zeros: Deeplearning4j wants labels as wide as outputs. */
    @Override
    public double[] label(double[] unit) {
        return Arrays.copyOf(probit(unit), outputs());
    }

    @Override
    public double loss(float[] outputs, int offset, double[] unit) {
        return new DensityLoss(parameters, components).of(doubles(outputs, offset), probit(unit));
    }

    @Override
    public double[] mean(float[] outputs, int offset) {
        // The mean of Phi(z) over a normal z.
        return mean(outputs, offset, (p, mean, variance) -> StandardNormal.below(mean / Math.sqrt(1 + variance)));
    }

    /** The expected parameters when the components have these shapes along the parameters. */
    double[] mean(float[] outputs, int offset, SinhArcsinh[] shapes) {
        int points = QUADRATURE.getNumberOfPoints();
        double[][] away = Arrays.stream(shapes).map(s -> IntStream.range(0, points)
                .mapToDouble(q -> s.of(Math.sqrt(2) * QUADRATURE.getPoint(q))).toArray()).toArray(double[][]::new);
        return mean(outputs, offset, (p, mean, variance) -> {
            double sum = 0;
            for (int q = 0; q < points; q++) {
                sum += QUADRATURE.getWeight(q) / Math.sqrt(Math.PI)
                        * StandardNormal.below(mean + away[p][q] * Math.sqrt(variance));
            }
            return sum;
        });
    }

    /** What a parameter is expected to be under one component. */
    @FunctionalInterface
    private interface Expectation {

        double of(int parameter, double mean, double variance);
    }

    private double[] mean(float[] outputs, int offset, Expectation expectation) {
        MixtureDensity density = new MixtureDensity(parameters, components);
        density.set(doubles(outputs, offset));
        double[] mean = new double[parameters];
        for (int k = 0; k < components; k++) {
            double[] variances = MixtureDensity.variances(density.inverse(k));
            for (int p = 0; p < parameters; p++) {
                mean[p] += density.weight(k) * expectation.of(p, density.mean(k, p), variances[p]);
            }
        }
        return mean;
    }

    @Override
    public double[] draw(float[] outputs, int offset, UniformRandomProvider random) {
        return mixture(outputs, offset, Optional.empty()).draw(random);
    }

    /** Draws one sample from each pass; the components may be changed. */
    List<double[]> draws(float[] outputs, UniformRandomProvider random, Optional<DensityCorrection> correction) {
        int width = outputs();
        List<double[]> draws = new ArrayList<>();
        MixtureDraws common = null;
        int commonAt = 0;
        for (int at = 0; at < outputs.length; at += width) {
            MixtureDraws mixture = common;
            if (common == null || !Arrays.equals(outputs, commonAt, commonAt + width, outputs, at, at + width)) {
                mixture = mixture(outputs, at, correction);
                // The one that is the same for many passes is the one that the next pass has too.
                if (common == null || at + 2 * width <= outputs.length
                        && Arrays.equals(outputs, at, at + width, outputs, at + width, at + 2 * width)) {
                    common = mixture;
                    commonAt = at;
                }
            }
            draws.add(mixture.draw(random));
        }
        return draws;
    }

    private MixtureDraws mixture(float[] outputs, int offset, Optional<DensityCorrection> correction) {
        MixtureDensity density = new MixtureDensity(parameters, components);
        density.set(doubles(outputs, offset));
        return new MixtureDraws(parameters, components, density, correction);
    }

    /**
     * The distribution of one parameter, a mixture of normal ones in probit space.
     *
     * @param outputs outputs of all passes
     * @param unit parameters, places in the prior
     * @return for each component of each pass its share, and how far the parameter is from its mean in its standard
     *         deviations
     */
    double[] marginal(float[] outputs, double[] unit, int parameter) {
        MixtureDensity density = new MixtureDensity(parameters, components);
        double z = probit(unit)[parameter];
        int passes = outputs.length / outputs();
        double[] marginal = new double[2 * passes * components];
        for (int pass = 0; pass < passes; pass++) {
            density.set(doubles(outputs, pass * outputs()));
            for (int k = 0; k < components; k++) {
                int at = 2 * (pass * components + k);
                marginal[at] = density.weight(k) / passes;
                marginal[at + 1] = (z - density.mean(k, parameter))
                        / Math.sqrt(MixtureDensity.variances(density.inverse(k))[parameter]);
            }
        }
        return marginal;
    }

    /** The outputs of one pass. */
    double[] doubles(float[] outputs, int offset) {
        double[] values = new double[outputs()];
        Arrays.setAll(values, i -> outputs[offset + i]);
        return values;
    }

    /** Parameters in probit space, where they are described. */
    double[] probit(double[] unit) {
        double[] z = new double[parameters];
        for (int p = 0; p < parameters; p++) {
            double value = unit[p] <= 0 ? -FARTHEST : unit[p] >= 1 ? FARTHEST
                    : StandardNormal.quantile(unit[p]);
            z[p] = Math.max(-FARTHEST, Math.min(FARTHEST, value));
        }
        return z;
    }
}
