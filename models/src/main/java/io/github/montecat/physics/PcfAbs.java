package io.github.montecat.physics;

import io.github.montecat.physics.absorption.AbsorptionBreaks;
import io.github.montecat.physics.absorption.InterstellarMedium;
import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/** XSPEC's {@code pcfabs}: {@code phabs} that covers a fraction of the source. */
final class PcfAbs implements SpectralComponent {

    @Override
    public String name() {
        return "pcfabs";
    }

    @Override
    public Kind kind() {
        return Kind.MULTIPLICATIVE;
    }

    @Override
    public List<ComponentParameter> parameters() {
        return List.of(
                ComponentParameter.hydrogenColumn(),
                ComponentParameter.coveringFraction("CvrFract"));
    }

    @Override
    public double[] breaks(double[] parameters) {
        return AbsorptionBreaks.neutralAtoms(0);
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        double[] depth = InterstellarMedium.neutralAtoms(settings.abundances()).opticalDepth(grid, 0);
        return parameters -> PartialCovering.through(parameters[1], parameters[0], depth);
    }
}
