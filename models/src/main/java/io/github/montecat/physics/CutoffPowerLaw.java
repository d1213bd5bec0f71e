package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/**
 * XSPEC's {@code cutoffpl}: norm E^-PhoIndex exp(-E/HighECut), integrated over each bin to 1e-9. XSPEC's own value,
 * from differences of an incomplete gamma function good to 1e-7, is noisier in narrow bins.
 */
final class CutoffPowerLaw implements SpectralComponent {

    @Override
    public String name() {
        return "cutoffpl";
    }

    @Override
    public Kind kind() {
        return Kind.ADDITIVE;
    }

    @Override
    public List<ComponentParameter> parameters() {
        return List.of(ComponentParameter.photonIndex("PhoIndex", "photon index", 1),
                ComponentParameter.free("HighECut", "keV", "em.energy", "e-folding energy of the cut-off", 15, 0.01,
                        500),
                ComponentParameter.norm("photon.keV**-1.cm**-2.s**-1", "flux density at 1 keV without cut-off"));
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        GaussLegendre nodes = new GaussLegendre(grid);
        return parameters -> {
            double slope = 1 - parameters[0];
            double perKeV = 1 / parameters[1];
            double norm = parameters[2];
            double[] flux = new double[grid.size()];
            for (int i = 0; i < flux.length; i++) {
                flux[i] = norm * nodes.integrate(i, slope, perKeV, (logE, e) -> Math.exp(slope * logE - e * perKeV));
            }
            return flux;
        };
    }
}
