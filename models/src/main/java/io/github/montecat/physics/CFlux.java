package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/**
 * XSPEC's {@code cflux}: scales a source so that its energy flux between Emin and Emax is 10^lg10Flux. The norm of the
 * source then has no effect and must be fixed above 0.
 */
final class CFlux implements Convolution {

    @Override
    public String name() {
        return "cflux";
    }

    @Override
    public List<ComponentParameter> parameters() {
        return List.of(
                ComponentParameter.frozen("Emin", "keV", "em.energy", "lower end of the energy range", 0.5, 0, 1e6),
                ComponentParameter.frozen("Emax", "keV", "em.energy", "upper end of the energy range", 10, 0, 1e6),
                ComponentParameter.free("lg10Flux", "", "phot.flux;em.X-ray", "log10 of the energy flux in erg/cm2/s",
                        -12, -100, 100));
    }

    @Override
    public boolean setsFlux() {
        return true;
    }

    @Override
    public double[] breaks(double[] parameters) {
        return new double[] {parameters[0], parameters[1]};
    }

    @Override
    public double[] reach(double[] parameters, double[] band) {
        return EnergyFlux.reach(band, parameters[0], parameters[1]);
    }

    @Override
    public Bound on(EnergyGrid grid) {
        return (parameters, flux) -> EnergyFlux.scale(grid, flux, parameters[0], parameters[1],
                Math.pow(10, parameters[2]));
    }
}
