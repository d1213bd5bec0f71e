package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/**
 * XSPEC's {@code logpar}: norm (E/pivotE)^(-alpha - beta log10(E/pivotE)), in each bin by Simpson's rule as in XSPEC.
 */
final class LogPar implements SpectralComponent {

    private static final double LN_10 = Math.log(10);
    private static final double HIGHEST = 600;

    @Override
    public String name() {
        return "logpar";
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
                ComponentParameter.norm("photon.keV**-1.cm**-2.s**-1", "flux density at the pivot energy"));
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        EnergyGrid bins = RestFrame.single(grid, 0);
        return parameters -> over(bins, parameters, parameters[3]);
    }

    /** Photons per bin; shape holds alpha, beta and pivotE. */
    static double[] over(EnergyGrid grid, double[] shape, double norm) {
        double[] flux = new double[grid.size()];
        for (int i = 0; i < flux.length; i++) {
            double low = PowerLawIntegral.positive(grid.low(i));
            double high = grid.high(i);
            flux[i] = norm * (high - low) / 6
                    * (density(low, shape) + 4 * density(0.5 * (low + high), shape) + density(high, shape));
        }
        return flux;
    }

    private static double density(double energy, double[] shape) {
        double log = Math.log(energy / shape[2]);
        // Towards 0 keV a negative beta diverges beyond the range of numbers; real responses do not go there.
        return Math.exp(Math.min(HIGHEST, -(shape[0] + shape[1] * log / LN_10) * log));
    }
}
