package io.github.montecat.region;

import java.util.Locale;
import java.util.Optional;

/**
 * A system of coordinates on the sky, known by its turn against ICRS. Epoch J2000 throughout.
 *
 * <p>Source: FK5 after Mignard and Froeschle 2000 (turn of FK5 against Hipparcos by -19.9, -9.1 and 22.9 mas); galactic
 * after ESA SP-1200 volume 1, equation 1.5.11.
 */
public enum SkyFrame {

    /** International Celestial Reference System. */
    ICRS(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}),
    /** Fifth Fundamental Catalogue, equinox J2000; within 0.03 arcsec of ICRS. */
    FK5(new double[][] {
        {1, -1.1102233084981164e-07, -4.4118050326662195e-08},
        {1.1102233509835495e-07, 1, 9.6477920096283677e-08},
        {4.4118039635273011e-08, -9.6477924985310892e-08, 1}}),
    /** Galactic longitude and latitude. */
    GALACTIC(new double[][] {
        {-0.0548755604162154, -0.8734370902348850, -0.4838350155487132},
        {0.4941094278755837, -0.4448296299600112, 0.7469822444972189},
        {-0.8676661490190047, -0.1980763734312015, 0.4559837761750669}});

    /** Turns a direction in ICRS into one in this frame. */
    private final double[][] fromIcrs;

    SkyFrame(double[][] fromIcrs) {
        this.fromIcrs = fromIcrs;
    }

    /**
     * @param name DS9's or FITS's name of a frame, in any case
     * @return the frame, empty if it is none of these
     */
    public static Optional<SkyFrame> named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "icrs" -> Optional.of(ICRS);
            case "fk5", "j2000" -> Optional.of(FK5);
            case "galactic" -> Optional.of(GALACTIC);
            default -> Optional.empty();
        };
    }

    /** @return a unit vector towards a direction in degrees */
    static double[] vector(double longitude, double latitude) {
        double l = Math.toRadians(longitude);
        double b = Math.toRadians(latitude);
        return new double[] {Math.cos(b) * Math.cos(l), Math.cos(b) * Math.sin(l), Math.sin(b)};
    }

    /** @return longitude from 0 to 360 and latitude in degrees */
    static double[] angles(double[] v) {
        double longitude = Math.toDegrees(Math.atan2(v[1], v[0]));
        return new double[] {longitude < 0 ? longitude + 360 : longitude,
            Math.toDegrees(Math.atan2(v[2], Math.hypot(v[0], v[1])))};
    }

    /** @return a direction in this frame as one in another */
    double[] to(SkyFrame other, double[] v) {
        double[] icrs = new double[3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                icrs[i] += fromIcrs[j][i] * v[j];
            }
        }
        double[] result = new double[3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                result[i] += other.fromIcrs[i][j] * icrs[j];
            }
        }
        return result;
    }
}
