package io.github.montecat.physics.absorption;

import io.github.montecat.error.RefusedValueException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tables of elemental abundances by number relative to hydrogen, under XSPEC's names. */
public enum AbundanceTable {
    /** Wilms, Allen and McCray 2000, ApJ 542, 914: the interstellar medium. The default. */
    WILM(1),
    /** Anders and Grevesse 1989, Geochimica et Cosmochimica Acta 53, 197. */
    ANGR(2),
    /** Asplund, Grevesse, Sauval and Scott 2009, ARA&amp;A 47, 481. */
    ASPL(3),
    /** Lodders 2003, ApJ 591, 1220. */
    LODD(4),
    /** Feldman 1992, Physica Scripta 46, 202; {@link #GRSA} for elements that the paper leaves out, as in XSPEC. */
    FELD(5),
    /** Anders and Ebihara 1982, Geochimica et Cosmochimica Acta 46, 2363. */
    ANEB(6),
    /** Grevesse and Sauval 1998, Space Science Reviews 85, 161. */
    GRSA(7);

    private final Map<Element, Double> abundances = new EnumMap<>(Element.class);

    AbundanceTable(int column) {
        List<LiteratureTable.Row> rows = LiteratureTable.read("abundances.txt", 8);
        for (LiteratureTable.Row row : rows) {
            abundances.put(row.element(0), row.number(column));
        }
    }

    /**
     * @param element an element
     * @return its number of atoms per hydrogen atom; 0 if the source leaves it out
     */
    public double of(Element element) {
        return abundances.get(element);
    }

    /** @return XSPEC's name of the table, such as {@code wilm} */
    public String xspecName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param name XSPEC's name of a table, in any case
     * @return the table
     * @throws IllegalArgumentException if there is none of that name; the message lists those there are
     */
    public static AbundanceTable named(String name) {
        for (AbundanceTable table : values()) {
            if (table.xspecName().equalsIgnoreCase(name.trim())) {
                return table;
            }
        }
        StringBuilder known = new StringBuilder();
        for (AbundanceTable table : values()) {
            known.append(known.isEmpty() ? "" : ", ").append(table.xspecName());
        }
        throw new RefusedValueException("unknown abundance table " + name + "; known: " + known);
    }
}
