package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/** XSPEC's {@code bbody}: black body 8.0525 norm E^2 / (kT^4 (exp(E/kT) - 1)), normalised by its luminosity. */
final class Bbody implements SpectralComponent {

    /** 15 / (4 pi^5) 1e39 erg/s / (10 kpc)^2 in keV/cm2/s, with the digits XSPEC has. */
    static final double PHOTONS = 8.0525;

    @Override
    public String name() {
        return "bbody";
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
                ComponentParameter.norm("", "luminosity in 1e39 erg/s over distance in 10 kpc squared"));
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        BlackBodySpectrum spectrum = new BlackBodySpectrum(grid);
        return parameters -> {
            double square = parameters[0] * parameters[0];
            return spectrum.over(parameters[0], PHOTONS * parameters[1] / (square * square));
        };
    }
}
