package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/** XSPEC's {@code zbbody}: as {@code bbody}, with the temperature in the source's frame. */
final class ZBbody implements SpectralComponent {

    @Override
    public String name() {
        return "zbbody";
    }

    @Override
    public Kind kind() {
        return Kind.ADDITIVE;
    }

    @Override
    public List<ComponentParameter> parameters() {
        return List.of(
                ComponentParameter.free("kT", "keV", "phys.temperature", "temperature of the black body", 3, 1e-4,
                        200),
                ComponentParameter.redshift(),
                ComponentParameter.norm("",
                        "luminosity in 1e39 erg/s over (distance in 10 kpc times (1 + redshift)) squared"));
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        PerRedshift<BlackBodySpectrum> spectrum = new PerRedshift<>(
                z -> new BlackBodySpectrum(RestFrame.single(grid, z)));
        return parameters -> {
            double square = parameters[0] * parameters[0];
            return spectrum.at(parameters[1]).over(parameters[0],
                    Bbody.PHOTONS * parameters[2] / (square * square * (1 + parameters[1])));
        };
    }
}
