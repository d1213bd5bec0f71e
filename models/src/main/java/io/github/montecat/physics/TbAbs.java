package io.github.montecat.physics;

import io.github.montecat.physics.absorption.AbsorptionBreaks;
import io.github.montecat.physics.absorption.InterstellarMedium;
import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/**
 * XSPEC's {@code TBabs}: absorption by the interstellar medium with molecules and grains (Wilms, Allen and McCray 2000,
 * ApJ 542, 914; version 2.3).
 */
final class TbAbs implements SpectralComponent {

    @Override
    public String name() {
        return "tbabs";
    }

    @Override
    public Kind kind() {
        return Kind.MULTIPLICATIVE;
    }

    @Override
    public List<ComponentParameter> parameters() {
        return List.of(ComponentParameter.hydrogenColumn());
    }

    @Override
    public double[] breaks(double[] parameters) {
        return AbsorptionBreaks.wilmsAllenMcCray(0);
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        return Transmission.of(InterstellarMedium.wilmsAllenMcCray(settings.abundances(), true).opticalDepth(grid, 0));
    }
}
