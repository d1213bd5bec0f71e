package io.github.montecat.region;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the numbers of regions in one system of coordinates and turns them into physical pixels and degrees. Immutable.
 *
 * @param system the system as the file names it, in lower case; empty where the file names none, so that plain numbers are
 *        physical and sexagesimal ones sky coordinates in the event list's own frame, as CIAO has it
 * @param coordinates of the event list
 */
record CoordinateReader(String system, RegionCoordinates coordinates) {

    private static final String PHYSICAL = "physical";
    private static final String IMAGE = "image";
    private static final Pattern SYSTEMS = Pattern.compile("image|physical|detector|amplifier|linear|wcs[a-z]?|b1950|"
            + "j2000|fk4(-no-e)?|fk5|icrs|galactic|supergalactic|ecliptic|helioecliptic");
    private static final Pattern SEXAGESIMAL = Pattern.compile(
            "([-+]?)(\\d+)(?:([:hd])(\\d+)[:m](\\d+(?:\\.\\d*)?|\\.\\d+)s?)");
    private static final double ARCMIN = 1 / 60.0;
    private static final double ARCSEC = 1 / 3600.0;

    /** @return whether a word names a system of coordinates, known here or not */
    static boolean isSystem(String word) {
        return SYSTEMS.matcher(word.toLowerCase(Locale.ROOT)).matches();
    }

    /**
     * @param first coordinate as written
     * @param second coordinate as written
     * @return x and y in physical pixels
     */
    double[] position(String first, String second) throws RegionSyntaxException {
        boolean sexagesimal = SEXAGESIMAL.matcher(first).matches() || SEXAGESIMAL.matcher(second).matches();
        Optional<SkyFrame> frame = frame(sexagesimal || first.endsWith("d") || second.endsWith("d"));
        if (frame.isEmpty()) {
            double x = number(first, "coordinate");
            double y = number(second, "coordinate");
            ImageBinning image = coordinates.binning();
            return system.equals(IMAGE) ? new double[] {image.physicalX(x), image.physicalY(y)}
                    : new double[] {x, y};
        }
        double longitude = angle(first, frame.get() != SkyFrame.GALACTIC);
        double latitude = angle(second, false);
        if (!(Math.abs(latitude) <= 90)) {
            throw new RegionSyntaxException("latitude " + second + " is outside -90 to 90 degrees");
        }
        return coordinates.requireSky().toPixel(frame.get(), longitude, latitude)
                .orElseThrow(() -> new RegionSyntaxException(first + ", " + second
                        + " lies on the far side of the sky from the event list"));
    }

    /**
     * @param text a length as written, with a unit or in that of the system
     * @return the length in physical pixels, above 0 or, where allowed, 0
     */
    double length(String text, boolean zeroAllowed) throws RegionSyntaxException {
        String bare = text.replaceFirst("[\"'dpir]$", "");
        double value = number(bare, "length");
        if (!(value > 0 || zeroAllowed && value == 0)) {
            throw new RegionSyntaxException("length " + text + " is not above 0");
        }
        String unit = text.substring(bare.length());
        if (unit.isEmpty()) {
            unit = frame(false).isPresent() ? "d" : system.equals(IMAGE) ? "i" : "p";
        }
        return switch (unit) {
            case "\"" -> value * ARCSEC / coordinates.requireSky().degreesPerPixel();
            case "'" -> value * ARCMIN / coordinates.requireSky().degreesPerPixel();
            case "d" -> value / coordinates.requireSky().degreesPerPixel();
            case "r" -> Math.toDegrees(value) / coordinates.requireSky().degreesPerPixel();
            case "i" -> value * squarePixel();
            default -> value;
        };
    }

    private double squarePixel() throws RegionSyntaxException {
        ImageBinning image = coordinates.binning();
        if (image.factorX() != image.factorY()) {
            throw new RegionSyntaxException("lengths in image pixels need square ones, but a pixel is "
                    + image.factorX() + " x " + image.factorY() + " physical pixels; write the region in physical");
        }
        return image.factorX();
    }

    /**
     * @param text an angle in degrees as written
     * @return degrees from the x axis through the y axis of physical pixels
     */
    double direction(String text) throws RegionSyntaxException {
        double value = number(text.replaceFirst("d$", ""), "angle");
        Optional<SkyFrame> frame = frame(false);
        return frame.isPresent() ? coordinates.requireSky().toPixelAngle(frame.get(), value) : value;
    }

    /** @return a whole number from 1 up */
    static int count(String text) throws RegionSyntaxException {
        double value = number(text, "number of parts");
        if (value < 1 || value != Math.rint(value) || value > 10_000) {
            throw new RegionSyntaxException("number of parts " + text + " is not a whole number from 1 to 10000");
        }
        return (int) value;
    }

    /** The frame of a sky position; empty for pixels. */
    private Optional<SkyFrame> frame(boolean writtenAsSky) throws RegionSyntaxException {
        if (system.isEmpty()) {
            return writtenAsSky ? Optional.of(coordinates.requireSky().frame()) : Optional.empty();
        } else if (system.equals(PHYSICAL) || system.equals(IMAGE)) {
            return Optional.empty();
        }
        return Optional.of(SkyFrame.named(system).orElseThrow(() -> new RegionSyntaxException("coordinates in '"
                + system + "' are not supported; expected physical, image, fk5, icrs or galactic")));
    }

    private static double angle(String text, boolean hours) throws RegionSyntaxException {
        Matcher m = SEXAGESIMAL.matcher(text);
        if (!m.matches()) {
            return number(text.replaceFirst("d$", ""), "coordinate");
        }
        double value = Double.parseDouble(m.group(2)) + Double.parseDouble(m.group(4)) * ARCMIN
                + Double.parseDouble(m.group(5)) * ARCSEC;
        boolean inHours = m.group(3).equals("h") || m.group(3).equals(":") && hours;
        return (m.group(1).equals("-") ? -1 : 1) * (inHours ? 15 : 1) * value;
    }

    private static double number(String text, String what) throws RegionSyntaxException {
        try {
            // Java would also take NaN, Infinity and hexadecimal numbers.
            if (text.matches("[-+]?[0-9.]+([eE][-+]?\\d+)?")) {
                return Double.parseDouble(text);
            }
        } catch (NumberFormatException e) {
            // Two dots, or none of the digits; told below like all else.
        }
        throw new RegionSyntaxException("'" + text + "' is no " + what);
    }
}
