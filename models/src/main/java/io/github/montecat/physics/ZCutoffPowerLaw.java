package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/** XSPEC's {@code zcutoffpl}: as {@code cutoffpl} in E (1 + Redshift), per observed keV. */
final class ZCutoffPowerLaw implements SpectralComponent {

    @Override
    public String name() {
        return "zcutoffpl";
    }

    @Override
    public Kind kind() {
        return Kind.ADDITIVE;
    }

    @Override
    public List<ComponentParameter> parameters() {
        return List.of(
                ComponentParameter.photonIndex("PhoIndex", "photon index", 1),
                ComponentParameter.free("HighECut", "keV", "em.energy", "e-folding energy of the cut-off", 15, 0.01,
                        500),
                ComponentParameter.redshift(),
                ComponentParameter.norm("photon.keV**-1.cm**-2.s**-1",
                        "flux density at 1 keV without cut-off, in the source's frame"));
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        OnGrid observed = new CutoffPowerLaw().on(grid, settings);
        return parameters -> {
            double stretch = 1 + parameters[2];
            return observed.evaluate(new double[] {parameters[0], parameters[1] / stretch,
                parameters[3] * Math.pow(stretch, -parameters[0])});
        };
    }
}
