package io.github.montecat.physics;

import io.github.montecat.error.RefusedValueException;

/**
 * The luminosity distance in XSPEC's default cosmology, H0 = 70 km/s/Mpc and Lambda0 = 0.73 in a flat universe, by the
 * formula of Pen 1999, ApJS 120, 49. Formula and constant are XSPEC's: the sphere is up to 6e-3 off the integral.
 */
final class LuminosityDistance {

    private static final double H0 = 70;
    private static final double LAMBDA0 = 0.73;
    /** 4 pi (c / (1 km/s/Mpc))^2 in cm2, with the digits XSPEC has. */
    private static final double HUBBLE_SPHERE = 1.07057e61;

    private LuminosityDistance() {
    }

    /**
     * @param redshift of the source
     * @return 4 pi times the distance squared, in cm2
     * @throws IllegalArgumentException if the redshift is not positive
     */
    static double sphere(double redshift) {
        return sphere(redshift, LAMBDA0);
    }

    /** As {@link #sphere(double)}, for another cosmological constant in a flat universe. */
    static double sphere(double redshift, double lambda) {
        if (!(redshift > 0)) {
            throw new RefusedValueException("clumin has the Redshift " + redshift
                    + ", expected a value above 0: without it there is no luminosity distance");
        }
        double distance = (1 + redshift) * (conformalTime(1, lambda) - conformalTime(1 / (1 + redshift), lambda));
        return HUBBLE_SPHERE * distance * distance / (H0 * H0);
    }

    /** Pen's eta of a scale factor. */
    private static double conformalTime(double scale, double lambda) {
        double cube = lambda / (1 - lambda);
        double s = Math.cbrt(cube);
        double inverse = 1 / scale;
        double polynomial = inverse * inverse * inverse * inverse - 0.1540 * s * inverse * inverse * inverse
                + 0.4304 * s * s * inverse * inverse + 0.19097 * cube * inverse + 0.066941 * s * cube;
        return 2 * Math.sqrt(cube + 1) * Math.pow(polynomial, -0.125);
    }
}
