package io.github.montecat.ogip;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
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
        // Not a temporary file of the library's: only its owner could read that one.
        Path temporary = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary));
                    FitsOutputStream stream = new FitsOutputStream(out); Fits fits = new Fits()) {
                NullDataHDU primary = new NullDataHDU();
                fits.addHDU(primary);
                for (BinaryTableHDU table : tables) {
                    fits.addHDU(table);
                }
                // The library puts the time of day here.
                primary.getHeader().findCard(Standard.SIMPLE).setComment("conforms to FITS standard");
                fits.write(stream);
            } catch (FitsException e) {
                throw new IOException(file + " cannot be written: " + e.getMessage(), e);
            }
            try {
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
