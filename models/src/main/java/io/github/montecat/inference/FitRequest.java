package io.github.montecat.inference;

import io.github.montecat.fitmodel.RowParameters;
import io.github.montecat.flag.MissingFile;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.spectrum.Spectrum;
import java.util.List;
import java.util.Objects;

/**
 * A row to be fitted: a spectrum, or the reason why there is none.
 *
 * @param row the row's number in its table, from 0; with the seed it determines the samples
 * @param spectrum the spectrum, or null if it could not be read
 * @param failure why there is no spectrum, or null if there is one
 * @param missing files that the spectrum names and is fitted without
 * @param own what the row says about parameters of the model
 */
public record FitRequest(long row, Spectrum spectrum, UnfitSpectrumException failure, List<MissingFile> missing,
        RowParameters own) {

    /** Checks that there is either a spectrum or a failure, and copies the list. */
    public FitRequest {
        if ((spectrum == null) == (failure == null)) {
            throw new IllegalArgumentException("a request has either a spectrum or a failure");
        }
        missing = List.copyOf(missing);
    }

    /**
     * @param row the row's number, from 0
     * @param spectrum the spectrum
     * @return a request to fit it
     */
    public static FitRequest of(long row, Spectrum spectrum) {
        return new FitRequest(row, Objects.requireNonNull(spectrum), null, List.of(), RowParameters.NONE);
    }

    /**
     * @param row the row's number, from 0
     * @param failure why it has no spectrum
     * @return a request that will be answered with that failure
     */
    public static FitRequest unreadable(long row, UnfitSpectrumException failure) {
        return new FitRequest(row, null, Objects.requireNonNull(failure), List.of(), RowParameters.NONE);
    }

    /**
     * @param files files that the spectrum names and is fitted without
     * @return the same request with these
     */
    public FitRequest missing(List<MissingFile> files) {
        return new FitRequest(row, spectrum, failure, files, own);
    }

    /**
     * @param parameters what the row says about parameters of the model
     * @return the same request with that
     */
    public FitRequest with(RowParameters parameters) {
        return new FitRequest(row, spectrum, failure, missing, parameters);
    }

    /**
     * @param number another row number
     * @return the same request for that row
     */
    public FitRequest inRow(long number) {
        return new FitRequest(number, spectrum, failure, missing, own);
    }
}
