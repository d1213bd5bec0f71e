package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/**
 * XSPEC's {@code bkn2pow}: a power law whose index changes at BreakE1 and at BreakE2, integrated exactly over each bin.
 */
final class Bkn2Pow implements SpectralComponent {

    @Override
    public String name() {
        return "bkn2pow";
    }

    @Override
    public Kind kind() {
        return Kind.ADDITIVE;
    }

    @Override
    public List<ComponentParameter> parameters() {
        return List.of(
                ComponentParameter.photonIndex("PhoIndx1", "photon index below the first break", 1),
                ComponentParameter.free("BreakE1", "keV", "em.energy", "first break energy", 5, 0, 1e6),
                ComponentParameter.photonIndex("PhoIndx2", "photon index between the breaks", 2),
                ComponentParameter.free("BreakE2", "keV", "em.energy", "second break energy", 10, 0, 1e6),
                ComponentParameter.photonIndex("PhoIndx3", "photon index above the second break", 3),
                ComponentParameter.norm("photon.keV**-1.cm**-2.s**-1",
                        "flux density at 1 keV if both breaks are above"));
    }

    @Override
    public double[] breaks(double[] parameters) {
        return new double[] {parameters[1], Math.max(parameters[1], parameters[3])};
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        PowerLawIntegral integral = new PowerLawIntegral(grid);
        return parameters -> {
            double first = PowerLawIntegral.positive(parameters[1]);
            double second = Math.max(first, parameters[3]);
            double[] bounds = {0, first, second, Double.POSITIVE_INFINITY};
            double[] indices = {parameters[0], parameters[2], parameters[4]};
            double[] norms = new double[3];
            norms[0] = parameters[5];
            norms[1] = norms[0] * Math.pow(first, indices[1] - indices[0]);
            norms[2] = norms[1] * Math.pow(second, indices[2] - indices[1]);
            double[] flux = new double[grid.size()];
            for (int part = 0; part < indices.length; part++) {
                double[] whole = integral.over(indices[part], norms[part]);
                for (int i = 0; i < flux.length; i++) {
                    double low = Math.max(grid.low(i), bounds[part]);
                    double high = Math.min(grid.high(i), bounds[part + 1]);
                    if (low == grid.low(i) && high == grid.high(i)) {
                        flux[i] = whole[i];
                    } else if (high > low) {
                        flux[i] += norms[part] * PowerLawIntegral.between(low, high, indices[part]);
                    }
                }
            }
            return flux;
        };
    }
}
