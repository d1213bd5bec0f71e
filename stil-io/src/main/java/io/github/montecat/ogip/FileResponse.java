package io.github.montecat.ogip;

import io.github.montecat.error.ErrorSentence;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.response.EffectiveArea;
import io.github.montecat.response.RedistributionMatrix;
import io.github.montecat.response.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Logger;

/**
 * A response that was read from a redistribution matrix (RMF, or RSP with the area in it) and, where there is one, an
 * effective area (ARF). Immutable and safe for use by several threads.
 *
 * @param matrix the matrix
 * @param response the matrix times the area
 */
public record FileResponse(RedistributionMatrix matrix, Response response) {

    private static final Logger LOG = Logger.getLogger(FileResponse.class.getName());

    /**
     * Reads both files. A matrix that holds an area is multiplied by another one all the same, as XSPEC does, but with
     * a warning in the log.
     *
     * @param rmf the matrix
     * @param arf the area, if there is a file of it
     * @return the response
     * @throws IOException if a file cannot be read or is no such file
     * @throws IllegalArgumentException if the energies of matrix and area differ; the message names both files
     */
    public static FileResponse read(Path rmf, Optional<Path> arf) throws IOException {
        Optional<EffectiveArea> area = arf.isPresent() ? Optional.of(ResponseReader.readArf(arf.get())) : Optional.empty();
        return of(rmf, ResponseReader.readRmf(rmf), arf, area, LOG::warning);
    }

    /**
     * Multiplies what was read.
     *
     * @param rmf the matrix's file, for messages
     * @param matrix the matrix
     * @param arf the area's file, for messages
     * @param area the area, if there is a file of it
     * @param warnings takes the warnings of {@link #read}
     * @return the response
     * @throws IllegalArgumentException as {@link #read} does
     */
    static FileResponse of(Path rmf, RedistributionMatrix matrix, Optional<Path> arf, Optional<EffectiveArea> area,
            Consumer<String> warnings) {
        if (arf.isPresent() && matrix.holdsArea()) {
            warnings.accept(rmf + " holds an effective area itself and is multiplied by that of " + arf.get()
                    + " as well; leave out the ARF unless both belong together");
        }
        try {
            Response response = Response.of(matrix, area);
            if (area.isPresent() && !area.get().energies().matches(matrix.energies())) {
                warnings.accept(arf.get() + " begins at " + (float) area.get().energies().lowest() + " keV, " + rmf
                        + " at " + (float) matrix.energies().lowest() + " keV; the matrix's energy is taken");
            }
            return new FileResponse(matrix, response);
        } catch (IllegalArgumentException e) {
            throw new RefusedValueException(rmf + arf.map(a -> " with " + a).orElse("") + ": " + ErrorSentence.of(e), e);
        }
    }
}
