package io.github.montecat.table;

import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import uk.ac.starlink.table.RowData;

/** Reads the spectrum of a row. Implementations are safe for use by several threads. */
interface RowSpectra {

    /**
     * @param row its number from 0, for names
     * @param cells the row
     * @return its spectrum
     * @throws UnfitSpectrumException if the row has none that can be read
     * @throws IOException if the table itself cannot be read
     */
    Spectrum read(long row, RowData cells) throws UnfitSpectrumException, IOException;
}
