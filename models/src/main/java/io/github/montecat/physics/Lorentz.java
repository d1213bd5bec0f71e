package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/**
 * XSPEC's {@code lorentz}: a Lorentzian line of full width Width, integrated exactly over each bin; of width 0, all in
 * the bin of LineE. As in XSPEC, norm is what lies above 0 keV.
 */
final class Lorentz implements SpectralComponent {

    @Override
    public String name() {
        return "lorentz";
    }

    @Override
    public Kind kind() {
        return Kind.ADDITIVE;
    }

    @Override
    public List<ComponentParameter> parameters() {
        return List.of(
                ComponentParameter.free("LineE", "keV", "em.energy", "line energy", 6.5, 0, 1e6),
                ComponentParameter.free("Width", "keV", "spect.line.width", "full width at half maximum", 0.1, 0, 20),
                ComponentParameter.norm("photon.cm**-2.s**-1", "photons in the line"));
    }

    @Override
    public double[] breaks(double[] parameters) {
        return LineBreaks.lorentzian(parameters[0], parameters[1] / 2);
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        return parameters -> {
            double line = parameters[0];
            double half = parameters[1] / 2;
            if (half == 0) {
                return GaussianLine.over(grid, 0, line, 0, parameters[2]);
            }
            double factor = parameters[2] / (Math.PI / 2 + Math.atan(line / half));
            double[] flux = new double[grid.size()];
            for (int i = 0; i < flux.length; i++) {
                // The angle between the two edges as seen from half a width above the centre; it is below pi.
                double low = grid.low(i) - line;
                double high = grid.high(i) - line;
                flux[i] = factor * Math.atan2(half * (high - low), half * half + low * high);
            }
            return flux;
        };
    }
}
