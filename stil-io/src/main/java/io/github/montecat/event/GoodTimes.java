package io.github.montecat.event;

import io.github.montecat.region.Intervals;
import java.io.IOException;
import java.util.Locale;
import uk.ac.starlink.table.RowSequence;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;
import uk.ac.starlink.table.TableSequence;
import uk.ac.starlink.util.DataSource;

/** Reads good time intervals: the first extension of a FITS file that is named so and has columns START and STOP. */
final class GoodTimes {

    private GoodTimes() {
    }

    /**
     * @param file a FITS file
     * @return the intervals, {@link Intervals#ALL} if it has none
     * @throws IOException if it cannot be read
     */
    static Intervals read(DataSource file) throws IOException {
        TableSequence tables = new StarTableFactory().makeStarTables(file, "fits");
        for (StarTable table = tables.nextTable(); table != null; table = tables.nextTable()) {
            String name = table.getName() == null ? "" : table.getName().toUpperCase(Locale.ROOT);
            int start = column(table, "START");
            int stop = column(table, "STOP");
            if (name.contains("GTI") && start >= 0 && stop >= 0) {
                return read(table, start, stop);
            }
        }
        return Intervals.ALL;
    }

    private static Intervals read(StarTable table, int start, int stop) throws IOException {
        Intervals all = Intervals.NONE;
        try (RowSequence rows = table.getRowSequence()) {
            while (rows.next()) {
                if (rows.getCell(start) instanceof Number from && rows.getCell(stop) instanceof Number to) {
                    all = all.or(Intervals.of(from.doubleValue(), to.doubleValue()));
                }
            }
        }
        return all;
    }

    private static int column(StarTable table, String name) {
        for (int c = 0; c < table.getColumnCount(); c++) {
            if (name.equalsIgnoreCase(table.getColumnInfo(c).getName())) {
                return c;
            }
        }
        return -1;
    }
}
