package io.github.montecat.inference;

import io.github.montecat.flag.UnfitSpectrumException;

/**
 * The first step of a fit: chooses model, prior and response for a spectrum. Implementations are safe for use by
 * several threads.
 */
@FunctionalInterface
public interface ProblemSetup {

    /**
     * @param request a row that has a spectrum
     * @return the problem whose posterior is wanted
     * @throws UnfitSpectrumException if there is none for this spectrum; the message says why
     */
    FitProblem pose(FitRequest request) throws UnfitSpectrumException;
}
