package io.github.montecat.table;

import java.util.List;
import uk.ac.starlink.table.StarTable;

/** Where the spectra of each source of a table are. Implementations are immutable and safe for use by several threads. */
interface SourceMembers {

    /**
     * A spectrum of a source.
     *
     * @param table reads it
     * @param row its row
     * @param name what labels of its own parameters end in
     * @param title what messages call it
     * @param mayBeBlank whether a blank cell means that there is no such spectrum; else it is an error
     */
    record Member(SpectrumTable table, long row, String name, String title, boolean mayBeBlank) {
    }

    /** @return the tables of spectra from which sources' are taken, at least one */
    List<SpectrumTable> tables();

    /** @return which spectra belong together, in words for a message */
    String description();

    /** @return the number of sources */
    long count();

    /**
     * @param source number of a source from 0
     * @return its spectra
     */
    List<Member> of(long source);

    /**
     * @param row a row of the table
     * @return the source whose spectrum, or spectra, it has
     */
    long sourceOf(long row);

    /** @return whether each source is the row of its number */
    boolean keepsRows();

    /**
     * @param table the table
     * @return the same columns, a row per source; the table itself if it keeps its rows
     */
    StarTable resultBase(StarTable table);
}
