package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/** XSPEC's {@code bknpower}: a power law whose index changes at BreakE, integrated exactly over each bin. */
final class BrokenPowerLaw implements SpectralComponent {

    @Override
    public String name() {
        return "bknpower";
    }

    @Override
    public Kind kind() {
        return Kind.ADDITIVE;
    }

    @Override
    public List<ComponentParameter> parameters() {
        return List.of(ComponentParameter.photonIndex("PhoIndx1", "photon index below the break", 1),
                ComponentParameter.free("BreakE", "keV", "em.energy", "break energy", 5, 0, 1e6),
                ComponentParameter.photonIndex("PhoIndx2", "photon index above the break", 2),
                ComponentParameter.norm("photon.keV**-1.cm**-2.s**-1", "flux density at 1 keV if the break is above"));
    }

    @Override
    public double[] breaks(double[] parameters) {
        return new double[] {parameters[1]};
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        PowerLawIntegral integral = new PowerLawIntegral(grid);
        return parameters -> {
            double below = parameters[0];
            double breakE = parameters[1];
            double above = parameters[2];
            double norm = parameters[3];
            double aboveNorm = norm * Math.pow(breakE, above - below);
            double[] flux = integral.over(below, norm);
            double[] high = integral.over(above, aboveNorm);
            for (int i = 0; i < flux.length; i++) {
                if (grid.low(i) >= breakE) {
                    flux[i] = high[i];
                } else if (grid.high(i) > breakE) {
                    flux[i] = norm * PowerLawIntegral.between(grid.low(i), breakE, below)
                            + aboveNorm * PowerLawIntegral.between(breakE, grid.high(i), above);
                }
            }
            return flux;
        };
    }
}
