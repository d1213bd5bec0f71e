package io.github.montecat.table;

import io.github.montecat.error.RefusedValueException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which spectra of a table belong to one source. Immutable.
 *
 * @param idColumn column whose value rows of one source share, in any case; empty for none
 * @param spectra columns of PHA files, in any case: those in one row are of one source; empty for none
 */
public record SourceGrouping(Optional<String> idColumn, List<String> spectra) {

    /** Each spectrum is a source. */
    public static final SourceGrouping NONE = new SourceGrouping(Optional.empty(), List.of());

    /** Copies the list, and checks that there are not both kinds of columns nor one column twice. */
    public SourceGrouping {
        spectra = List.copyOf(spectra);
        if (idColumn.isPresent() && !spectra.isEmpty()) {
            throw new RefusedValueException("give a column with an id of the source or several columns of spectra, not both");
        }
        Set<String> seen = new HashSet<>();
        for (String column : spectra) {
            if (column.isBlank() || !seen.add(column.toLowerCase(Locale.ROOT))) {
                throw new RefusedValueException("columns of spectra are '" + String.join(",", spectra)
                        + "', expected different names");
            }
        }
    }

    /** @return whether each spectrum is a source */
    public boolean isNone() {
        return idColumn.isEmpty() && spectra.isEmpty();
    }
}
