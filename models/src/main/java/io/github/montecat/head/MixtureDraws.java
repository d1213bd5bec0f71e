package io.github.montecat.head;

import io.github.montecat.random.StandardNormal;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Draws from one density, which is the same for most passes over a spectrum. What the draws have in common is computed
 * once: the weights of the components, and for each component that is drawn from, its root and its widths. Not safe for
 * use by several threads.
 */
final class MixtureDraws {

    private final int parameters;
    private final MixtureDensity density;
    private final Optional<DensityCorrection> correction;
    private final Component[] components;

    /**
     * @param density the density, with its outputs set; not changed from then on
     * @param correction what its components are changed by
     */
    MixtureDraws(int parameters, int components, MixtureDensity density, Optional<DensityCorrection> correction) {
        this.parameters = parameters;
        this.density = density;
        this.correction = correction;
        this.components = new Component[components];
    }

    /**
     * A component that is changed.
     *
     * @param deviations its standard deviations before
     * @param mixed the root of its correlation matrix after mixing, but for its scale
     * @param lengths that scale, of each row
     */
    private record Component(double[] deviations, double[][] mixed, double[] lengths) {
    }

    /** One draw, places in the prior. */
    double[] draw(UniformRandomProvider random) {
        int k = density.component(random.nextDouble());
        double[] normal = new double[parameters];
        for (int p = 0; p < parameters; p++) {
            // Half a step off, so that 0 cannot occur.
            normal[p] = StandardNormal.quantile(random.nextDouble() + 0x1p-54);
        }
        double[] z = correction.isPresent() ? changed(k, normal, correction.get()) : density.draw(k, normal);
        for (int p = 0; p < parameters; p++) {
            z[p] = StandardNormal.below(z[p]);
        }
        return z;
    }

    /** A draw from a component in probit space. */
    double[] changed(int k, double[] normal, DensityCorrection by) {
        if (components[k] == null) {
            double[][] inverse = density.inverse(k);
            double[] deviations = MixtureDensity.deviations(inverse);
            double[][] mixed = by.mixing().times(MixtureDensity.normalised(inverse, deviations));
            components[k] = new Component(deviations, mixed, MixtureDensity.deviations(mixed));
        }
        Component c = components[k];
        double[] x = new double[parameters];
        for (int p = 0; p < parameters; p++) {
            x[p] = density.mean(k, p) + c.deviations()[p] * by.shapes()[p].of(
                    MixtureDensity.product(c.mixed()[p], normal) / c.lengths()[p]);
        }
        return x;
    }
}
