package uk.ac.starlink.topcat.interop;

import java.io.IOException;
import uk.ac.starlink.topcat.TopcatModel;

/** Stub: what tells other programs of a row. */
public interface RowActivity {

    /**
     * @param table a table
     * @param row one of its rows, from 0
     * @throws IOException if it cannot be sent
     */
    void highlightRow(TopcatModel table, long row) throws IOException;
}
