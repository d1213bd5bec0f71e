package uk.ac.starlink.topcat;

import javax.swing.JFrame;
import javax.swing.ListModel;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;

/** Stub: TOPCAT's main window. */
public abstract class ControlWindow extends JFrame {

    private static final long serialVersionUID = 1;

    /**
     * @param create whether to make the window if there is none
     * @return the one window, or null
     */
    public static ControlWindow getInstance(boolean create) {
        throw new UnsupportedOperationException("stub");
    }

    /** @return the tables loaded */
    public abstract ListModel<TopcatModel> getTablesListModel();

    /** @return the selected table, or null */
    public abstract TopcatModel getCurrentModel();

    /** @return what loads tables */
    public abstract StarTableFactory getTableFactory();

    /**
     * @param table a table with random access
     * @param location where it came from
     * @param select whether to select it
     * @return the table in the list
     */
    public abstract TopcatModel addTable(StarTable table, String location, boolean select);
}
