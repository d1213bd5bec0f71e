package io.github.montecat.response;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.spectrum.EnergyGrid;

/**
 * An ancillary response (ARF): effective area per energy bin. Immutable and safe for use by several threads.
 *
 * <p>Source: CAL/GEN/92-002a, section 4.
 */
public final class EffectiveArea {

    private final EnergyGrid energies;
    private final double[] area;

    /**
     * @param energies photon energy bins
     * @param area effective area in cm2 per bin; copied
     * @throws IllegalArgumentException if the lengths differ or an area is negative or not finite
     */
    public EffectiveArea(EnergyGrid energies, double[] area) {
        if (area.length != energies.size()) {
            throw new RefusedValueException("effective area has " + area.length + " values for " + energies.size()
                    + " energy bins");
        }
        for (double a : area) {
            if (!(a >= 0) || Double.isInfinite(a)) {
                throw new RefusedValueException("effective area " + a + " cm2 is not a finite number from 0 up");
            }
        }
        this.energies = energies;
        this.area = area.clone();
    }

    /** @return photon energy bins */
    public EnergyGrid energies() {
        return energies;
    }

    /**
     * @param energy index of an energy bin
     * @return its area in cm2
     */
    public double area(int energy) {
        return area[energy];
    }
}
