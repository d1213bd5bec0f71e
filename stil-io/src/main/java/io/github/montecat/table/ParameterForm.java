package io.github.montecat.table;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** In what form rows give a parameter. */
public enum ParameterForm {

    /** A column with the value of a parameter that is not free. */
    VALUE(1),
    /** A file beside the row's PHA file with that value, as BXA has it. */
    FILE(0),
    /** Columns with the ends of a uniform prior. */
    UNIFORM(2),
    /** Columns with the ends of a log-uniform prior. */
    LOGUNIFORM(2),
    /** Columns with mean and standard deviation of a normal prior. */
    NORMAL(2),
    /** Columns with the median of a log-normal prior and its standard deviation in dex. */
    LOGNORMAL(2);

    private final int columns;

    ParameterForm(int columns) {
        this.columns = columns;
    }

    /** @return the word for it, for priors that of {@link io.github.montecat.prior.Prior#parse} */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return the number of columns that it takes */
    int columns() {
        return columns;
    }

    /** @return the form of a prior; empty if a word is none */
    static Optional<ParameterForm> ofPrior(String word) {
        return Arrays.stream(values()).filter(f -> f.columns == 2 && f.word().equals(word)).findFirst();
    }
}
