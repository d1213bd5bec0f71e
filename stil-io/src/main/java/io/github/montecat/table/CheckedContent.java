package io.github.montecat.table;

import io.github.montecat.ogip.FitsLayout;
import io.github.montecat.ogip.FitsPatch;
import io.github.montecat.ogip.ReaderFailure;
import io.github.montecat.ogip.SizeLimitedStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.ZipException;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.SAXException;
import uk.ac.starlink.util.Compression;
import uk.ac.starlink.util.DataSource;
import uk.ac.starlink.util.FileDataSource;

/**
 * A table's file in the form in which STIL may read it: uncompressed, with sizes that are those of its data. Stateless.
 */
final class CheckedContent {

    private static final Logger LOG = Logger.getLogger(TableInput.class.getName());

    /** Larger tables come uncompressed. */
    private static final long MOST_UNCOMPRESSED = 16L << 30;
    private static final byte[] FITS_MAGIC = "SIMPLE  =".getBytes(StandardCharsets.US_ASCII);

    private CheckedContent() {
    }

    /**
     * Uncompresses a file into the scratch folder, and compares the sizes that a FITS file states with its own, so that
     * STIL takes no more memory or disk than the file deserves.
     *
     * @param file a local file
     * @param location its name, for messages
     * @param scratch where copies go
     * @return the file itself or a copy
     * @throws IOException if it cannot be read or states sizes that its data do not have
     */
    static Path of(Path file, String location, ScratchFolder scratch) throws IOException {
        DataSource source = new FileDataSource(file.toFile());
        boolean compressed = source.getCompression() != Compression.NONE;
        Path plain = file;
        if (compressed) {
            try (InputStream in = new SizeLimitedStream(source.getInputStream(), location, MOST_UNCOMPRESSED)) {
                plain = scratch.keep(in, "plain");
            } catch (EOFException | ZipException e) {
                throw new TableReadException(location + " is damaged: its compression cannot be undone", e);
            }
        }
        if (!isFits(source.getIntro())) {
            return plain;
        }
        if (isFitsPlus(source.getIntro())) {
            checkMetadata(plain, location);
        }
        List<FitsPatch> patches = FitsLayout.repairs(plain, location);
        if (patches.isEmpty()) {
            return plain;
        }
        Path repaired = plain;
        if (!compressed) {
            try (InputStream in = Files.newInputStream(plain)) {
                repaired = scratch.keep(in, "repaired");
            }
        }
        FitsPatch.apply(patches, repaired);
        LOG.log(Level.WARNING, "{0} has {1} arrays outside its data, the first in row {2}, column {3}; they are taken "
                + "for empty", new Object[] {location, patches.size(), patches.get(0).row(), patches.get(0).column()});
        return repaired;
    }

    /** Such metadata may hold data that nobody reads, but for which STIL takes memory. */
    private static void checkMetadata(Path file, String location) throws IOException {
        try (InputStream in = FitsLayout.primaryData(file, location)) {
            VoTableSizes.require(in, Files.size(file));
        } catch (SAXException | ParserConfigurationException e) {
            throw new TableReadException(location + " cannot be read as a table, because of its VOTable metadata: "
                    + ReaderFailure.rootMessage(e), e);
        }
    }

    /** @return whether a file that begins so is FITS */
    static boolean isFits(byte[] intro) {
        return intro.length >= FITS_MAGIC.length
                && Arrays.equals(FITS_MAGIC, Arrays.copyOf(intro, FITS_MAGIC.length));
    }

    /** @return whether STIL wrote the file with a VOTable of metadata in the primary extension */
    static boolean isFitsPlus(byte[] intro) {
        return new String(intro, StandardCharsets.US_ASCII).matches("(?s).*VOTMETA *= *T.*");
    }
}
