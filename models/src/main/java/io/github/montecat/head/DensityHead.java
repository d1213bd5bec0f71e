package io.github.montecat.head;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.lossfunctions.ILossFunction;

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
    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    /** Checks that there is something to describe. */
    public DensityHead {
        if (parameters < 1 || components < 1) {
            throw new IllegalArgumentException("density of " + parameters + " parameters with " + components
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

    @Override
    public ILossFunction loss() {
        return new MixtureDensityLoss(parameters, components);
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
        MixtureDensity density = new MixtureDensity(parameters, components);
        density.set(doubles(outputs, offset));
        double[] mean = new double[parameters];
        for (int k = 0; k < components; k++) {
            double[] variances = MixtureDensity.variances(density.inverse(k));
            for (int p = 0; p < parameters; p++) {
                // The mean of Phi(z) over a normal z.
                mean[p] += density.weight(k)
                        * NORMAL.cumulativeProbability(density.mean(k, p) / Math.sqrt(1 + variances[p]));
            }
        }
        return mean;
    }

    @Override
    public double[] draw(float[] outputs, int offset, UniformRandomProvider random) {
        MixtureDensity density = new MixtureDensity(parameters, components);
        density.set(doubles(outputs, offset));
        double choice = random.nextDouble();
        double[] normal = new double[parameters];
        for (int p = 0; p < parameters; p++) {
            // Half a step off, so that 0 cannot occur.
            normal[p] = NORMAL.inverseCumulativeProbability(random.nextDouble() + 0x1p-54);
        }
        double[] z = density.draw(choice, normal);
        Arrays.setAll(z, p -> NORMAL.cumulativeProbability(z[p]));
        return z;
    }

    /**
     * Where parameters lie in their distributions.
     *
     * @param outputs outputs of all passes
     * @param unit parameters, places in the prior
     * @return normal scores: &Phi;<sup>-1</sup> of each parameter's distribution function there, the mean of those of all
     *         passes; infinite where that is 0 or 1
     */
    double[] scores(float[] outputs, double[] unit) {
        MixtureDensity density = new MixtureDensity(parameters, components);
        double[] z = probit(unit);
        double[] below = new double[parameters];
        int passes = outputs.length / outputs();
        for (int pass = 0; pass < passes; pass++) {
            density.set(doubles(outputs, pass * outputs()));
            for (int k = 0; k < components; k++) {
                double[] variances = MixtureDensity.variances(density.inverse(k));
                for (int p = 0; p < parameters; p++) {
                    below[p] += density.weight(k) / passes
                            * NORMAL.cumulativeProbability((z[p] - density.mean(k, p)) / Math.sqrt(variances[p]));
                }
            }
        }
        return Arrays.stream(below).map(b -> NORMAL.inverseCumulativeProbability(Math.min(1, b))).toArray();
    }

    private double[] doubles(float[] outputs, int offset) {
        double[] values = new double[outputs()];
        Arrays.setAll(values, i -> outputs[offset + i]);
        return values;
    }

    private double[] probit(double[] unit) {
        double[] z = new double[parameters];
        for (int p = 0; p < parameters; p++) {
            double value = unit[p] <= 0 ? -FARTHEST : unit[p] >= 1 ? FARTHEST
                    : NORMAL.inverseCumulativeProbability(unit[p]);
            z[p] = Math.max(-FARTHEST, Math.min(FARTHEST, value));
        }
        return z;
    }
}
