package io.github.montecat.cli.launch;

import java.io.ObjectInputFilter;

/** The deserialisation of Java objects, which nothing in this program needs. */
final class Deserialisation {

    private Deserialisation() {
    }

    /**
     * Refuses every class in every Java object stream of this virtual machine, whichever library reads it. Leaves a
     * filter that the user has set, with {@code -Djdk.serialFilter}, as it is.
     */
    static void forbid() {
        if (ObjectInputFilter.Config.getSerialFilter() == null) {
            ObjectInputFilter.Config.setSerialFilter(ObjectInputFilter.Config.createFilter("!*"));
        }
    }
}
