package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/**
 * XSPEC's {@code wabs}: absorption by the interstellar medium with the cross sections and abundances of Morrison and
 * McCammon 1983, whatever the settings are.
 */
final class WAbs implements SpectralComponent {

    @Override
    public String name() {
        return "wabs";
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
        return WisconsinAbsorption.breaks(0);
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        WisconsinAbsorption absorption = new WisconsinAbsorption(RestFrame.single(grid, 0));
        return parameters -> absorption.through(parameters[0]);
    }
}
