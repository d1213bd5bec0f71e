package io.github.montecat.ogip;

import io.github.montecat.error.ErrorSentence;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.inference.ResponseLookup;
import io.github.montecat.response.Response;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the response files that spectra name (RESPFILE, ANCRFILE), as far as these are there. The last few are kept, since
 * the spectra of a table often share one. Safe for use by several threads.
 */
public final class NamedResponses implements ResponseLookup {

    private static final int KEPT = 4;

    private record Names(String response, String ancillary) {
    }

    private final Map<Names, Response> read = new LinkedHashMap<>(KEPT, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Names, Response> eldest) {
            return size() > KEPT;
        }
    };

    /** Starts with nothing read. */
    public NamedResponses() {
    }

    @Override
    public Optional<Response> of(Spectrum spectrum) throws UnfitSpectrumException {
        Names names = new Names(spectrum.responseFile(), spectrum.ancillaryFile());
        Optional<Path> rmf = file(names.response());
        if (rmf.isEmpty()) {
            return Optional.empty();
        }
        synchronized (read) {
            Response known = read.get(names);
            if (known == null) {
                known = read(rmf.get(), names.ancillary());
                read.put(names, known);
            }
            return Optional.of(known);
        }
    }

    private static Response read(Path rmf, String ancillary) throws UnfitSpectrumException {
        try {
            Optional<Path> arf = file(ancillary);
            if (arf.isEmpty() && !ancillary.isBlank() && !ancillary.equalsIgnoreCase("none")) {
                throw new UnfitSpectrumException(FitFlag.NOT_REFINED, "the spectrum names the effective area " + ancillary
                        + ", which is not there; put it beside the spectrum");
            }
            return FileResponse.read(rmf, arf).response();
        } catch (IOException | IllegalArgumentException e) {
            String why = ErrorSentence.of(e);
            throw new UnfitSpectrumException(FitFlag.NOT_REFINED, why.startsWith(rmf.toString()) ? why
                    : rmf + ": " + why);
        }
    }

    private static Optional<Path> file(String name) {
        try {
            return Optional.of(name).filter(n -> !n.isBlank()).map(Path::of).filter(Files::isRegularFile);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
