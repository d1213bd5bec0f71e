package io.github.montecat.fitmodel;

import io.github.montecat.prior.Prior;
import java.util.Objects;
import java.util.Optional;

/**
 * What a row of a table says about a parameter: its value, its prior, or nothing, so that what the model says holds.
 * Immutable.
 *
 * @param name what the user calls the parameter, see {@link ParameterName}
 * @param value the value of a parameter that is not free, in the parameter's unit; empty if the row gives none
 * @param prior the prior of a free parameter; empty if the row gives none
 * @param source where both come from, such as {@code column Z}
 */
public record RowParameter(String name, Optional<Double> value, Optional<Prior> prior, String source) {

    /** Checks that there is no value beside a prior. */
    public RowParameter {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(source, "source");
        if (value.isPresent() && prior.isPresent()) {
            throw new IllegalArgumentException("parameter " + name + " has both a value and a prior");
        }
    }
}
