package io.github.montecat.table;

import io.github.montecat.error.ErrorSentence;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.ogip.OgipFormatException;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import uk.ac.starlink.table.StarTable;

/**
 * A PHA type I spectrum that is a table: a row per channel.
 *
 * @param table the table
 * @param name its name
 * @param counts index of the column of counts, where the user named one
 * @param exposure where the exposure comes from
 * @param file the local file that the table came from, beside which the files lie that it names
 */
record ChannelTable(StarTable table, String name, Optional<Integer> counts, ExposureSource exposure, Optional<Path> file)
        implements WholeSpectrum {

    @Override
    public Spectrum read() throws UnfitSpectrumException, IOException {
        double seconds = exposure.isConstant() ? exposure.of(null) : Double.NaN;
        if (Double.isNaN(seconds)) {
            throw new UnfitSpectrumException(FitFlag.NO_EXPOSURE, "the exposure comes from " + exposure.description()
                    + ", one value per channel; a spectrum needs one, give it with --exposure SECONDS");
        }
        try {
            return Companions.complete(StarTablePha.typeOne(table, name, counts, seconds), name, file);
        } catch (OgipFormatException | IllegalArgumentException e) {
            throw new UnfitSpectrumException(FitFlag.UNREADABLE, ErrorSentence.of(e));
        }
    }
}
