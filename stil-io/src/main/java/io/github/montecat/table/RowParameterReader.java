package io.github.montecat.table;

import io.github.montecat.fitmodel.RowParameter;
import io.github.montecat.fitmodel.RowParameters;
import io.github.montecat.flag.UnfitSpectrumException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import uk.ac.starlink.table.RowData;
import uk.ac.starlink.table.StarTable;

/** Reads what the rows of a table say about parameters of the model. Immutable and safe for use by several threads. */
final class RowParameterReader {

    private final List<ParameterReader> readers;
    private final RowFile files;

    /** Finds the PHA file of a row. */
    @FunctionalInterface
    interface RowFile {

        /**
         * @param cells a row; null for a table that is one spectrum
         * @return its PHA file; empty if it is not a local one
         * @throws IOException if the table cannot be read
         */
        Optional<Path> of(RowData cells) throws IOException;
    }

    private RowParameterReader(List<ParameterReader> readers, RowFile files) {
        this.readers = List.copyOf(readers);
        this.files = files;
    }

    /**
     * @param table the table
     * @param kind how it holds spectra
     * @param sources where values come from
     * @param files finds the PHA file of a row
     * @return reads them
     * @throws UnrecognisedTableException if a source does not go with the table
     */
    static RowParameterReader of(StarTable table, SpectrumTableKind kind, List<ParameterSource> sources,
            RowFile files) throws UnrecognisedTableException {
        List<ParameterReader> readers = new ArrayList<>();
        for (ParameterSource source : sources) {
            boolean file = source.form() == ParameterForm.FILE;
            if (file && kind != SpectrumTableKind.PHA_FILES && kind != SpectrumTableKind.PHA_TYPE_I) {
                throw new UnrecognisedTableException(source.name() + " comes from files beside PHA files, but the table "
                        + "is " + kind.description() + "; expected a PHA file or a table of PHA files; name a column instead");
            } else if (!file && kind.isSingleSpectrum()) {
                throw new UnrecognisedTableException(source.name() + " comes from column "
                        + source.columns().get(0) + ", but the table is " + kind.description()
                        + "; expected a spectrum per row; give one value with --fix");
            }
            readers.add(ParameterReader.of(source, table));
        }
        return new RowParameterReader(readers, files);
    }

    /** @return where values come from, in words; empty if nothing comes from rows */
    String description() {
        return readers.stream().map(ParameterReader::description).collect(Collectors.joining(", "));
    }

    /**
     * @param cells a row; null for a table that is one spectrum
     * @return what the row says
     * @throws UnfitSpectrumException if it lacks a value and the model's own is not to be taken
     * @throws IOException if the table cannot be read
     */
    RowParameters read(RowData cells) throws UnfitSpectrumException, IOException {
        List<RowParameter> list = new ArrayList<>();
        Optional<Path> pha = readers.isEmpty() ? Optional.empty() : files.of(cells);
        for (ParameterReader reader : readers) {
            list.add(reader.read(cells, pha));
        }
        return new RowParameters(list);
    }
}
