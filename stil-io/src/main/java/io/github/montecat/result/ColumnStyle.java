package io.github.montecat.result;

import io.github.montecat.error.RefusedValueException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Names and units of the result columns that a user asks for. Immutable and safe for use by several threads.
 *
 * @param preset names and statistics
 * @param columnDensity unit of column densities
 */
public record ColumnStyle(ColumnPreset preset, ColumnDensityUnit columnDensity) {

    /** Montecat's own. */
    public static final ColumnStyle MONTECAT = new ColumnStyle(ColumnPreset.MONTECAT, ColumnDensityUnit.E22);

    /**
     * @param preset word of a preset; empty for Montecat's own names
     * @param columnDensity word of a unit; empty for the preset's
     * @return the style
     * @throws RefusedValueException if there is no such preset or unit
     */
    public static ColumnStyle of(Optional<String> preset, Optional<String> columnDensity) {
        ColumnPreset found = preset.map(ColumnStyle::preset).orElse(ColumnPreset.MONTECAT);
        return new ColumnStyle(found, columnDensity.map(ColumnStyle::unit).orElse(found.columnDensity()));
    }

    private static ColumnPreset preset(String word) {
        return Arrays.stream(ColumnPreset.values()).filter(p -> p.word().equalsIgnoreCase(word.trim())).findFirst()
                .orElseThrow(() -> new RefusedValueException("there are no column names '" + word + "'; known: "
                        + Arrays.stream(ColumnPreset.values()).map(ColumnPreset::word).collect(Collectors.joining(", "))));
    }

    private static ColumnDensityUnit unit(String word) {
        return Arrays.stream(ColumnDensityUnit.values()).filter(u -> u.word().equalsIgnoreCase(word.trim())).findFirst()
                .orElseThrow(() -> new RefusedValueException("column densities cannot be in '" + word + "'; known: "
                        + Arrays.stream(ColumnDensityUnit.values()).map(ColumnDensityUnit::word)
                                .collect(Collectors.joining(", "))));
    }
}
