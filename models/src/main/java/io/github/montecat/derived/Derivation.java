package io.github.montecat.derived;

import java.util.List;

/**
 * Derives quantities from a fit. Implementations are safe for use by several threads, and give the same for the same
 * samples whatever the threads.
 */
@FunctionalInterface
public interface Derivation {

    /**
     * @param fitted a spectrum's posterior
     * @return the quantities that its model has; for samples of one model always the same quantities in the same order
     */
    List<DerivedValues> derive(FittedSamples fitted);

    /** @return what was assumed, for the tables that hold the quantities */
    default List<Assumption> assumptions() {
        return List.of();
    }

    /**
     * Something that a derived quantity depends on beside model and data.
     *
     * @param name name of a table parameter
     * @param value its value, a text or a number
     * @param unit VOUnit of the value, empty for none
     * @param ucd UCD1+ of the value
     * @param description what it is
     */
    record Assumption(String name, Object value, String unit, String ucd, String description) {
    }
}
