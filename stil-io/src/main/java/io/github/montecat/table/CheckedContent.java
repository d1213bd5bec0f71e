package io.github.montecat.table;

import io.github.montecat.ogip.FitsLayout;
import io.github.montecat.ogip.FitsPatch;
import io.github.montecat.ogip.ReaderFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.SAXException;
import uk.ac.starlink.util.FileDataSource;

/** A table's file in the form in which STIL may read it: with sizes that are those of its data. Stateless. */
final class CheckedContent {

    private static final Logger LOG = Logger.getLogger(TableInput.class.getName());

    private static final byte[] FITS_MAGIC = "SIMPLE  =".getBytes(StandardCharsets.US_ASCII);

    private CheckedContent() {
    }

    /**
     * Compares the sizes that a FITS file states with its own, so that STIL takes no more memory or disk than the file
     * deserves.
     *
     * @param file a local file that is not compressed
     * @param location its name, for messages
     * @param scratch where a repaired copy goes
     * @return the file itself or a copy
     * @throws IOException if it cannot be read or states sizes that its data do not have
     */
    static Path of(Path file, String location, ScratchFolder scratch) throws IOException {
        byte[] intro = new FileDataSource(file.toFile()).getIntro();
        if (!isFits(intro)) {
            return file;
        }
        if (isFitsPlus(intro)) {
            checkMetadata(file, location);
        }
        List<FitsPatch> patches = FitsLayout.repairs(file, location);
        if (patches.isEmpty()) {
            return file;
        }
        Path repaired;
        try (InputStream in = Files.newInputStream(file)) {
            repaired = scratch.keep(in, "repaired");
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
