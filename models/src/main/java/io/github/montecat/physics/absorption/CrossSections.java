package io.github.montecat.physics.absorption;

import io.github.montecat.error.RefusedValueException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Photoelectric cross sections, XSPEC's {@code xsect}. */
public enum CrossSections {

    /** Verner, Ferland, Korista and Yakovlev 1996, ApJ 465, 487, see {@link VernerCrossSection}. The default. */
    VERN;

    /** @return XSPEC's name, such as {@code vern} */
    public String xspecName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param name XSPEC's name, in any case
     * @return the cross sections
     * @throws IllegalArgumentException if this program does not have them; the message lists those that it has
     */
    public static CrossSections named(String name) {
        return Arrays.stream(values()).filter(c -> c.xspecName().equalsIgnoreCase(name.trim())).findFirst()
                .orElseThrow(() -> new RefusedValueException("unknown cross sections " + name + "; known: "
                        + Arrays.stream(values()).map(CrossSections::xspecName).collect(Collectors.joining(", "))));
    }
}
