package io.github.montecat.physics;

import io.github.montecat.error.RefusedValueException;

/**
 * A parameter as a component declares it, before it has a place in a model.
 *
 * @param name XSPEC's name, such as {@code PhoIndex}
 * @param unit VOUnit, empty for none
 * @param ucd UCD1+ of the quantity
 * @param description what it is, in a few words
 * @param initial XSPEC's default value
 * @param hardMin lowest value accepted
 * @param hardMax highest value accepted
 * @param frozen whether XSPEC freezes it by default
 */
public record ComponentParameter(String name, String unit, String ucd, String description, double initial,
        double hardMin, double hardMax, boolean frozen) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the initial value is outside the limits
     */
    public ComponentParameter {
        if (!(hardMin <= initial && initial <= hardMax)) {
            throw new RefusedValueException("parameter " + name + " starts at " + initial
                    + ", outside its hard limits " + hardMin + " to " + hardMax);
        }
    }

    /** A parameter that XSPEC leaves free. */
    static ComponentParameter free(String name, String unit, String ucd, String description, double initial,
            double hardMin, double hardMax) {
        return new ComponentParameter(name, unit, ucd, description, initial, hardMin, hardMax, false);
    }

    /** A parameter that XSPEC freezes. */
    static ComponentParameter frozen(String name, String unit, String ucd, String description, double initial,
            double hardMin, double hardMax) {
        return new ComponentParameter(name, unit, ucd, description, initial, hardMin, hardMax, true);
    }

    /** A fraction of the source that an absorber covers. */
    static ComponentParameter coveringFraction(String name) {
        return free(name, "", "stat.fit.param", "covering fraction", 0.5, 0, 1);
    }

    /** The normalisation that ends the parameters of every additive component. */
    static ComponentParameter norm(String unit, String description) {
        return free("norm", unit, "stat.fit.param", description, 1, 0, 1e24);
    }

    /** A hydrogen column. */
    static ComponentParameter hydrogenColumn() {
        return free("nH", "10**22.cm**-2", "phys.columnDensity", "equivalent hydrogen column", 1, 0, 1e6);
    }

    /** A redshift, which XSPEC freezes. */
    static ComponentParameter redshift() {
        return new ComponentParameter("Redshift", "", "src.redshift", "redshift", 0, -0.999, 10, true);
    }

    /** A photon index. */
    static ComponentParameter photonIndex(String name, String description, double initial) {
        return free(name, "", "spect.index;em.X-ray", description, initial, -3, 10);
    }
}
