package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/** XSPEC's {@code expabs}: exp(-LowECut/E), the mean of both edges of a bin. */
final class ExpAbs implements SpectralComponent {

    @Override
    public String name() {
        return "expabs";
    }

    @Override
    public Kind kind() {
        return Kind.MULTIPLICATIVE;
    }

    @Override
    public List<ComponentParameter> parameters() {
        return List.of(
                ComponentParameter.free("LowECut", "keV", "em.energy", "e-folding energy of the absorption", 2, 0,
                        200));
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        return parameters -> EdgeMean.of(grid, e -> Math.exp(-parameters[0] / e));
    }
}
