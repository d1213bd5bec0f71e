package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/** XSPEC's {@code powerlaw}: norm E^-PhoIndex, integrated exactly over each bin. */
final class PowerLaw implements SpectralComponent {

    @Override
    public String name() {
        return "powerlaw";
    }

    @Override
    public Kind kind() {
        return Kind.ADDITIVE;
    }

    @Override
    public List<ComponentParameter> parameters() {
        return List.of(ComponentParameter.photonIndex("PhoIndex", "photon index", 1),
                ComponentParameter.norm("photon.keV**-1.cm**-2.s**-1", "flux density at 1 keV"));
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        return new PowerLawIntegral(grid).form(p -> p[0], p -> p[1]);
    }
}
