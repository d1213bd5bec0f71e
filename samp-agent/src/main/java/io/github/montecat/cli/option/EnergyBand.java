package io.github.montecat.cli.option;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.inference.EnergyRange;
import io.github.montecat.spectrum.EnergyGrid;

/**
 * A range of energies.
 *
 * @param low lower end in keV
 * @param high upper end in keV, above low
 */
public record EnergyBand(double low, double high) {

    private static final double ERG_PER_KEV = 1.602176634e-9;
    /** Ends that lie off the grid by less than the rounding of single precision files are on it. */
    private static final double ROUNDING = 1e-5;

    /** Flux in a band: erg/cm2/s and photons/cm2/s. */
    public record Flux(double energy, double photons) {
    }

    /**
     * @param option name of the option, for messages
     * @param text LO,HI in keV
     * @return the band
     * @throws UsageException if the text is something else
     */
    public static EnergyBand parse(String option, String text) throws UsageException {
        try {
            EnergyRange range = EnergyRange.parse(text);
            return new EnergyBand(range.low(), range.high());
        } catch (RefusedValueException e) {
            throw new UsageException("--" + option + " is '" + text + "', expected LO,HI in keV, such as 0.3,10");
        }
    }

    /**
     * Integrates a spectrum. As in XSPEC a photon has the energy of the middle of its bin, or of the part of the bin that is
     * in the band, so the energy flux depends on the grid.
     *
     * @param grid energy bins
     * @param photonFlux photons/cm2/s per bin
     * @return the flux in the band
     * @throws IllegalArgumentException if the band reaches beyond the grid
     */
    public Flux flux(EnergyGrid grid, double[] photonFlux) {
        if (low < grid.low(0) * (1 - ROUNDING) || high > grid.high(grid.size() - 1) * (1 + ROUNDING)) {
            throw new RefusedValueException("band " + low + "-" + high
                    + " keV reaches beyond the energies of the model, "
                    + grid + "; take a wider grid");
        }
        double photons = 0;
        double energy = 0;
        for (int i = 0; i < photonFlux.length; i++) {
            double from = Math.max(low, grid.low(i));
            double to = Math.min(high, grid.high(i));
            if (to > from) {
                double part = photonFlux[i] * (to - from) / (grid.high(i) - grid.low(i));
                photons += part;
                energy += part * (from + to) / 2;
            }
        }
        return new Flux(energy * ERG_PER_KEV, photons);
    }

    @Override
    public String toString() {
        return low + "-" + high + " keV";
    }
}
