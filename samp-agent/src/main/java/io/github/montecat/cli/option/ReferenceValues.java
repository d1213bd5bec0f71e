package io.github.montecat.cli.option;

import io.github.montecat.physics.ModelParameter;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.report.CornerPlot;
import io.github.montecat.table.TableInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.Tables;

/** Values to compare a posterior with, as written on the command line or as an XSPEC chain has them. Stateless. */
public final class ReferenceValues {

    private ReferenceValues() {
    }

    /**
     * Reads {@code nH=0.22:0.01,PhoIndex=2.04:1.97:2.11,norm=4e-4}: a value, a value and its standard deviation, or a
     * value and its lower and upper limits for each parameter.
     *
     * @throws UsageException if it is not of that form or names a parameter that is not free
     */
    public static CornerPlot.Reference parse(String option, String name, String text, ModelPrior prior)
            throws UsageException {
        List<String> labels = prior.free().stream().map(f -> f.parameter().label()).toList();
        double[][] values = empty(labels.size());
        for (String part : text.split(",", -1)) {
            String[] sides = part.split("=", 2);
            int p = labels.indexOf(sides[0].trim());
            if (sides.length < 2 || p < 0) {
                throw new UsageException("--" + option + " has '" + part
                        + "', expected NAME=VALUE, NAME=VALUE:ERROR or "
                        + "NAME=VALUE:LOWER:UPPER with a name of " + String.join(", ", labels));
            }
            String[] numbers = sides[1].split(":", -1);
            try {
                values[0][p] = Double.parseDouble(numbers[0].trim());
                if (numbers.length == 2) {
                    double error = Double.parseDouble(numbers[1].trim());
                    values[1][p] = values[0][p] - error;
                    values[2][p] = values[0][p] + error;
                } else if (numbers.length == 3) {
                    values[1][p] = Double.parseDouble(numbers[1].trim());
                    values[2][p] = Double.parseDouble(numbers[2].trim());
                } else if (numbers.length > 3) {
                    throw new UsageException("--" + option + " has '" + part
                            + "', expected at most a value and two limits");
                }
            } catch (NumberFormatException e) {
                throw new UsageException("--" + option + " has '" + part + "', which is not a number after '='");
            }
        }
        return CornerPlot.Reference.of(name, values[0], values[1], values[2]);
    }

    /**
     * Reads values from the command line, or, where the text is the name of a file, the samples of a chain that XSPEC
     * or BXA wrote (columns {@code name__number}).
     */
    public static CornerPlot.Reference valuesOrChain(String option, String name, String text, ModelPrior prior)
            throws UsageException, IOException {
        if (text.contains("=") || !Files.isRegularFile(Path.of(text))) {
            return parse(option, name, text, prior);
        }
        try (TableInput input = TableInput.open(text, Optional.empty())) {
            double[][] samples = new double[prior.dimension()][];
            for (int p = 0; p < samples.length; p++) {
                ModelParameter parameter = prior.free().get(p).parameter();
                samples[p] = column(input.table(), parameter);
                if (samples[p].length == 0) {
                    throw new IOException(text + " has no samples of " + parameter.label() + " in a column "
                            + columnName(parameter) + "; is it an XSPEC chain of " + prior.model().expression() + "?");
                }
            }
            return CornerPlot.Reference.ofSamples(name, samples);
        }
    }

    private static double[][] empty(int parameters) {
        double[][] values = new double[3][parameters];
        Arrays.stream(values).forEach(v -> Arrays.fill(v, Double.NaN));
        return values;
    }

    private static String columnName(ModelParameter parameter) {
        return parameter.name() + "__" + parameter.index();
    }

    private static double[] column(StarTable chain, ModelParameter parameter) throws IOException {
        for (int c = 0; c < chain.getColumnCount(); c++) {
            if (chain.getColumnInfo(c).getName().equalsIgnoreCase(columnName(parameter))) {
                double[] values = new double[Tables.checkedLongToInt(chain.getRowCount())];
                for (int row = 0; row < values.length; row++) {
                    values[row] = chain.getCell(row, c) instanceof Number n ? n.doubleValue() : Double.NaN;
                }
                return values;
            }
        }
        return new double[0];
    }
}
