package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/**
 * XSPEC's {@code notch}: 1 - CvrFract within Width around LineE, a very saturated line. A bin that is covered in part
 * is averaged. Energies are in single precision as in XSPEC, which shifts the bounds within their bins.
 */
final class Notch implements SpectralComponent {

    @Override
    public String name() {
        return "notch";
    }

    @Override
    public Kind kind() {
        return Kind.MULTIPLICATIVE;
    }

    @Override
    public List<ComponentParameter> parameters() {
        return List.of(
                ComponentParameter.free("LineE", "keV", "em.energy", "line energy", 3.5, 0, 20),
                ComponentParameter.free("Width", "keV", "spect.line.eqWidth", "equivalent width", 1, 0, 20),
                ComponentParameter.frozen("CvrFract", "", "stat.fit.param", "covering fraction", 1, 0, 1));
    }

    @Override
    public double[] breaks(double[] parameters) {
        return LineBreaks.jumps(parameters[0] - parameters[1] / 2, parameters[0] + parameters[1] / 2);
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        EnergyGrid bins = RestFrame.single(grid, 0);
        return parameters -> {
            float half = (float) parameters[1] * 0.5f;
            float start = (float) parameters[0] - half;
            float end = (float) parameters[0] + half;
            double[] factor = new double[bins.size()];
            for (int i = 0; i < factor.length; i++) {
                double low = bins.low(i);
                double high = bins.high(i);
                double covered = Math.max(0, Math.min(high, end) - Math.max(low, start));
                factor[i] = 1 - parameters[2] * covered / (high - low);
            }
            return factor;
        };
    }
}
