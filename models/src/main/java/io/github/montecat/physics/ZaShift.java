package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/**
 * XSPEC's {@code zashift}: a source seen at a redshift: its energies fall and its photons come slower by 1 + Redshift.
 * The source is evaluated at the energies where the photons were emitted. XSPEC shares out the photons of the observed
 * bins instead, which is coarser and leaves nothing above the highest energy over 1 + Redshift.
 */
final class ZaShift implements Convolution {

    @Override
    public String name() {
        return "zashift";
    }

    @Override
    public List<ComponentParameter> parameters() {
        return List.of(ComponentParameter.redshift());
    }

    @Override
    public double energyFactor(double[] parameters) {
        return 1 + parameters[0];
    }

    @Override
    public void apply(EnergyGrid grid, double[] parameters, double[] flux) {
        double stretch = energyFactor(parameters);
        for (int i = 0; i < flux.length; i++) {
            flux[i] /= stretch;
        }
    }
}
