package io.github.montecat.ogip;

import io.github.montecat.output.OutputFile;
import java.io.IOException;
import java.nio.file.Path;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import nom.tam.fits.NullDataHDU;
import nom.tam.fits.header.Standard;
import nom.tam.util.FitsOutputStream;

/** Writes FITS files of binary tables: a file appears whole or not at all, and the same tables give the same bytes. */
public final class FitsFileWriter {

    private FitsFileWriter() {
    }

    /**
     * Writes a file of an empty primary array and tables; an old file is replaced.
     *
     * @param file the file to write; its folder must exist
     * @param tables the extensions in order
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, BinaryTableHDU... tables) throws IOException {
        OutputFile.write(file, out -> {
            try (FitsOutputStream stream = new FitsOutputStream(out); Fits fits = new Fits()) {
                NullDataHDU primary = new NullDataHDU();
                fits.addHDU(primary);
                for (BinaryTableHDU table : tables) {
                    fits.addHDU(table);
                }
                // The library puts the time of day here.
                primary.getHeader().findCard(Standard.SIMPLE).setComment("conforms to FITS standard");
                fits.write(stream);
            } catch (FitsException e) {
                throw new IOException("the content of " + file + " cannot be written as FITS: " + e.getMessage(), e);
            }
        });
    }
}
