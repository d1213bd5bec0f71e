package io.github.montecat.plugin.link;

import java.util.LinkedHashMap;
import java.util.Map;
import uk.ac.starlink.table.StarTable;

/** What the agent is asked to fit, and how. Not safe for use by several threads while it is put together. */
public final class FitCall {

    private final String name;
    private final StarTable table;
    private final Map<String, String> parameters = new LinkedHashMap<>();

    /**
     * @param name what people call the table
     * @param table the spectra and what belongs to them; read when the call is made
     */
    public FitCall(String name, StarTable table) {
        this.name = name;
        this.table = table;
    }

    /**
     * Sets a parameter of {@code montecat.fit}: {@code column}, {@code exposure}, {@code bundle}, {@code samples},
     * {@code seed}, {@code row-column}, {@code quantiles}, {@code posterior} or {@code refine}.
     *
     * @param parameter its name
     * @param value its value; nothing is set if it is null or blank
     * @return this
     */
    public FitCall with(String parameter, String value) {
        if (value != null && !value.isBlank()) {
            parameters.put(parameter, value.trim());
        }
        return this;
    }

    /** @return what people call the table */
    public String name() {
        return name;
    }

    StarTable table() {
        return table;
    }

    Map<String, String> parameters() {
        return parameters;
    }
}
