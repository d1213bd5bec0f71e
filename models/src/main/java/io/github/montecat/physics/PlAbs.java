package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/** XSPEC's {@code plabs}: coef E^-index, averaged over each bin. */
final class PlAbs implements SpectralComponent {

    @Override
    public String name() {
        return "plabs";
    }

    @Override
    public Kind kind() {
        return Kind.MULTIPLICATIVE;
    }

    @Override
    public List<ComponentParameter> parameters() {
        return List.of(
                ComponentParameter.free("index", "", "spect.index", "index of the power law", 2, 0, 5),
                ComponentParameter.free("coef", "", "arith.factor", "factor at 1 keV", 1, 0, 100));
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        PowerLawIntegral integral = new PowerLawIntegral(grid);
        return parameters -> {
            double[] factor = integral.over(parameters[0], parameters[1]);
            for (int i = 0; i < factor.length; i++) {
                factor[i] /= grid.high(i) - grid.low(i);
            }
            return factor;
        };
    }
}
