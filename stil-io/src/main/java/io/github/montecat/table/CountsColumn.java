package io.github.montecat.table;

import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import uk.ac.starlink.table.RowData;

/**
 * Spectra in an array column of counts per channel, or of rates.
 *
 * @param table name of the table, for names of spectra
 * @param column index of the column
 * @param name name of the column
 * @param rates whether it holds counts/s
 * @param exposure where exposures come from
 * @param companions RMF and ARF that rows name
 */
record CountsColumn(String table, int column, String name, boolean rates, ExposureSource exposure,
        RowCompanions companions) implements RowSpectra {

    @Override
    public Spectrum read(long row, RowData cells) throws UnfitSpectrumException, IOException {
        Optional<double[]> values = NumericCell.array(cells.getCell(column));
        if (values.isEmpty() || values.get().length == 0) {
            throw new UnfitSpectrumException(FitFlag.EMPTY, "empty spectrum: column " + name
                    + " is blank in this row, expected an array of counts");
        }
        double seconds = exposure.of(cells);
        double[] counts = values.get();
        if (rates) {
            double[] rate = counts;
            counts = new double[rate.length];
            Arrays.setAll(counts, i -> rate[i] * seconds);
        }
        return companions.addTo(Spectrum.builder(counts).name(table + " row " + (row + 1)).exposure(seconds).build(),
                cells, Optional.empty());
    }
}
