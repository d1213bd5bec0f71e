package io.github.montecat.inference;

import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.response.Response;
import io.github.montecat.spectrum.Spectrum;
import java.util.Optional;

/** Finds the response that belongs to a spectrum. Implementations are safe for use by several threads. */
@FunctionalInterface
public interface ResponseLookup {

    /** Finds none: the bundle's response is taken. */
    ResponseLookup NONE = spectrum -> Optional.empty();

    /**
     * @param spectrum a spectrum
     * @return the response to its channels; empty if none is known
     * @throws UnfitSpectrumException if there is one that cannot be used
     */
    Optional<Response> of(Spectrum spectrum) throws UnfitSpectrumException;

    /**
     * @param spectrum a spectrum that cannot be fitted without a response
     * @return the response to its channels
     * @throws UnfitSpectrumException if none is known or it cannot be used; the message names the file that is missing
     */
    default Response require(Spectrum spectrum) throws UnfitSpectrumException {
        return of(spectrum).orElseThrow(() -> new UnfitSpectrumException(FitFlag.NO_RESPONSE,
                "there is no response to the spectrum's channels"));
    }
}
