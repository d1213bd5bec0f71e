package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/** XSPEC's {@code bbodyrad}: black body 1.0344e-3 norm E^2 / (exp(E/kT) - 1), normalised by its surface. */
final class BbodyRad implements SpectralComponent {

    /** 2 pi / (h^3 c^2) for (km / 10 kpc)^2 and keV, with the digits XSPEC has. */
    private static final double PHOTONS = 1.0344e-3;

    @Override
    public String name() {
        return "bbodyrad";
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
                ComponentParameter.norm("", "source radius in km over distance in 10 kpc, squared"));
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        BlackBodySpectrum spectrum = new BlackBodySpectrum(grid);
        return parameters -> spectrum.over(parameters[0], PHOTONS * parameters[1]);
    }
}
