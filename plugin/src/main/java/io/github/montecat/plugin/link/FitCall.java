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
     * Sets a parameter of {@link Protocol#FIT}.
     *
     * @param parameter its name, one of {@link Protocol#PARAMETERS}
     * @param value its value; nothing is set if it is null or blank
     * @return this
     * @throws IllegalArgumentException if the message has no such parameter
     */
    public FitCall with(String parameter, String value) {
        if (!Protocol.PARAMETERS.get(Protocol.FIT).contains(parameter)) {
            throw new IllegalArgumentException(Protocol.FIT + " has no parameter '" + parameter + "'");
        }
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
