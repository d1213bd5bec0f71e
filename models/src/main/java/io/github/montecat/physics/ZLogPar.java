package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/** XSPEC's {@code zlogpar}: as {@code logpar} in E (1 + Redshift), per observed keV. */
final class ZLogPar implements SpectralComponent {

    @Override
    public String name() {
        return "zlogpar";
    }

    @Override
    public Kind kind() {
        return Kind.ADDITIVE;
    }

    @Override
    public List<ComponentParameter> parameters() {
        return List.of(
                ComponentParameter.free("alpha", "", "spect.index;em.X-ray", "photon index at the pivot energy", 1.5,
                        0, 4),
                ComponentParameter.free("beta", "", "stat.fit.param", "curvature of the index per decade", 0.2, -4, 4),
                ComponentParameter.frozen("pivotE", "keV", "em.energy", "pivot energy", 1, 1e-4, 1e6),
                ComponentParameter.redshift(),
                ComponentParameter.norm("photon.keV**-1.cm**-2.s**-1",
                        "flux density at the pivot energy in the source's frame"));
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        return parameters -> LogPar.over(RestFrame.single(grid, parameters[3]), parameters,
                parameters[4] / (1 + parameters[3]));
    }
}
