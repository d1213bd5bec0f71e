package io.github.montecat.event;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.region.ImageBinning;
import io.github.montecat.region.RegionCoordinates;
import io.github.montecat.region.SkyFrame;
import io.github.montecat.region.SkyProjection;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import uk.ac.starlink.table.DescribedValue;
import uk.ac.starlink.table.StarTable;

/** Keywords of an event list, which STIL hands on as table parameters; columns are numbered from 0. */
record EventHeader(StarTable table) {

    /** @return a keyword's value, empty if it is absent */
    private Optional<Object> value(String key) {
        for (DescribedValue parameter : table.getParameters()) {
            if (key.equalsIgnoreCase(parameter.getInfo().getName())) {
                return Optional.ofNullable(parameter.getValue());
            }
        }
        return Optional.empty();
    }

    OptionalDouble number(String key) {
        return value(key).filter(v -> v instanceof Number n && Double.isFinite(n.doubleValue()))
                .map(v -> OptionalDouble.of(((Number) v).doubleValue())).orElse(OptionalDouble.empty());
    }

    String text(String key) {
        return value(key).map(v -> v.toString().trim()).orElse("");
    }

    /** @return a keyword of a column, such as TLMIN of column 0 in TLMIN1 */
    OptionalDouble number(String stem, int column) {
        return number(stem + (column + 1));
    }

    /**
     * @param x number of the column of x positions
     * @param y number of the column of y positions
     * @return how positions lie on the sky and in DS9's image as it is when the file is loaded
     */
    RegionCoordinates coordinates(int x, int y) {
        ImageBinning image = new ImageBinning(middle(x), middle(y), 1, 1, ImageBinning.DEFAULT_SIZE);
        try {
            return new RegionCoordinates(Optional.of(projection(x, y)), "", image);
        } catch (IllegalArgumentException e) {
            return new RegionCoordinates(Optional.empty(), e.getMessage(), image);
        }
    }

    private double middle(int column) {
        return (number("TLMIN", column).orElse(0.5) + number("TLMAX", column)
                .orElse(ImageBinning.DEFAULT_SIZE + 0.5)) / 2;
    }

    private SkyProjection projection(int x, int y) {
        // XMM has its projection of X and Y in REFX and REFY as well, sometimes there alone.
        boolean own = !text("TCTYP" + (x + 1)).isEmpty();
        String typeX = own ? text("TCTYP" + (x + 1)) : text("REFXCTYP");
        String typeY = own ? text("TCTYP" + (y + 1)) : text("REFYCTYP");
        if (typeX.length() != 8 || typeY.length() != 8) {
            throw new RefusedValueException("the event list has no sky projection of " + name(x) + " and " + name(y)
                    + " (TCTYP" + (x + 1) + ", TCTYP" + (y + 1) + ")");
        }
        String kind = typeX.substring(5);
        if (!kind.equals(typeY.substring(5)) || !(kind.equals("TAN") || kind.equals("SIN"))) {
            throw new RefusedValueException("the event list has the sky projection " + typeX + ", " + typeY
                    + ", expected TAN or SIN");
        }
        String axis = typeX.substring(0, 4) + typeY.substring(0, 4);
        boolean galactic = axis.equals("GLONGLAT");
        if (!galactic && !axis.equals("RA--DEC-")) {
            throw new RefusedValueException("the event list has the sky projection " + typeX + ", " + typeY
                    + ", expected RA and DEC or GLON and GLAT");
        }
        double rotation = number("TCROT", y).orElse(number("REFYCROT").orElse(0));
        double[][] cd = SkyProjection.matrix(key(own, "CDLT", x, 'X'), key(own, "CDLT", y, 'Y'), rotation);
        return new SkyProjection(SkyProjection.Kind.valueOf(kind), galactic ? SkyFrame.GALACTIC : frame(),
                key(own, "CRVL", x, 'X'), key(own, "CRVL", y, 'Y'), key(own, "CRPX", x, 'X'), key(own, "CRPX", y, 'Y'),
                cd);
    }

    private double key(boolean own, String stem, int column, char axis) {
        String key = own ? "T" + stem + (column + 1) : "REF" + axis + stem;
        return number(key).orElseThrow(() -> new RefusedValueException("the event list's sky projection lacks "
                + key));
    }

    private SkyFrame frame() {
        String named = text("RADESYS").isEmpty() ? text("RADECSYS") : text("RADESYS");
        OptionalDouble equinox = number("EQUINOX");
        if (named.isEmpty()) {
            named = equinox.isEmpty() ? "ICRS" : equinox.getAsDouble() < 1984 ? "FK4" : "FK5";
        }
        String system = named.toUpperCase(Locale.ROOT);
        return SkyFrame.named(named).orElseThrow(() -> new RefusedValueException(
                "the event list's sky coordinates are in " + system + ", expected ICRS or FK5"));
    }

    private String name(int column) {
        return table.getColumnInfo(column).getName();
    }
}
