package io.github.montecat.physics;

import io.github.montecat.physics.absorption.AbsorptionBreaks;
import io.github.montecat.physics.absorption.InterstellarMedium;
import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/**
 * XSPEC's {@code phabs} with its default cross sections ({@code xsect vern}): absorption by neutral atoms in the gas,
 * all after Verner et al. (1995, 1996).
 */
final class PhAbs implements SpectralComponent {

    @Override
    public String name() {
        return "phabs";
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
        return AbsorptionBreaks.neutralAtoms(0);
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        return Transmission.of(InterstellarMedium.neutralAtoms(settings.abundances()).opticalDepth(grid, 0));
    }
}
