package io.github.montecat.table;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.physics.ModelParameter;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the values of a model's parameter come from that differ from row to row. Immutable.
 *
 * @param name what the user calls the parameter
 * @param parameter the parameter; the first of those that have the name
 * @param form value, file or kind of prior
 * @param columns names of the columns, in any case
 * @param fallsBack whether a row without a value is fitted with what the model says; else it is not fitted
 */
public record ParameterSource(String name, ModelParameter parameter, ParameterForm form, List<String> columns,
        boolean fallsBack) {

    /** Stands for files beside the PHA files. */
    private static final String FILE = "file";

    /** Copies the list. */
    public ParameterSource {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(parameter, "parameter");
        columns = List.copyOf(columns);
        if (columns.size() != form.columns()) {
            throw new RefusedValueException(name + " has " + columns.size() + " columns, expected " + form.columns()
                    + " for " + form.word());
        }
    }

    /**
     * @param name what the user calls the parameter
     * @param text {@code COLUMN}, {@code normal:COLUMN,ERROR_COLUMN}, {@code uniform:LOW_COLUMN,HIGH_COLUMN},
     *        {@code loguniform:...}, {@code lognormal:...} or {@code file}
     * @param parameter the parameter
     * @param fallsBack whether a row without a value is fitted with what the model says
     * @return the source
     * @throws IllegalArgumentException if the text is not of that form, or there are no files of this parameter
     */
    public static ParameterSource parse(String name, String text, ModelParameter parameter, boolean fallsBack) {
        String wanted = text.trim();
        if (wanted.isEmpty()) {
            throw new RefusedValueException(name + " has no column, expected COLUMN, normal:COLUMN,ERROR_COLUMN, "
                    + "uniform:LOW_COLUMN,HIGH_COLUMN or file");
        } else if (wanted.equals(FILE)) {
            ParameterFile.requireOne(parameter);
            return new ParameterSource(name, parameter, ParameterForm.FILE, List.of(), fallsBack);
        }
        int colon = wanted.indexOf(':');
        Optional<ParameterForm> prior = colon < 0 ? Optional.empty()
                : ParameterForm.ofPrior(wanted.substring(0, colon).trim());
        if (prior.isEmpty()) {
            return new ParameterSource(name, parameter, ParameterForm.VALUE, List.of(wanted), fallsBack);
        }
        List<String> columns = Arrays.stream(wanted.substring(colon + 1).split(",", -1)).map(String::trim).toList();
        if (columns.size() != 2 || columns.contains("")) {
            throw new RefusedValueException(name + " is '" + wanted + "', expected two columns after "
                    + prior.get().word() + ", such as normal:Z,Z_ERR or uniform:Z_LOW,Z_HIGH");
        }
        return new ParameterSource(name, parameter, prior.get(), columns, fallsBack);
    }

    /** @return whether rows give a prior; else they give values of a parameter that is not free */
    public boolean isPrior() {
        return form.columns() == 2;
    }
}
