package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/** XSPEC's {@code bremss}: thermal bremsstrahlung of a plasma with 8.5 % helium by number. */
final class Bremss implements SpectralComponent {

    @Override
    public String name() {
        return "bremss";
    }

    @Override
    public Kind kind() {
        return Kind.ADDITIVE;
    }

    @Override
    public List<ComponentParameter> parameters() {
        return List.of(
                ComponentParameter.free("kT", "keV", "phys.temperature", "temperature of the plasma", 7, 1e-4, 200),
                ComponentParameter.norm("",
                        "3.02e-15 / (4 pi distance^2) times the emission measure of ions and electrons, in cgs units"));
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        EnergyGrid bins = RestFrame.single(grid, 0);
        return parameters -> Bremsstrahlung.over(bins, parameters[0], parameters[1]);
    }
}
