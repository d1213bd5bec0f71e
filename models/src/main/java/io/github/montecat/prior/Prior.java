package io.github.montecat.prior;

import io.github.montecat.error.RefusedValueException;
import java.util.Arrays;
import java.util.Locale;

/**
 * A prior of one parameter on a bounded range, given by its map to the unit interval (its cumulative distribution).
 * Implementations are immutable and safe for use by several threads.
 */
public sealed interface Prior permits UniformPrior, LogUniformPrior, NormalPrior, LogNormalPrior {

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

    /**
     * @param value a parameter value inside the range
     * @return the density there, per unit of the parameter
     */
    double density(double value);

    /** @return the name used in texts: {@code uniform}, {@code loguniform}, {@code normal} or {@code lognormal} */
    String kind();

    /**
     * Cuts off what lies outside a range. A uniform or log-uniform prior stays as it is: its ends are what the user
     * says, so that one outside the range is an error.
     *
     * @param low lower end
     * @param high upper end
     * @return a normal or log-normal prior with these ends where its own are wider; others unchanged
     */
    default Prior within(double low, double high) {
        return this;
    }

    /**
     * Makes a prior from its written form.
     *
     * @param text {@code uniform:MIN,MAX}, {@code loguniform:MIN,MAX}, {@code normal:MEAN,SIGMA} or
     *        {@code lognormal:MEDIAN,DEX}; MIN and MAX may follow the last two
     * @return the prior
     * @throws IllegalArgumentException if the text is not of that form or a number is not valid
     */
    static Prior parse(String text) {
        String[] parts = text.trim().split(":", 2);
        double[] numbers = numbers(text, parts.length == 2 ? parts[1] : "");
        String kind = parts[0].trim().toLowerCase(Locale.ROOT);
        boolean cut = numbers.length == 4;
        if (numbers.length == 2 && (kind.equals(UniformPrior.KIND) || kind.equals(LogUniformPrior.KIND))) {
            return of(kind, numbers[0], numbers[1]);
        } else if ((numbers.length == 2 || cut) && kind.equals(NormalPrior.KIND)) {
            return new NormalPrior(numbers[0], numbers[1], cut ? numbers[2] : Double.NEGATIVE_INFINITY,
                    cut ? numbers[3] : Double.POSITIVE_INFINITY);
        } else if ((numbers.length == 2 || cut) && kind.equals(LogNormalPrior.KIND)) {
            return new LogNormalPrior(numbers[0], numbers[1], cut ? numbers[2] : 0, cut ? numbers[3]
                    : Double.POSITIVE_INFINITY);
        }
        throw new RefusedValueException("prior '" + text + "' is not of the form uniform:MIN,MAX, loguniform:MIN,MAX, "
                + "normal:MEAN,SIGMA[,MIN,MAX] or lognormal:MEDIAN,DEX[,MIN,MAX]");
    }

    private static double[] numbers(String text, String list) {
        try {
            return Arrays.stream(list.split(",", -1)).map(String::trim).mapToDouble(Double::parseDouble).toArray();
        } catch (NumberFormatException e) {
            throw new RefusedValueException("prior '" + text + "': '" + list + "' is not a list of numbers", e);
        }
    }

    /**
     * Makes a prior that its range alone defines.
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
            default -> throw new RefusedValueException("prior '" + kind + "' is not one of uniform, loguniform");
        };
    }
}
