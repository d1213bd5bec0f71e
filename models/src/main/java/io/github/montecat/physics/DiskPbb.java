package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/**
 * XSPEC's {@code diskpbb}: black bodies of a disk whose temperature falls with radius as r^-p (Mineshige et al. 1994,
 * ApJ 426, 308); with p = 3/4 it is {@code diskbb}. The integral over the disk is XSPEC's, see {@link DiskIntegral}.
 */
final class DiskPbb implements SpectralComponent {

    /** 8/3 times bbodyrad's constant, with the digits XSPEC has. */
    private static final double PHOTONS = 2.78e-3;

    @Override
    public String name() {
        return "diskpbb";
    }

    @Override
    public Kind kind() {
        return Kind.ADDITIVE;
    }

    @Override
    public List<ComponentParameter> parameters() {
        return List.of(
                ComponentParameter.free("Tin", "keV", "phys.temperature", "temperature at the inner radius", 1, 0.1,
                        10),
                ComponentParameter.free("p", "", "stat.fit.param", "exponent of the temperature over the radius",
                        0.75, 0.5, 1),
                ComponentParameter.norm("",
                        "inner radius in km over distance in 10 kpc, squared, times cos(inclination)"));
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        GaussLegendre nodes = new GaussLegendre(RestFrame.single(grid, 0));
        return parameters -> {
            double tin = parameters[0];
            double p = parameters[1];
            double logTin = Math.log(tin);
            DiskIntegral disk = DiskIntegral.asXspec(p);
            double factor = PHOTONS * 0.75 / p * parameters[2] * Math.pow(tin, 2 / p);
            double slope = 3 - 2 / p;
            double[] flux = new double[grid.size()];
            for (int i = 0; i < flux.length; i++) {
                flux[i] = factor * nodes.integrate(i, 3, 1 / tin,
                        (logE, e) -> Math.exp(slope * logE + disk.logAt(logE - logTin)));
            }
            return flux;
        };
    }
}
