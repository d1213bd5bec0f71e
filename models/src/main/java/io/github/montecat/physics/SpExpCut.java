package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/** XSPEC's {@code spexpcut}: exp(-(E/Ecut)^alpha), the mean of both edges of a bin. */
final class SpExpCut implements SpectralComponent {

    @Override
    public String name() {
        return "spexpcut";
    }

    @Override
    public Kind kind() {
        return Kind.MULTIPLICATIVE;
    }

    @Override
    public List<ComponentParameter> parameters() {
        return List.of(
                ComponentParameter.free("Ecut", "keV", "em.energy", "e-folding energy of the cut-off", 10, 0, 1e6),
                ComponentParameter.free("alpha", "", "stat.fit.param", "exponent of the cut-off", 1, -5, 5));
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        return parameters -> EdgeMean.of(grid, e -> Math.exp(-Math.pow(e / parameters[0], parameters[1])));
    }
}
