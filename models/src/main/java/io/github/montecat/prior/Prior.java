package io.github.montecat.prior;

import io.github.montecat.error.RefusedValueException;
import java.util.Locale;

/**
 * A prior of one parameter on a bounded range, given by its map to the unit interval (its cumulative distribution).
 * Implementations are immutable and safe for use by several threads.
 */
public sealed interface Prior permits UniformPrior, LogUniformPrior {

    /** @return the lower end of the range */
    double min();

    /** @return the upper end of the range */
    double max();

    /**
     * The cumulative distribution.
     *
     * @param value a parameter value; values outside the range map outside [0, 1]
     * @return its place in the prior, 0 at {@link #min}, 1 at {@link #max}
     */
    double toUnit(double value);

    /**
     * The quantile function, the inverse of {@link #toUnit}.
     *
     * @param unit a place in the prior; it is not limited to [0, 1]
     * @return the parameter value there
     */
    double fromUnit(double unit);

    /** @return the name used in texts and bundles: {@code uniform} or {@code loguniform} */
    String kind();

    /**
     * Makes a prior from its written form.
     *
     * @param text {@code uniform:MIN,MAX} or {@code loguniform:MIN,MAX}
     * @return the prior
     * @throws IllegalArgumentException if the text is not of that form or the range is not valid
     */
    static Prior parse(String text) {
        String[] parts = text.trim().split(":", 2);
        String[] range = parts.length == 2 ? parts[1].split(",") : new String[0];
        if (range.length == 2) {
            try {
                return of(parts[0], Double.parseDouble(range[0].trim()), Double.parseDouble(range[1].trim()));
            } catch (NumberFormatException e) {
                throw new RefusedValueException("prior '" + text + "': '" + parts[1] + "' is not MIN,MAX", e);
            }
        }
        throw new RefusedValueException("prior '" + text
                + "' is not of the form uniform:MIN,MAX or loguniform:MIN,MAX");
    }

    /**
     * Makes a prior of a named kind.
     *
     * @param kind {@code uniform} or {@code loguniform}, in any case
     * @param min lower end
     * @param max upper end
     * @return the prior
     * @throws IllegalArgumentException if the kind is unknown or the range is not valid
     */
    static Prior of(String kind, double min, double max) {
        return switch (kind.trim().toLowerCase(Locale.ROOT)) {
            case UniformPrior.KIND -> new UniformPrior(min, max);
            case LogUniformPrior.KIND -> new LogUniformPrior(min, max);
            default -> throw new RefusedValueException("unknown prior '" + kind + "'; known: uniform, loguniform");
        };
    }
}
