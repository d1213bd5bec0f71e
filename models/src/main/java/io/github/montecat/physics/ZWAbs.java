package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/** XSPEC's {@code zwabs}: as {@code wabs}, at a redshift. */
final class ZWAbs implements SpectralComponent {

    @Override
    public String name() {
        return "zwabs";
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
        return WisconsinAbsorption.breaks(parameters[1]);
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        PerRedshift<WisconsinAbsorption> absorption = new PerRedshift<>(
                z -> new WisconsinAbsorption(RestFrame.single(grid, z)));
        return parameters -> absorption.at(parameters[1]).through(parameters[0]);
    }
}
