package io.github.montecat.cli;

import io.github.montecat.cli.option.UsageException;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.ogip.TableModelReader;
import io.github.montecat.physics.ModelExpression;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.physics.ModelSettings;
import io.github.montecat.physics.SpectralModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A model and the values of its parameters, from the words EXPR PAR...
 *
 * @param model the model
 * @param values one value per parameter
 */
record ModelWords(SpectralModel model, double[] values) {

    /**
     * Reads the words: an expression, then values in XSPEC's order, of all parameters or of those that XSPEC does not
     * freeze, and {@code NAME=VALUE} for any.
     *
     * @param words the words that are no options
     * @param settings what the components share
     * @return model and values
     * @throws UsageException if the expression cannot be read, a word is no value, or a free parameter has none
     */
    static ModelWords parse(List<String> words, ModelSettings settings) throws UsageException {
        if (words.isEmpty()) {
            throw new UsageException("expected a model and its parameters, such as 'tbabs*powerlaw' 0.2 1.7 1, got none");
        }
        SpectralModel model;
        try {
            model = ModelExpression.parse(words.get(0), settings, new TableModelReader(Path.of("")));
        } catch (RefusedValueException e) {
            throw new UsageException("", e);
        }
        List<ModelParameter> parameters = model.parameters();
        List<String> rest = words.subList(1, words.size());
        List<String> numbers = rest.stream().filter(w -> w.indexOf('=') < 0).toList();
        double[] values = parameters.stream().mapToDouble(p -> p.frozen() ? p.initial() : Double.NaN).toArray();
        long free = parameters.stream().filter(p -> !p.frozen()).count();
        if (!numbers.isEmpty() && numbers.size() != parameters.size() && numbers.size() != free) {
            throw new UsageException(model.expression() + " has " + parameters.size() + " parameters, " + names(model)
                    + "; got " + numbers.size() + " values");
        }
        int next = 0;
        for (int i = 0; i < values.length && !numbers.isEmpty(); i++) {
            if (numbers.size() == parameters.size() || !parameters.get(i).frozen()) {
                values[i] = number(parameters.get(i).label(), numbers.get(next++));
            }
        }
        for (String word : rest) {
            int equals = word.indexOf('=');
            if (equals >= 0) {
                int index = index(model, word.substring(0, equals).trim());
                values[index] = number(parameters.get(index).label(), word.substring(equals + 1));
            }
        }
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                throw new UsageException(model.expression() + " has " + parameters.size() + " parameters, " + names(model)
                        + "; " + parameters.get(i).label() + " has no value");
            }
        }
        return new ModelWords(model, values);
    }

    /**
     * @param model a model
     * @param label label of one of its parameters
     * @return the parameter's index
     * @throws UsageException if there is none of that label
     */
    static int index(SpectralModel model, String label) throws UsageException {
        List<String> labels = model.parameters().stream().map(ModelParameter::label).toList();
        int index = labels.indexOf(label);
        if (index < 0) {
            throw new UsageException(model.expression() + " has no parameter '" + label + "'"
                    + NearestName.of(label, labels).map(n -> "; did you mean '" + n + "'?").orElse("") + "; it has "
                    + names(model));
        }
        return index;
    }

    private static double number(String label, String text) throws UsageException {
        try {
            double value = Double.parseDouble(text.trim());
            if (!Double.isNaN(value) && !Double.isInfinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Falls through to the same sentence as a value that is not finite.
        }
        throw new UsageException("parameter " + label + " is '" + text + "', expected a number");
    }

    private static String names(SpectralModel model) {
        return model.parameters().stream().map(p -> p.label() + (p.frozen() ? " (frozen)" : ""))
                .collect(Collectors.joining(", "));
    }

    @Override
    public double[] values() {
        return values.clone();
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof ModelWords w && model.expression().equals(w.model.expression())
                && Arrays.equals(values, w.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return model.expression() + " " + Arrays.toString(values);
    }
}
