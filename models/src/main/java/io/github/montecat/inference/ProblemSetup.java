package io.github.montecat.inference;

import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.spectrum.Spectrum;

/**
 * The first step of a fit: chooses model, prior and response for a spectrum. Implementations are safe for use by
 * several threads.
 */
@FunctionalInterface
public interface ProblemSetup {

    /**
     * @param row number of the row, from 0
     * @param spectrum its spectrum
     * @return the problem whose posterior is wanted
     * @throws UnfitSpectrumException if there is none for this spectrum; the message says why
     */
    FitProblem pose(long row, Spectrum spectrum) throws UnfitSpectrumException;
}
