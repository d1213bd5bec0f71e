package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/**
 * XSPEC's {@code expfac}: 1 + Ampl exp(-Factor E) above StartE, averaged over each bin. As in XSPEC, exponentials are
 * in single precision, and a bin that starts exactly at StartE has the factor 1.
 */
final class ExpFac implements SpectralComponent {

    @Override
    public String name() {
        return "expfac";
    }

    @Override
    public Kind kind() {
        return Kind.MULTIPLICATIVE;
    }

    @Override
    public List<ComponentParameter> parameters() {
        return List.of(
                ComponentParameter.free("Ampl", "", "arith.factor", "amplitude of the modification", 1, 0, 1e6),
                ComponentParameter.free("Factor", "keV**-1", "stat.fit.param", "exponential factor per keV", 1, 0, 1e6),
                ComponentParameter.frozen("StartE", "keV", "em.energy", "energy where it starts", 0.5, 0, 1e6));
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        return parameters -> {
            float amplitude = (float) parameters[0];
            float perKeV = (float) parameters[1];
            float start = (float) parameters[2];
            double[] factor = new double[grid.size()];
            for (int i = 0; i < factor.length; i++) {
                float low = (float) grid.low(i);
                float high = (float) grid.high(i);
                factor[i] = 1;
                if (low > start || low < start && high >= start) {
                    float from = Math.max(low, start);
                    factor[i] += amplitude * integral(from, high, perKeV) / (high - low);
                }
            }
            return factor;
        };
    }

    /** The integral of exp(-perKeV E) between two energies. */
    private static double integral(float from, float to, float perKeV) {
        if (perKeV == 0) {
            return to - from;
        }
        return ((float) Math.exp(-perKeV * from) - (float) Math.exp(-perKeV * to)) / perKeV;
    }
}
