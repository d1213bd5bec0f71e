package io.github.montecat.physics;

import io.github.montecat.physics.absorption.AbsorptionBreaks;
import io.github.montecat.physics.absorption.InterstellarMedium;
import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/** XSPEC's {@code zphabs}: as {@code phabs}, at a redshift. */
final class ZPhAbs implements SpectralComponent {

    @Override
    public String name() {
        return "zphabs";
    }

    @Override
    public Kind kind() {
        return Kind.MULTIPLICATIVE;
    }

    @Override
    public List<ComponentParameter> parameters() {
        return List.of(
                ComponentParameter.hydrogenColumn(),
                ComponentParameter.redshift());
    }

    @Override
    public double[] breaks(double[] parameters) {
        return AbsorptionBreaks.neutralAtoms(parameters[1]);
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        InterstellarMedium medium = InterstellarMedium.neutralAtoms(settings.abundances());
        PerRedshift<double[]> depth = new PerRedshift<>(
                z -> medium.shiftedOpticalDepth(RestFrame.single(grid, z), 0));
        return new Transmission(grid.size(), parameters -> depth.at(parameters[1]));
    }
}
