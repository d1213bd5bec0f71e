package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/**
 * XSPEC's {@code clumin}: scales a source so that its luminosity between Emin and Emax, energies in the source's
 * frame, is 10^lg10Lum. The norm of the source then has no effect and must be fixed above 0. The cosmology is XSPEC's
 * default, see {@link LuminosityDistance}.
 */
final class CLumin implements Convolution {

    @Override
    public String name() {
        return "clumin";
    }

    @Override
    public List<ComponentParameter> parameters() {
        return List.of(
                ComponentParameter.frozen("Emin", "keV", "em.energy", "lower end of the energy range", 0.5, 0, 1e6),
                ComponentParameter.frozen("Emax", "keV", "em.energy", "upper end of the energy range", 10, 0, 1e6),
                ComponentParameter.redshift(),
                ComponentParameter.free("lg10Lum", "", "phys.luminosity;em.X-ray", "log10 of the luminosity in erg/s",
                        40, -100, 100));
    }

    @Override
    public boolean setsFlux() {
        return true;
    }

    @Override
    public double[] breaks(double[] parameters) {
        return new double[] {parameters[0] / (1 + parameters[2]), parameters[1] / (1 + parameters[2])};
    }

    @Override
    public double[] reach(double[] parameters, double[] band) {
        double[] observed = breaks(parameters);
        return EnergyFlux.reach(band, observed[0], observed[1]);
    }

    @Override
    public Bound on(EnergyGrid grid) {
        return (parameters, flux) -> {
            double stretch = 1 + parameters[2];
            return EnergyFlux.scale(grid, flux, parameters[0] / stretch, parameters[1] / stretch,
                    Math.pow(10, parameters[3]) / LuminosityDistance.sphere(parameters[2]));
        };
    }
}
