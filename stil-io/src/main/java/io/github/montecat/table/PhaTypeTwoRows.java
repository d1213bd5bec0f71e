package io.github.montecat.table;

import io.github.montecat.error.ErrorSentence;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.ogip.OgipFormatException;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.nio.file.Path;
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
 * @param file the local file that the table came from, beside which the files lie that it names
 * @param companions further files that rows name
 */
record PhaTypeTwoRows(StarTable table, String tableName, Optional<Integer> counts, ExposureSource exposure,
        Optional<Path> file, RowCompanions companions) implements RowSpectra {

    @Override
    public Spectrum read(long row, RowData cells) throws UnfitSpectrumException, IOException {
        String name = tableName + " row " + (row + 1);
        double seconds = exposure.of(cells);
        try {
            StarTablePha record = StarTablePha.typeTwo(table, name, counts, cells, seconds);
            Spectrum own = companions.replaceBackground(cells) ? Companions.withoutBackground(record, name, file)
                    : Companions.complete(record, name, file);
            return companions.addTo(own, cells, file);
        } catch (OgipFormatException | IllegalArgumentException e) {
            throw new UnfitSpectrumException(FitFlag.UNREADABLE, ErrorSentence.of(e));
        }
    }
}
