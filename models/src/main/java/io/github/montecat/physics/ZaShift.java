package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/**
 * XSPEC's {@code zashift}: a source seen at a redshift: its energies fall and its photons come slower by 1 + Redshift.
 * As in XSPEC the source is evaluated on the observed bins. These are shifted, each with its photons spread evenly over
 * it, and shared out among the observed bins. So nothing is left above the highest energy over 1 + Redshift. Where
 * sources are apart, as for fluxes, the source is evaluated on bins of its own frame instead.
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
    public boolean shifts() {
        return true;
    }

    @Override
    public double stretch(double[] parameters) {
        return 1 + parameters[0];
    }

    @Override
    public Bound on(EnergyGrid grid) {
        PerRedshift<EnergyOverlap> shifted = new PerRedshift<>(z -> new EnergyOverlap(grid, 1 / (1 + z), grid));
        return (parameters, flux) -> {
            double[] shared = shifted.at(parameters[0]).share(flux);
            for (int i = 0; i < shared.length; i++) {
                shared[i] /= 1 + parameters[0];
            }
            return shared;
        };
    }
}
