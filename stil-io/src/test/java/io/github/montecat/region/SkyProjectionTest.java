package io.github.montecat.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Against astropy 5.2.1 ({@code WCS.wcs_pix2world}, WCSLIB) and pyerfa ({@code icrs2g}, {@code fk52h}). */
class SkyProjectionTest {

    private static final double D = 0.492 / 3600;
    private static final double MAS = 1 / 3.6e6;

    @Test
    void gnomonicTurned() {
        // WCS(naxis=2), ctype TAN, crval (149.09885492322, 69.715351594383), crpix 4096.5, cdelt -+0.492", crota2 35
        SkyProjection p = new SkyProjection(SkyProjection.Kind.TAN, SkyFrame.ICRS, 149.09885492322, 69.715351594383,
                4096.5, 4096.5, SkyProjection.matrix(-D, D, 35));
        assertBothWays(p, 4454.25, 3836.75, 149.04221569647834, 69.65821968771507);
        assertBothWays(p, 100, 900.5, 151.1070004567559, 69.65936819686746);
    }

    @Test
    void orthographicNearThePole() {
        // ctype SIN, crval (10.5, -85.2), crpix (512, 300), cdelt -0.01, 0.012
        SkyProjection p = new SkyProjection(SkyProjection.Kind.SIN, SkyFrame.ICRS, 10.5, -85.2, 512, 300,
                SkyProjection.matrix(-0.01, 0.012, 0));
        assertBothWays(p, 100, 900.5, 29.560345558902636, -77.27954141101594);
        assertTrue(p.toSky(SkyFrame.ICRS, 9000, 300).isEmpty(), "beyond the limb");
        assertTrue(p.toPixel(SkyFrame.ICRS, 10.5, 85.2).isEmpty(), "behind");
    }

    @Test
    void galacticAxes() {
        // ctype GLON-TAN, crval (359.9, 0.1), crpix 100, cdelt -+0.005, crota2 -20
        SkyProjection p = new SkyProjection(SkyProjection.Kind.TAN, SkyFrame.GALACTIC, 359.9, 0.1, 100, 100,
                SkyProjection.matrix(-0.005, 0.005, -20));
        double[] at = p.toSky(SkyFrame.GALACTIC, 100, 900.5).orElseThrow();
        assertEquals(1.2688340799383013, at[0], 1e-9);
        assertEquals(3.854634275856242, at[1], 1e-9);
    }

    @Test
    void frames() {
        assertFrame(SkyFrame.GALACTIC, 148.9581614, 69.6796937, 141.41221671187503, 40.56405964784294);
        assertFrame(SkyFrame.GALACTIC, 266.4, -29.0, 359.94324577852245, -0.02952656451287255);
        assertFrame(SkyFrame.GALACTIC, 0.001, 89.9, 122.90693651334767, 27.030755518159516);
        // fk52h turns FK5 into ICRS.
        double[] icrs = SkyFrame.angles(SkyFrame.FK5.to(SkyFrame.ICRS, SkyFrame.vector(148.9581614, 69.6796937)));
        assertEquals(148.95816430849604, icrs[0], 0.1 * MAS);
        assertEquals(69.67969871625233, icrs[1], 0.1 * MAS);
    }

    @Test
    void anglesOfAnImageWithNorthUp() {
        SkyProjection p = new SkyProjection(SkyProjection.Kind.TAN, SkyFrame.ICRS, 149.09885492322, 69.715351594383,
                4096.5, 4096.5, SkyProjection.matrix(-D, D, 0));
        assertEquals(30, p.toPixelAngle(SkyFrame.ICRS, 30), 1e-9);
        // DS9 8.4.1 writes the angle 30 of a physical ellipse in this image as 264.14613 in galactic coordinates.
        assertEquals(30, p.toPixelAngle(SkyFrame.GALACTIC, 264.14613), 2e-3);
        assertEquals(0.492, p.degreesPerPixel() * 3600, 1e-12);
    }

    /** DS9 8.4.1 writes the physical angle 30 so where images are turned (CROTA2 = 40) or have east on the right. */
    @Test
    void anglesOfTurnedAndMirroredImages() {
        assertEquals(30, turned(-1, 40).toPixelAngle(SkyFrame.FK5, 350.00014), 1e-3);
        assertEquals(30, turned(1, 0).toPixelAngle(SkyFrame.FK5, 149.9999), 1e-3);
        assertEquals(30, turned(1, 40).toPixelAngle(SkyFrame.FK5, 109.99999), 1e-3);
    }

    private static SkyProjection turned(int east, double rotation) {
        return new SkyProjection(SkyProjection.Kind.TAN, SkyFrame.FK5, 83.6, 22, 256.5, 256.5,
                SkyProjection.matrix(0.0005 * east, 0.0005, rotation));
    }

    private static void assertFrame(SkyFrame frame, double ra, double dec, double longitude, double latitude) {
        double[] at = SkyFrame.angles(SkyFrame.ICRS.to(frame, SkyFrame.vector(ra, dec)));
        assertEquals(longitude, at[0], 0.1 * MAS / Math.cos(Math.toRadians(latitude)));
        assertEquals(latitude, at[1], 0.1 * MAS);
    }

    private static void assertBothWays(SkyProjection p, double x, double y, double longitude, double latitude) {
        double[] sky = p.toSky(SkyFrame.ICRS, x, y).orElseThrow();
        assertEquals(longitude, sky[0], 1e-9);
        assertEquals(latitude, sky[1], 1e-9);
        double[] pixel = p.toPixel(SkyFrame.ICRS, longitude, latitude).orElseThrow();
        assertEquals(x, pixel[0], 1e-5);
        assertEquals(y, pixel[1], 1e-5);
    }
}
