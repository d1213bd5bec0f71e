package io.github.montecat.ogip;

import io.github.montecat.error.ErrorSentence;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.MissingFile;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.inference.ResponseLookup;
import io.github.montecat.response.EffectiveArea;
import io.github.montecat.response.RedistributionMatrix;
import io.github.montecat.response.Response;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;

/**
 * The RMF and ARF of a spectrum: those that a user gives for all spectra, or else those that the spectrum names, found
 * by {@link ResponseSearch}. Matrices and areas are kept apart, as long as their files together stay below a limit, so
 * that spectra that share an RMF read it once, by whatever paths they name it. A warning about a pair of files stands
 * in the log once. Safe for use by several threads.
 */
public final class ResponseFiles implements ResponseLookup {

    /** Size of the files whose content is kept; in memory a matrix is larger than its file by a small factor. */
    private static final long KEPT_BYTES = 256L << 20;

    /** A table may name as many pairs of files as it has rows. */
    private static final int MOST_WARNINGS = 20;

    private static final Logger LOG = Logger.getLogger(ResponseFiles.class.getName());

    private final ResponseSearch search;
    private final Optional<Path> rmf;
    private final Optional<Path> arf;
    private final FileCache<RedistributionMatrix> matrices;
    private final FileCache<EffectiveArea> areas;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /** Looks beside the spectra and in the folders of {@link ResponseSearch#VARIABLE}. */
    public ResponseFiles() {
        this(ResponseSearch.in(List.of(), System.getenv(ResponseSearch.VARIABLE)), Optional.empty(), Optional.empty());
    }

    /**
     * @param search where files are looked for
     * @param rmf an RMF for all spectra, instead of those that they name
     * @param arf an ARF for all spectra, instead of those that they name
     */
    public ResponseFiles(ResponseSearch search, Optional<Path> rmf, Optional<Path> arf) {
        this(search, rmf, arf, ResponseReader::readRmf, ResponseReader::readArf);
    }

    /**
     * @param search where files are looked for
     * @param rmf an RMF for all spectra, instead of those that they name
     * @param arf an ARF for all spectra, instead of those that they name
     * @param readRmf reads an RMF
     * @param readArf reads an ARF
     */
    ResponseFiles(ResponseSearch search, Optional<Path> rmf, Optional<Path> arf,
            FileCache.Reader<RedistributionMatrix> readRmf, FileCache.Reader<EffectiveArea> readArf) {
        this.search = search;
        this.rmf = rmf;
        this.arf = arf;
        matrices = new FileCache<>(readRmf, KEPT_BYTES);
        areas = new FileCache<>(readArf, KEPT_BYTES);
    }

    /**
     * @param folders further folders
     * @return the same for other spectra, which looks in these folders before its own and reads all files anew
     */
    public ResponseFiles within(List<Path> folders) {
        return new ResponseFiles(search.before(folders), rmf, arf);
    }

    /**
     * Reads the RMF and the ARF that are for all spectra, so that one that cannot be read is known before the first of
     * them.
     *
     * @throws IOException if a file cannot be read or is no such file
     */
    public void readGiven() throws IOException {
        if (rmf.isPresent()) {
            matrices.get(rmf.get());
        }
        if (arf.isPresent()) {
            areas.get(arf.get());
        }
    }

    @Override
    public Optional<Response> of(Spectrum spectrum) throws UnfitSpectrumException {
        Optional<Path> matrix = rmf.isPresent() ? rmf : search.find(spectrum.responseFile());
        return matrix.isEmpty() ? Optional.empty() : Optional.of(read(matrix.get(), spectrum));
    }

    @Override
    public Response require(Spectrum spectrum) throws UnfitSpectrumException {
        Optional<Response> found = of(spectrum);
        if (found.isPresent()) {
            return found.get();
        }
        if (ResponseSearch.isNone(spectrum.responseFile())) {
            throw new UnfitSpectrumException(FitFlag.NO_RESPONSE,
                    "the spectrum names no RMF (RESPFILE); give one with --rmf, or in a column of the table "
                            + "(--rmf-column)");
        }
        throw missing("RMF", spectrum.responseFile(), "--rmf");
    }

    private Response read(Path matrix, Spectrum spectrum) throws UnfitSpectrumException {
        String named = spectrum.ancillaryFile();
        Optional<Path> area = arf.isPresent() ? arf : search.find(named);
        if (area.isEmpty() && !ResponseSearch.isNone(named)) {
            throw missing("ARF", named, "--arf");
        }
        try {
            return FileResponse.of(matrix, matrices.get(matrix), area,
                    area.isPresent() ? Optional.of(areas.get(area.get())) : Optional.empty(), this::warn).response();
        } catch (IOException | IllegalArgumentException e) {
            String why = ErrorSentence.of(e);
            throw new UnfitSpectrumException(FitFlag.NO_RESPONSE,
                    why.startsWith(matrix.toString()) ? why : matrix + ": " + why);
        }
    }

    private void warn(String sentence) {
        if (warned.size() < MOST_WARNINGS && warned.add(sentence)) {
            LOG.warning(warned.size() < MOST_WARNINGS ? sentence
                    : sentence + "; further warnings about pairs of RMF and ARF are left out");
        }
    }

    private UnfitSpectrumException missing(String what, String path, String option) {
        String name = CompanionFile.nameAlone(path);
        return new UnfitSpectrumException(FitFlag.NO_RESPONSE, "the spectrum names the " + what + " " + name
                + ", which is not there; put it beside the spectrum, name its folder with --response-dir, or give another "
                + "one with " + option, new MissingFile(what, name, search.places(),
                        "put it beside the spectra, name its folder with --response-dir, or give another one with "
                                + option));
    }
}
