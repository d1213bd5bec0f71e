package io.github.montecat.table;

import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;

/** Reads the one spectrum that all rows of a table make together. */
interface WholeSpectrum {

    /**
     * @return the spectrum
     * @throws UnfitSpectrumException if it cannot be read
     * @throws IOException if the table itself cannot be read
     */
    Spectrum read() throws UnfitSpectrumException, IOException;
}
