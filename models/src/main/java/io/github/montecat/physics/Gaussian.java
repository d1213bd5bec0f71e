package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/** XSPEC's {@code gaussian}: a line, integrated exactly over each bin; of width 0, all in the bin of LineE. */
final class Gaussian implements SpectralComponent {

    @Override
    public String name() {
        return "gaussian";
    }

    @Override
    public Kind kind() {
        return Kind.ADDITIVE;
    }

    @Override
    public List<ComponentParameter> parameters() {
        return List.of(
                ComponentParameter.free("LineE", "keV", "em.energy", "line energy", 6.5, 0, 1e6),
                ComponentParameter.free("Sigma", "keV", "spect.line.width", "line width (Gaussian sigma)", 0.1, 0,
                        20),
                ComponentParameter.norm("photon.cm**-2.s**-1", "photons in the line"));
    }

    @Override
    public double[] breaks(double[] parameters) {
        return LineBreaks.gaussian(0, parameters[0], parameters[1]);
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        return parameters -> GaussianLine.over(grid, 0, parameters[0], parameters[1], parameters[2]);
    }
}
