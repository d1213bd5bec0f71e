package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/**
 * XSPEC's {@code pegpwrlw}: a power law whose norm is its energy flux between eMin and eMax. Where these are equal,
 * norm is the flux density there in microjansky; where one is not positive, the flux density at 1 keV in photons.
 *
 * <p>As in XSPEC, powers of the edges are taken in single precision and subtracted, which scatters bins of 10 eV by up
 * to 1e-4 around the exact integral. Bins narrower than 1e-4 of their energy, where this would get worse, are exact.
 */
final class PegPowerLaw implements SpectralComponent {

    /** 1e-12 erg per keV, inverted, with the digits XSPEC has. */
    private static final float PER_KEV = 1.602e3f;
    /** keV/cm2/s/keV in a microjansky, with the digits XSPEC has. */
    private static final float PER_MICROJANSKY = 1.509e-3f;
    private static final double NARROWEST = 1e-4;

    @Override
    public String name() {
        return "pegpwrlw";
    }

    @Override
    public Kind kind() {
        return Kind.ADDITIVE;
    }

    @Override
    public List<ComponentParameter> parameters() {
        return List.of(
                ComponentParameter.photonIndex("PhoIndex", "photon index", 1),
                ComponentParameter.frozen("eMin", "keV", "em.energy", "lower end of the energy range of norm", 2,
                        -100, 1e10),
                ComponentParameter.frozen("eMax", "keV", "em.energy", "upper end of the energy range of norm", 10,
                        -100, 1e10),
                ComponentParameter.norm("1e-12.erg.cm**-2.s**-1", "energy flux between eMin and eMax"));
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        PowerLawIntegral exact = new PowerLawIntegral(grid);
        return parameters -> {
            float slope = 1 - (float) parameters[0];
            float photons = photons(slope, (float) parameters[1], (float) parameters[2]);
            if (!(photons > 0 && photons <= Float.MAX_VALUE)) {
                return exact.over(parameters[0], parameters[3] * exactPhotons(slope, parameters[1], parameters[2]));
            }
            double[] flux = exact.over(parameters[0], photons * parameters[3]);
            for (int i = 0; i < flux.length; i++) {
                double low = grid.low(i);
                double high = grid.high(i);
                if (high - low > NARROWEST * high && low > 0) {
                    double integral = slope == 0 ? photons * (log(high) - log(low))
                            : photons / slope * power(high, slope) - photons / slope * power(low, slope);
                    // Powers beyond single precision stay exact.
                    flux[i] = Double.isFinite(integral) ? integral * parameters[3] : flux[i];
                }
            }
            return flux;
        };
    }

    /** Photons/cm2/s/keV at 1 keV for a norm of 1. */
    private static float photons(float slope, float from, float to) {
        if (!(from > 0 && to > 0)) {
            return 1;
        } else if (from == to) {
            return PER_MICROJANSKY / power(from, slope);
        }
        float energySlope = slope + 1;
        return energySlope == 0 ? 1 / ((log(to) - log(from)) * PER_KEV)
                : energySlope / ((power(to, energySlope) - power(from, energySlope)) * PER_KEV);
    }

    /** The same in double precision, for positive energies in any order. */
    private static double exactPhotons(double slope, double from, double to) {
        if (from == to) {
            return PER_MICROJANSKY * Math.pow(from, -slope);
        }
        return 1 / (PowerLawIntegral.between(Math.min(from, to), Math.max(from, to), -slope) * PER_KEV);
    }

    private static float power(double energy, float exponent) {
        return (float) Math.pow((float) energy, exponent);
    }

    private static float log(double energy) {
        return (float) Math.log((float) energy);
    }
}
