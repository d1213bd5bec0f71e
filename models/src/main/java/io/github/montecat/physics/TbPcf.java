package io.github.montecat.physics;

import io.github.montecat.physics.absorption.AbsorptionBreaks;
import io.github.montecat.physics.absorption.InterstellarMedium;
import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/** XSPEC's {@code TBpcf}: {@code tbabs}, with its grains, at a redshift and over a fraction of the source. */
final class TbPcf implements SpectralComponent {

    @Override
    public String name() {
        return "tbpcf";
    }

    @Override
    public Kind kind() {
        return Kind.MULTIPLICATIVE;
    }

    @Override
    public List<ComponentParameter> parameters() {
        return List.of(
                ComponentParameter.hydrogenColumn(),
                ComponentParameter.coveringFraction("pcf"),
                ComponentParameter.frozen("redshift", "", "src.redshift", "redshift", 0, -0.999, 10));
    }

    @Override
    public double[] breaks(double[] parameters) {
        return AbsorptionBreaks.wilmsAllenMcCray(parameters[2]);
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        InterstellarMedium medium = InterstellarMedium.wilmsAllenMcCray(settings.abundances(), true);
        PerRedshift<double[]> depth = new PerRedshift<>(z -> medium.opticalDepth(grid, z));
        return parameters -> PartialCovering.through(parameters[1], parameters[0], depth.at(parameters[2]));
    }
}
