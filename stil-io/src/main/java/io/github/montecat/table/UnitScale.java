package io.github.montecat.table;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Converts units of columns to those of model parameters: energies, column densities with any power of ten, and units
 * that are the same. Units are read as VOUnits, FITS, CDS and astropy write them. Stateless.
 */
final class UnitScale {

    private static final Map<String, Double> ENERGIES_IN_KEV = Map.of("ev", 1e-3, "kev", 1.0);
    /** Prefixes whose case matters. */
    private static final Map<String, Double> HIGH_ENERGIES_IN_KEV = Map.of("MeV", 1e3, "GeV", 1e6);
    private static final Pattern NONE = Pattern.compile("|-+|1|none|dimensionless|unitless");
    private static final Pattern LOGARITHM = Pattern.compile("(log|lg|dex|\\[).*");

    private static final String POWER_OF_TEN = "(?:1(?:\\.0*)?e\\+?(\\d{1,3})"
            + "|10(?:\\*\\*|\\^|\\+)[({]?\\+?(\\d{1,3})[)}]?)";
    private static final String PER_AREA = "(?:(c?)m(?:\\*\\*|\\^)?[({]?-2[)}]?|1?/(c?)m(?:\\*\\*|\\^)?2)";
    private static final Pattern COLUMN_DENSITY = Pattern.compile("(?:" + POWER_OF_TEN + "[.*x]?)?"
            + "(?:(?:atoms?|h)[.*]?)?" + PER_AREA);

    private UnitScale() {
    }

    /** @return whether a unit is that of a logarithm */
    static boolean isLogarithm(String unit) {
        return LOGARITHM.matcher(plain(unit)).matches();
    }

    /**
     * @param unit unit of a column, not blank
     * @param wanted unit of a parameter, may be empty
     * @return what a value in the first is multiplied by to be in the second; empty if they are of different kinds
     */
    static OptionalDouble between(String unit, String wanted) {
        String from = plain(unit);
        String to = plain(wanted);
        if (from.equals(to) || to.isEmpty() && NONE.matcher(from).matches()) {
            return OptionalDouble.of(1);
        }
        OptionalDouble keV = inKeV(unit.trim());
        if (to.equals("kev")) {
            return keV;
        }
        Matcher column = COLUMN_DENSITY.matcher(from);
        Matcher parameter = COLUMN_DENSITY.matcher(to);
        if (column.matches() && parameter.matches()) {
            // As a power of ten, so that 1e22 in cm**-2 is exactly 1.
            int power = power(column) - power(parameter);
            return OptionalDouble.of(power < 0 ? 1 / Math.pow(10, -power) : Math.pow(10, power));
        }
        return OptionalDouble.empty();
    }

    private static OptionalDouble inKeV(String unit) {
        Double scale = HIGH_ENERGIES_IN_KEV.getOrDefault(unit, ENERGIES_IN_KEV.get(unit.toLowerCase(Locale.ROOT)));
        return scale == null ? OptionalDouble.empty() : OptionalDouble.of(scale);
    }

    /** Power of ten of a column density per cm2. */
    private static int power(Matcher unit) {
        String ten = unit.group(1) == null ? unit.group(2) : unit.group(1);
        String centi = unit.group(3) == null ? unit.group(4) : unit.group(3);
        return (ten == null ? 0 : Integer.parseInt(ten)) - (centi.isEmpty() ? 4 : 0);
    }

    private static String plain(String unit) {
        return unit.toLowerCase(Locale.ROOT).replaceAll("\\s", "");
    }
}
