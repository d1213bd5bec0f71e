package io.github.montecat.derived;

import io.github.montecat.error.RefusedValueException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An energy band of a flux.
 *
 * @param low lower end in keV
 * @param high upper end in keV, above low
 */
public record FluxBand(double low, double high) {

    /** Energies in keV that a band may have: where cross sections and models of X-ray spectra mean something. */
    private static final double LOWEST = 0.01;
    private static final double HIGHEST = 1000;
    private static final int MOST = 20;

    /** Characters of all bands of a text together. */
    private static final int LONGEST = 1000;

    /** Possessive, so that no text makes it go back. */
    private static final String NUMBER = "\\s*+((?:\\d++(?:\\.\\d*+)?|\\.\\d++)(?:[eE][-+]?\\d++)?)\\s*+";
    private static final Pattern FORM = Pattern.compile(NUMBER + "-" + NUMBER);

    /** Checks the ends. */
    public FluxBand {
        if (!(low >= LOWEST && high <= HIGHEST)) {
            throw new RefusedValueException("flux band is " + text(low) + "-" + text(high) + " keV, "
                    + "expected energies from " + text(LOWEST) + " to " + text(HIGHEST) + " keV");
        }
        if (!(low < high)) {
            throw new RefusedValueException("flux band is " + text(low) + "-" + text(high)
                    + " keV, expected the lower energy first");
        }
    }

    /**
     * @param text LO-HI in keV, such as {@code 0.5-2}
     * @return the band
     * @throws RefusedValueException if the text is something else
     */
    public static FluxBand parse(String text) {
        requireShort(text);
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new RefusedValueException("flux band is '" + text.trim() + "', expected LO-HI in keV, such as 0.5-2");
        }
        return new FluxBand(Double.parseDouble(matcher.group(1)), Double.parseDouble(matcher.group(2)));
    }

    /**
     * @param text bands joined by commas, such as {@code 0.5-2,2-10}
     * @return the bands, each once, in their order
     * @throws RefusedValueException if one is none, there are more than 20, or the text has more than 1000 characters
     */
    public static List<FluxBand> parseList(String text) {
        requireShort(text);
        String[] parts = text.split(",", -1);
        if (parts.length > MOST) {
            throw new RefusedValueException("there are " + parts.length + " flux bands, expected at most " + MOST);
        }
        return Arrays.stream(parts).map(FluxBand::parse).distinct().toList();
    }

    private static void requireShort(String text) {
        if (text.length() > LONGEST) {
            throw new RefusedValueException("text of flux bands has " + text.length() + " characters, expected at most "
                    + LONGEST);
        }
    }

    /** @return what names of columns end in, such as {@code 0p5_2} */
    public String suffix() {
        return (text(low) + "_" + text(high)).replace('.', 'p');
    }

    private static String text(double energy) {
        return Double.isFinite(energy) ? BigDecimal.valueOf(energy).stripTrailingZeros().toPlainString()
                : String.valueOf(energy);
    }

    @Override
    public String toString() {
        return text(low) + "-" + text(high) + " keV";
    }
}
