package io.github.montecat.plugin.link;

import java.util.Map;

/** What the agent tells of a fit model that has a name. Immutable. */
public final class ModelInfo {

    private final String name;
    private final String expression;
    private final String description;

    /** @param map what the agent says; what it does not say is empty */
    public ModelInfo(Map<?, ?> map) {
        name = text(map, "name");
        expression = text(map, "model");
        description = text(map, "description");
    }

    private static String text(Map<?, ?> map, String key) {
        Object value = map.get(key);
        return value instanceof String ? (String) value : "";
    }

    /** @return its name, such as {@code powerlaw} */
    public String name() {
        return name;
    }

    /** @return the model in XSPEC's syntax */
    public String expression() {
        return expression;
    }

    /** @return what its makers say of it, perhaps empty */
    public String description() {
        return description;
    }

    /** @return its name, which an editable list shows */
    @Override
    public String toString() {
        return name;
    }
}
