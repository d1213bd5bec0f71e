package io.github.montecat.result;

import io.github.montecat.inference.FitResult;
import io.github.montecat.inference.FitSettings;
import java.io.IOException;
import java.nio.file.Path;

/** Writes posteriors as chains that XSPEC's {@code chain load} and BXA, corner and GetDist users can read. */
public final class ChainWriter {

    private ChainWriter() {
    }

    /**
     * Writes a chain. The file appears whole or not at all; an old one is replaced.
     *
     * @param file the FITS file to write
     * @param result a result that has a posterior
     * @param settings the settings of the fit
     * @param source name of the table or file the spectrum came from
     * @throws IOException if the file cannot be written
     * @throws IllegalArgumentException if the result has no posterior
     */
    public static void write(Path file, FitResult result, FitSettings settings, String source) throws IOException {
        throw new IllegalStateException("not yet");
    }
}
