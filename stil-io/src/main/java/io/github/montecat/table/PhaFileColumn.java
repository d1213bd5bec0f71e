package io.github.montecat.table;

import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.ogip.BackgroundFile;
import io.github.montecat.ogip.PhaReader;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.util.Optional;
import uk.ac.starlink.table.RowData;

/**
 * Spectra in PHA files named in a column.
 *
 * @param column index of the column
 * @param name name of the column
 * @param companions further files that rows name, and where names in cells lead
 * @param exposure replaces the files' exposures, if given
 */
record PhaFileColumn(int column, String name, RowCompanions companions, Optional<ExposureSource> exposure)
        implements RowSpectra {

    private static final PhaReader WITH_BACKGROUND = new PhaReader(BackgroundFile.IF_FOUND);
    private static final PhaReader ALONE = new PhaReader(BackgroundFile.IGNORE);

    @Override
    public Spectrum read(long row, RowData cells) throws UnfitSpectrumException, IOException {
        Object cell = cells.getCell(column);
        String location = cell == null ? "" : cell.toString().trim();
        if (location.isEmpty()) {
            throw new UnfitSpectrumException(FitFlag.UNREADABLE, "column " + name
                    + " is blank in this row, expected the name of a PHA file");
        }
        CellFiles.Opened opened = companions.files().open(name, location, Optional.empty(),
                companions.replaceBackground(cells) ? ALONE : WITH_BACKGROUND);
        Spectrum own = opened.file().map(f -> Companions.withResponses(opened.spectrum(), f)).orElse(opened.spectrum());
        Spectrum spectrum = companions.addTo(own, cells, opened.file());
        if (exposure.isPresent()) {
            return spectrum.toBuilder().exposure(exposure.get().of(cells)).build();
        }
        if (!(spectrum.exposure() > 0)) {
            throw new UnfitSpectrumException(FitFlag.NO_EXPOSURE, "exposure of " + location + " is "
                    + spectrum.exposure() + " s (keyword EXPOSURE), expected a number above 0; "
                    + "give it with --exposure");
        }
        return spectrum;
    }
}
