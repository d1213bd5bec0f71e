package io.github.montecat.physics;

import io.github.montecat.physics.absorption.AbsorptionBreaks;
import io.github.montecat.physics.absorption.InterstellarMedium;
import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/** XSPEC's {@code zpcfabs}: as {@code pcfabs}, at a redshift. */
final class ZPcfAbs implements SpectralComponent {

    @Override
    public String name() {
        return "zpcfabs";
    }

    @Override
    public Kind kind() {
        return Kind.MULTIPLICATIVE;
    }

    @Override
    public List<ComponentParameter> parameters() {
        return List.of(
                ComponentParameter.hydrogenColumn(),
                ComponentParameter.coveringFraction("CvrFract"),
                ComponentParameter.redshift());
    }

    @Override
    public double[] breaks(double[] parameters) {
        return AbsorptionBreaks.neutralAtoms(parameters[2]);
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        InterstellarMedium medium = InterstellarMedium.neutralAtoms(settings.abundances());
        PerRedshift<double[]> depth = new PerRedshift<>(
                z -> medium.shiftedOpticalDepth(RestFrame.single(grid, z), 0));
        return parameters -> PartialCovering.through(parameters[1], parameters[0], depth.at(parameters[2]));
    }
}
