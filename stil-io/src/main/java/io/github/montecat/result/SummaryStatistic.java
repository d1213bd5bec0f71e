package io.github.montecat.result;

import io.github.montecat.inference.ParameterSummary;
import java.util.function.ToDoubleFunction;

/** Statistics of a parameter's posterior that result tables have a column for. Limits are absolute values. */
enum SummaryStatistic {

    MEDIAN("", "%s;stat.median", "posterior median", ParameterSummary::median),
    LOWER("_lower", "%s;stat.min", "lower end of the central 68 % interval (16 % quantile)", ParameterSummary::lower),
    UPPER("_upper", "%s;stat.max", "upper end of the central 68 % interval (84 % quantile)", ParameterSummary::upper),
    LOWER90("_lower90", "%s;stat.min", "lower end of the central 90 % interval (5 % quantile)",
            ParameterSummary::lower90),
    UPPER90("_upper90", "%s;stat.max", "upper end of the central 90 % interval (95 % quantile)",
            ParameterSummary::upper90),
    MEAN("_mean", "%s;stat.mean", "posterior mean", ParameterSummary::mean),
    STD("_std", "stat.stdev;%s", "posterior standard deviation", ParameterSummary::std);

    private final String suffix;
    private final String ucd;
    private final String description;
    private final ToDoubleFunction<ParameterSummary> value;

    SummaryStatistic(String suffix, String ucd, String description, ToDoubleFunction<ParameterSummary> value) {
        this.suffix = suffix;
        this.ucd = ucd;
        this.description = description;
        this.value = value;
    }

    /** @return what follows the parameter's label in the column's name */
    String suffix() {
        return suffix;
    }

    /**
     * @param quantity UCD of the parameter
     * @return UCD of this statistic of it
     */
    String ucd(String quantity) {
        return quantity.isEmpty() ? ucd.replaceAll("%s;|;%s", "") : String.format(ucd, quantity);
    }

    /** @return what it is, in words */
    String description() {
        return description;
    }

    double of(ParameterSummary summary) {
        return value.applyAsDouble(summary);
    }
}
