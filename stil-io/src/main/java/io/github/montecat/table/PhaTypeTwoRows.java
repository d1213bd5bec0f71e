package io.github.montecat.table;

import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.ogip.OgipFormatException;
import io.github.montecat.ogip.PhaInterpreter;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.util.Optional;
import uk.ac.starlink.table.RowData;
import uk.ac.starlink.table.StarTable;

/**
 * PHA type II spectra, one per row.
 *
 * @param table the table
 * @param tableName its name, for names of spectra
 * @param counts index of the column of counts, where the user named one
 * @param exposure where exposures come from
 */
record PhaTypeTwoRows(StarTable table, String tableName, Optional<Integer> counts, ExposureSource exposure)
        implements RowSpectra {

    @Override
    public Spectrum read(long row, RowData cells) throws UnfitSpectrumException, IOException {
        String name = tableName + " row " + (row + 1);
        double seconds = exposure.of(cells);
        try {
            return PhaInterpreter.interpret(name, StarTablePha.typeTwo(table, name, counts, cells, seconds));
        } catch (OgipFormatException | IllegalArgumentException e) {
            throw new UnfitSpectrumException(FitFlag.UNREADABLE, e.getMessage());
        }
    }
}
