package io.github.montecat.derived;

import io.github.montecat.error.RefusedValueException;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * A flat universe of matter and a cosmological constant.
 *
 * @param hubble H0 in km/s/Mpc, 1 to 1000
 * @param matter Omega_m, 0 to 1
 */
public record Cosmology(double hubble, double matter) {

    /** H0 = 70 km/s/Mpc, Omega_m = 0.3. */
    public static final Cosmology DEFAULT = new Cosmology(70, 0.3);

    private static final double LOWEST = 1;
    private static final double HIGHEST = 1000;
    private static final double SPEED_OF_LIGHT = 299792.458;
    private static final double CM_PER_MPC = 3.0856775814913673e24;
    /** Points of integration in a piece of ln(1 + z); a piece of this width is exact to 1e-13. */
    private static final int POINTS = 12;
    private static final double PIECE = 0.5;
    private static final GaussIntegratorFactory GAUSS = new GaussIntegratorFactory();

    /** Checks the numbers. */
    public Cosmology {
        if (!(hubble >= LOWEST && hubble <= HIGHEST) || !(matter >= 0 && matter <= 1)) {
            throw new RefusedValueException("cosmology has H0 = " + hubble + " km/s/Mpc and Omega_m = " + matter
                    + ", expected H0 from 1 to 1000 and Omega_m from 0 to 1");
        }
    }

    /**
     * @param text H0,OMEGA_M, such as {@code 70,0.3}
     * @return the cosmology
     * @throws RefusedValueException if the text is something else
     */
    public static Cosmology parse(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length == 2) {
            try {
                return new Cosmology(Double.parseDouble(parts[0].trim()), Double.parseDouble(parts[1].trim()));
            } catch (NumberFormatException e) {
                // Falls through to the sentence for any other text.
            }
        }
        throw new RefusedValueException("cosmology is '" + text + "', expected H0,OMEGA_M, such as 70,0.3");
    }

    /**
     * @param redshift above 0
     * @return the luminosity distance in Mpc
     */
    public double luminosityDistance(double redshift) {
        double end = Math.log1p(redshift);
        int pieces = Math.max(1, (int) Math.ceil(end / PIECE));
        double sum = 0;
        for (int i = 0; i < pieces; i++) {
            GaussIntegrator rule = GAUSS.legendre(POINTS, end * i / pieces, end * (i + 1) / pieces);
            sum += rule.integrate(x -> Math.exp(x) / Math.sqrt(matter * Math.exp(3 * x) + 1 - matter));
        }
        return (1 + redshift) * SPEED_OF_LIGHT / hubble * sum;
    }

    /**
     * @param redshift above 0
     * @return 4 pi times the luminosity distance squared, in cm2
     */
    double sphere(double redshift) {
        double distance = luminosityDistance(redshift) * CM_PER_MPC;
        return 4 * Math.PI * distance * distance;
    }
}
