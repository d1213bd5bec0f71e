package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/**
 * XSPEC's {@code diskbb}: black bodies of a disk whose temperature falls with radius as r^-3/4 (Mitsuda et al. 1984,
 * PASJ 36, 741). The integral over the disk is taken exactly; XSPEC's fit to it wavers by 6e-5 around it.
 */
final class DiskBb implements SpectralComponent {

    /** 8/3 times bbodyrad's constant, times 1.00424: XSPEC's norm is that much off, and norms should compare. */
    private static final double PHOTONS = 8.0 / 3 * 1.0344e-3 * 1.00424;

    private static final DiskIntegral DISK = DiskIntegral.exact(0.75);

    @Override
    public String name() {
        return "diskbb";
    }

    @Override
    public Kind kind() {
        return Kind.ADDITIVE;
    }

    @Override
    public List<ComponentParameter> parameters() {
        return List.of(
                ComponentParameter.free("Tin", "keV", "phys.temperature", "temperature at the inner radius", 1, 0,
                        1000),
                ComponentParameter.norm("",
                        "inner radius in km over distance in 10 kpc, squared, times cos(inclination)"));
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        GaussLegendre nodes = new GaussLegendre(grid);
        return parameters -> {
            double tin = parameters[0];
            double[] flux = new double[grid.size()];
            if (tin > 0) {
                double logTin = Math.log(tin);
                double factor = PHOTONS * parameters[1] * Math.pow(tin, 8.0 / 3);
                for (int i = 0; i < flux.length; i++) {
                    flux[i] = factor * nodes.integrate(i, 5.0 / 3, 1 / tin,
                            (logE, e) -> Math.exp(logE / 3 + DISK.logAt(logE - logTin)));
                }
            }
            return flux;
        };
    }
}
