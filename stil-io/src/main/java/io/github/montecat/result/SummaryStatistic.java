package io.github.montecat.result;

import io.github.montecat.inference.ParameterSummary;
import java.util.function.ToDoubleFunction;

/** Statistics of a posterior that result tables have columns for ({@link ColumnPreset} says which). Limits are absolute values. */
enum SummaryStatistic {

    MEDIAN("%s;stat.median", "posterior median", ParameterSummary::median),
    LOWER("%s;stat.min", "lower end of the central 68 % interval (16 % quantile)", ParameterSummary::lower),
    UPPER("%s;stat.max", "upper end of the central 68 % interval (84 % quantile)", ParameterSummary::upper),
    LOWER90("%s;stat.min", "lower end of the central 90 % interval (5 % quantile)",
            ParameterSummary::lower90),
    UPPER90("%s;stat.max", "upper end of the central 90 % interval (95 % quantile)",
            ParameterSummary::upper90),
    MEAN("%s;stat.mean", "posterior mean", ParameterSummary::mean),
    STD("stat.stdev;%s", "posterior standard deviation", ParameterSummary::std),
    MODE("%s;stat.value", "posterior mode (half-sample mode)", ParameterSummary::mode);

    private final String ucd;
    private final String description;
    private final ToDoubleFunction<ParameterSummary> value;

    SummaryStatistic(String ucd, String description, ToDoubleFunction<ParameterSummary> value) {
        this.ucd = ucd;
        this.description = description;
        this.value = value;
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

    /** @return whether it is of a logarithm what the logarithm is of it; not so for sums over samples */
    boolean isQuantile() {
        return this != MEAN && this != STD && this != MODE;
    }

    double of(ParameterSummary summary) {
        return value.applyAsDouble(summary);
    }
}
