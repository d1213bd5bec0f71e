package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/** XSPEC's {@code zbremss}: as {@code bremss}, with the temperature in the source's frame. */
final class ZBremss implements SpectralComponent {

    @Override
    public String name() {
        return "zbremss";
    }

    @Override
    public Kind kind() {
        return Kind.ADDITIVE;
    }

    @Override
    public List<ComponentParameter> parameters() {
        return List.of(
                ComponentParameter.free("kT", "keV", "phys.temperature", "temperature of the plasma", 7, 1e-4, 200),
                ComponentParameter.redshift(),
                ComponentParameter.norm("",
                        "3.02e-15 / (4 pi distance^2) times the emission measure of ions and electrons, in cgs units"));
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        return parameters -> Bremsstrahlung.over(RestFrame.single(grid, parameters[1]), parameters[0],
                parameters[2] / (1 + parameters[1]));
    }
}
