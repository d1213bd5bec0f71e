package io.github.montecat.physics;

import io.github.montecat.physics.absorption.AbsorptionBreaks;
import io.github.montecat.physics.absorption.InterstellarMedium;
import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/**
 * XSPEC's {@code zTBabs}: as {@code tbabs}, at a redshift and without grains.
 */
final class ZTbAbs implements SpectralComponent {

    @Override
    public String name() {
        return "ztbabs";
    }

    @Override
    public Kind kind() {
        return Kind.MULTIPLICATIVE;
    }

    @Override
    public List<ComponentParameter> parameters() {
        return List.of(ComponentParameter.hydrogenColumn(), ComponentParameter.redshift());
    }

    @Override
    public double[] breaks(double[] parameters) {
        return AbsorptionBreaks.wilmsAllenMcCray(parameters[1]);
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        InterstellarMedium medium = InterstellarMedium.wilmsAllenMcCray(settings.abundances(), false);
        PerRedshift<double[]> depth = new PerRedshift<>(z -> medium.shiftedOpticalDepth(grid, z));
        return new Transmission(grid.size(), parameters -> depth.at(parameters[1]));
    }
}
