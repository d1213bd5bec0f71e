package io.github.montecat.region;

import io.github.montecat.error.RefusedValueException;
import java.util.Optional;

/**
 * The map between the sky and physical pixels: gnomonic (TAN) or orthographic (SIN) about a reference point, with a linear
 * map of the tangent plane onto pixels. Immutable.
 *
 * <p>Source: Calabretta and Greisen 2002, sections 5.1.3 and 5.1.5, with the native pole at LONPOLE = 180.
 */
public final class SkyProjection {

    /** How the sphere is put onto the plane. */
    public enum Kind {
        /** From the sphere's centre. */
        TAN,
        /** From infinity. */
        SIN
    }

    private final Kind kind;
    private final SkyFrame frame;
    private final double[] reference;
    private final double[] east;
    private final double[] north;
    private final double pixelX;
    private final double pixelY;
    /** Degrees in the tangent plane per pixel. */
    private final double[][] cd;
    private final double determinant;

    /**
     * @param kind projection
     * @param frame the frame of its sky coordinates
     * @param longitude of the reference point in degrees (CRVAL)
     * @param latitude of the reference point in degrees
     * @param pixelX of the reference point (CRPIX)
     * @param pixelY of the reference point
     * @param cd degrees of longitude and latitude (rows) per pixel in x and y (columns)
     * @throws IllegalArgumentException if the matrix has no inverse
     */
    public SkyProjection(Kind kind, SkyFrame frame, double longitude, double latitude, double pixelX, double pixelY,
            double[][] cd) {
        this.kind = kind;
        this.frame = frame;
        this.pixelX = pixelX;
        this.pixelY = pixelY;
        this.cd = new double[][] {cd[0].clone(), cd[1].clone()};
        determinant = cd[0][0] * cd[1][1] - cd[0][1] * cd[1][0];
        if (!(Math.abs(determinant) > 0) || Double.isInfinite(determinant)) {
            throw new RefusedValueException("the pixels of the sky projection have no size");
        }
        reference = SkyFrame.vector(longitude, latitude);
        double l = Math.toRadians(longitude);
        double b = Math.toRadians(latitude);
        east = new double[] {-Math.sin(l), Math.cos(l), 0};
        north = new double[] {-Math.sin(b) * Math.cos(l), -Math.sin(b) * Math.sin(l), Math.cos(b)};
    }

    /**
     * The matrix of a projection that gives the size of pixels and a rotation.
     *
     * @param deltX degrees per pixel in x (CDELT1)
     * @param deltY degrees per pixel in y (CDELT2)
     * @param rotation in degrees (CROTA2)
     * @return the matrix for the constructor
     */
    public static double[][] matrix(double deltX, double deltY, double rotation) {
        double c = Math.cos(Math.toRadians(rotation));
        double s = Math.sin(Math.toRadians(rotation));
        return new double[][] {{deltX * c, -deltY * s}, {deltX * s, deltY * c}};
    }

    /** @return the frame of its sky coordinates */
    public SkyFrame frame() {
        return frame;
    }

    /** @return degrees per pixel, the geometric mean of both directions */
    public double degreesPerPixel() {
        return Math.sqrt(Math.abs(determinant));
    }

    /**
     * @param in frame of the coordinates
     * @param longitude in degrees
     * @param latitude in degrees
     * @return x and y in physical pixels, empty for a direction that the projection does not show
     */
    public Optional<double[]> toPixel(SkyFrame in, double longitude, double latitude) {
        double[] v = in.to(frame, SkyFrame.vector(longitude, latitude));
        double towards = dot(v, reference);
        if (!(towards > 0)) {
            return Optional.empty();
        }
        double scale = kind == Kind.TAN ? 1 / towards : 1;
        double[] offset = toPixelOffset(Math.toDegrees(dot(v, east) * scale), Math.toDegrees(dot(v, north) * scale));
        return Optional.of(new double[] {pixelX + offset[0], pixelY + offset[1]});
    }

    /**
     * @param out frame wanted
     * @param x physical pixel
     * @param y physical pixel
     * @return longitude and latitude in degrees, empty for a pixel outside the projected sphere
     */
    public Optional<double[]> toSky(SkyFrame out, double x, double y) {
        double dx = x - pixelX;
        double dy = y - pixelY;
        double xi = Math.toRadians(cd[0][0] * dx + cd[0][1] * dy);
        double eta = Math.toRadians(cd[1][0] * dx + cd[1][1] * dy);
        double towards = kind == Kind.TAN ? 1 : Math.sqrt(1 - xi * xi - eta * eta);
        if (Double.isNaN(towards)) {
            return Optional.empty();
        }
        double[] v = new double[3];
        for (int i = 0; i < 3; i++) {
            v[i] = towards * reference[i] + xi * east[i] + eta * north[i];
        }
        return Optional.of(SkyFrame.angles(frame.to(out, v)));
    }

    /**
     * The direction in pixels that corresponds to one on the sky, at the reference point, as DS9 takes it for the whole
     * image.
     *
     * @param in frame of the angle
     * @param angle in degrees from west through north
     * @return degrees from the x axis through the y axis
     */
    public double toPixelAngle(SkyFrame in, double angle) {
        double[] at = SkyFrame.angles(frame.to(in, reference));
        double l = Math.toRadians(at[0]);
        double b = Math.toRadians(at[1]);
        double west = Math.cos(Math.toRadians(angle));
        double up = Math.sin(Math.toRadians(angle));
        double[] v = in.to(frame, new double[] {west * Math.sin(l) - up * Math.sin(b) * Math.cos(l),
            -west * Math.cos(l) - up * Math.sin(b) * Math.sin(l), up * Math.cos(b)});
        double[] offset = toPixelOffset(dot(v, east), dot(v, north));
        return Math.toDegrees(Math.atan2(offset[1], offset[0]));
    }

    private double[] toPixelOffset(double xi, double eta) {
        return new double[] {(cd[1][1] * xi - cd[0][1] * eta) / determinant,
            (cd[0][0] * eta - cd[1][0] * xi) / determinant};
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }
}
