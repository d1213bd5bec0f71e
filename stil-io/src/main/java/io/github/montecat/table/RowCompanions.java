package io.github.montecat.table;

import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.ogip.BackgroundFile;
import io.github.montecat.ogip.PhaReader;
import io.github.montecat.ogip.ResponseSearch;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import uk.ac.starlink.table.RowData;

/**
 * Gives the spectrum of a row the RMF, ARF and background that the row names. A blank cell leaves what the spectrum's
 * own file says; {@code none} takes it away.
 *
 * @param columns the columns that name them
 * @param files where names in cells lead
 */
record RowCompanions(CompanionColumns columns, CellFiles files) {

    private static final PhaReader BACKGROUND = new PhaReader(BackgroundFile.IGNORE);

    /**
     * @param cells a row
     * @return whether the row says what its background is, so that the spectrum's own file is not asked
     * @throws IOException if the table cannot be read
     */
    boolean replaceBackground(RowData cells) throws IOException {
        return columns.cell(Companion.BACKGROUND, cells).isPresent();
    }

    /**
     * @param spectrum the spectrum of a row, without a background if the row says what it is
     * @param cells the row
     * @param pha the local file that the spectrum came from, if there is one
     * @return the spectrum with what the row names
     * @throws UnfitSpectrumException if the row names a background that cannot be read or does not go with the
     *         spectrum: without it the fit would be wrong
     * @throws IOException if the table cannot be read
     */
    Spectrum addTo(Spectrum spectrum, RowData cells, Optional<Path> pha) throws UnfitSpectrumException, IOException {
        Optional<String> rmf = columns.cell(Companion.RMF, cells).map(name -> files.responseFile(name, pha));
        Optional<String> arf = columns.cell(Companion.ARF, cells).map(name -> files.responseFile(name, pha));
        Spectrum named = spectrum.toBuilder().responseFiles(rmf.orElse(spectrum.responseFile()),
                arf.orElse(spectrum.ancillaryFile())).build();
        Optional<String> background = columns.cell(Companion.BACKGROUND, cells);
        if (background.isEmpty()) {
            return named;
        } else if (ResponseSearch.isNone(background.get())) {
            return named.toBuilder().background(null).backgroundFile("").build();
        }
        try {
            return named.toBuilder().background(files.open(columns.column(Companion.BACKGROUND).orElseThrow(),
                    background.get(), pha, BACKGROUND).spectrum()).build();
        } catch (UnfitSpectrumException | IllegalArgumentException e) {
            throw new UnfitSpectrumException(FitFlag.NO_BACKGROUND, "the row's background cannot be used: "
                    + e.getMessage() + "; correct column " + columns.column(Companion.BACKGROUND).orElseThrow()
                    + ", or write none in the cell to fit without a background");
        }
    }
}
