package io.github.montecat.table;

import io.github.montecat.ogip.ReaderFailure;
import java.io.IOException;
import java.io.InputStream;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.SAXException;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StoragePolicy;
import uk.ac.starlink.table.TableFormatException;
import uk.ac.starlink.table.TableSequence;
import uk.ac.starlink.util.DataSource;
import uk.ac.starlink.votable.VOTableBuilder;

/**
 * STIL's reader of VOTables, after {@link VoTableSizes} has looked at the file. Public because STIL makes one of these
 * by reflection where the format's name has options. Safe for use by several threads.
 */
public final class CheckedVoTableBuilder extends VOTableBuilder {

    /** Makes a reader without options. */
    public CheckedVoTableBuilder() {
    }

    @Override
    public StarTable makeStarTable(DataSource source, boolean wantRandom, StoragePolicy storage) throws IOException {
        check(source);
        return super.makeStarTable(source, wantRandom, storage);
    }

    @Override
    public TableSequence makeStarTables(DataSource source, StoragePolicy storage) throws IOException {
        check(source);
        return super.makeStarTables(source, storage);
    }

    private static void check(DataSource source) throws IOException {
        try (InputStream in = source.getInputStream()) {
            VoTableSizes.require(in, source.getRawLength());
        } catch (SAXException | ParserConfigurationException e) {
            throw new TableFormatException(String.valueOf(ReaderFailure.rootMessage(e)), e);
        }
    }
}
