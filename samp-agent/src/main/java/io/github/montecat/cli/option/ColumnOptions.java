package io.github.montecat.cli.option;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.result.ColumnDensityUnit;
import io.github.montecat.result.ColumnPreset;
import io.github.montecat.result.ColumnStyle;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The options about names and units of result columns. */
public final class ColumnOptions {

    private static final String COLUMNS = "columns";
    private static final String NH_UNIT = "nh-unit";

    private ColumnOptions() {
    }

    /**
     * @param options get the options about columns
     * @return the same options
     */
    public static Options addTo(Options options) {
        return options
                .addOption(Option.builder().longOpt(COLUMNS).hasArg().argName("CATALOGUE")
                        .desc("names and units of result columns as in a catalogue: " + Arrays.stream(ColumnPreset.values())
                                .map(ColumnPreset::word).collect(Collectors.joining(", ")) + " (montecat)").get())
                .addOption(Option.builder().longOpt(NH_UNIT).hasArg().argName("UNIT")
                        .desc("column densities in " + Arrays.stream(ColumnDensityUnit.values()).map(ColumnDensityUnit::word)
                                .collect(Collectors.joining(", ")) + " (as the catalogue, else 1e22) per cm2; log is the decimal "
                                + "logarithm").get());
    }

    /**
     * @param arguments may have any of these options
     * @return names and units of result columns
     * @throws UsageException if there is no such catalogue or unit
     */
    static ColumnStyle style(Arguments arguments) throws UsageException {
        try {
            return ColumnStyle.of(arguments.text(COLUMNS), arguments.text(NH_UNIT));
        } catch (RefusedValueException e) {
            throw new UsageException("", e);
        }
    }
}
