package io.github.montecat.table;

import io.github.montecat.error.ErrorSentence;
import io.github.montecat.flag.MissingFile;
import io.github.montecat.inference.FitRequest;
import io.github.montecat.ogip.BackgroundFile;
import io.github.montecat.ogip.CompanionFile;
import io.github.montecat.ogip.OgipKeyword;
import io.github.montecat.ogip.PhaInterpreter;
import io.github.montecat.ogip.PhaReader;
import io.github.montecat.ogip.ResponseSearch;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The files that a PHA file names: background, response and effective area. Stateless. */
final class Companions {

    private static final Logger LOG = Logger.getLogger(Companions.class.getName());

    private Companions() {
    }

    /**
     * Interprets a spectrum and adds what lies beside its file.
     *
     * @param record the spectrum's columns and keywords
     * @param name its name
     * @param file the local file it came from, if known
     * @return the spectrum
     * @throws IOException if it cannot be read
     */
    static Spectrum complete(StarTablePha record, String name, Optional<Path> file) throws IOException {
        Spectrum spectrum = withoutBackground(record, name, file);
        String background = record.text(OgipKeyword.BACKFILE);
        if (file.isPresent()) {
            return withBackground(spectrum, background, file.get());
        }
        // Without a place of its own a table may still name files by their full names.
        return isAbsolute(background) ? withBackground(spectrum, background, Path.of(background)) : spectrum;
    }

    /**
     * Interprets a spectrum whose background is known otherwise.
     *
     * @param record the spectrum's columns and keywords
     * @param name its name
     * @param file the local file it came from, if known
     * @return the spectrum, with the names of its response files
     * @throws IOException if it cannot be read
     */
    static Spectrum withoutBackground(StarTablePha record, String name, Optional<Path> file) throws IOException {
        Spectrum spectrum = PhaInterpreter.interpret(name, record);
        return file.map(f -> withResponses(spectrum, f)).orElse(spectrum);
    }

    private static boolean isAbsolute(String name) {
        try {
            return Path.of(name).isAbsolute();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /**
     * Makes the names of response files findable from anywhere.
     *
     * @param spectrum a spectrum
     * @param pha the file it came from
     * @return the spectrum; RESPFILE and ANCRFILE have become paths, beside the PHA file where there is no such file
     */
    static Spectrum withResponses(Spectrum spectrum, Path pha) {
        return spectrum.toBuilder().responseFiles(found(pha, spectrum.responseFile()),
                found(pha, spectrum.ancillaryFile())).build();
    }

    private static String found(Path pha, String name) {
        return CompanionFile.find(pha, name).map(p -> p.toAbsolutePath().toString()).orElseGet(() -> beside(pha, name));
    }

    /** The path at which a file that is not there should be, so that a message and a search elsewhere have its name. */
    private static String beside(Path pha, String name) {
        try {
            Path file = ResponseSearch.isNone(name) ? null : Path.of(name.trim()).getFileName();
            return file == null ? name : pha.toAbsolutePath().resolveSibling(file).toString();
        } catch (InvalidPathException e) {
            return name;
        }
    }

    /**
     * @param row the row's number
     * @param spectrum its spectrum
     * @return the request to fit it, which tells of a background that the spectrum names and has not
     */
    static FitRequest request(long row, Spectrum spectrum) {
        String name = spectrum.backgroundFile();
        boolean complete = spectrum.background().isPresent() || ResponseSearch.isNone(name);
        return FitRequest.of(row, spectrum).missing(complete ? List.of()
                : List.of(new MissingFile("background", CompanionFile.nameAlone(name), "beside the spectra",
                        "put it there, or name it in a column of the table (--background-column); without it the spectra are "
                                + "fitted as if they had no background")));
    }

    /**
     * Adds the background that a file names, if it is there and can be read; a note in the log says why it cannot be
     * read.
     *
     * @param spectrum a spectrum without background
     * @param backFile name of its background, may be empty
     * @param pha the file it came from
     * @return the spectrum, with its background
     */
    static Spectrum withBackground(Spectrum spectrum, String backFile, Path pha) {
        if (ResponseSearch.isNone(backFile)) {
            return spectrum;
        }
        Optional<Path> file = CompanionFile.find(pha, backFile);
        if (file.isEmpty()) {
            return spectrum;
        }
        try {
            return spectrum.toBuilder().background(new PhaReader(BackgroundFile.IGNORE).read(file.get())).build();
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(Level.WARNING, "background {0} of {1} is left out: {2}",
                    new Object[] {backFile, spectrum.name(), ErrorSentence.of(e)});
            // It is there, so it is not missing.
            return spectrum.toBuilder().backgroundFile("").build();
        }
    }
}
