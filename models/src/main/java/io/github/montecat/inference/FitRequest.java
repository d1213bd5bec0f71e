package io.github.montecat.inference;

import io.github.montecat.fitmodel.RowParameters;
import io.github.montecat.flag.MissingFile;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.spectrum.Spectrum;
import java.util.List;
import java.util.Objects;

/**
 * A row to be fitted: a spectrum, or the reason why there is none, or several spectra of one source.
 *
 * @param row the row's number in its table, from 0; with the seed it determines the samples
 * @param spectrum the spectrum, or null if it could not be read or there are several
 * @param failure why there is no spectrum, or null if there is one
 * @param missing files that the spectrum names and is fitted without
 * @param own what the row says about parameters of the model
 * @param parts the spectra of a source that are fitted together; empty for a fit of one spectrum
 */
public record FitRequest(long row, Spectrum spectrum, UnfitSpectrumException failure, List<MissingFile> missing,
        RowParameters own, List<SourcePart> parts) {

    /** Checks that there is one of a spectrum, a failure and parts, and copies the lists. */
    public FitRequest {
        if ((spectrum == null ? 0 : 1) + (failure == null ? 0 : 1) + (parts.isEmpty() ? 0 : 1) != 1) {
            throw new IllegalArgumentException("a request has one of a spectrum, a failure, and spectra of a source");
        }
        missing = List.copyOf(missing);
        parts = List.copyOf(parts);
    }

    private FitRequest(long row, Spectrum spectrum, UnfitSpectrumException failure) {
        this(row, spectrum, failure, List.of(), RowParameters.NONE, List.of());
    }

    /**
     * @param row the row's number, from 0
     * @param spectrum the spectrum
     * @return a request to fit it
     */
    public static FitRequest of(long row, Spectrum spectrum) {
        return new FitRequest(row, Objects.requireNonNull(spectrum), null);
    }

    /**
     * @param row the row's number, from 0
     * @param failure why it has no spectrum
     * @return a request that will be answered with that failure
     */
    public static FitRequest unreadable(long row, UnfitSpectrumException failure) {
        return new FitRequest(row, null, Objects.requireNonNull(failure));
    }

    /**
     * @param row the source's number, from 0
     * @param parts its spectra, at least one, and those that cannot be read with the reason why
     * @param own what the source's rows say about parameters of the model
     * @return a request to fit the spectra together
     */
    public static FitRequest joint(long row, List<SourcePart> parts, RowParameters own) {
        return new FitRequest(row, null, null, parts.stream().flatMap(p -> p.request().missing().stream()).toList(),
                own, parts);
    }

    /**
     * @param files files that the spectrum names and is fitted without
     * @return the same request with these
     */
    public FitRequest missing(List<MissingFile> files) {
        return new FitRequest(row, spectrum, failure, files, own, parts);
    }

    /**
     * @param parameters what the row says about parameters of the model
     * @return the same request with that
     */
    public FitRequest with(RowParameters parameters) {
        return new FitRequest(row, spectrum, failure, missing, parameters, parts);
    }

    /**
     * @param number another row number
     * @return the same request for that row
     */
    public FitRequest inRow(long number) {
        return new FitRequest(number, spectrum, failure, missing, own, parts);
    }
}
