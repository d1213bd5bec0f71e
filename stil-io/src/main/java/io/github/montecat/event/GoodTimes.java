package io.github.montecat.event;

import io.github.montecat.region.Intervals;
import io.github.montecat.table.TableInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import uk.ac.starlink.table.RowSequence;
import uk.ac.starlink.table.StarTable;

/** Reads good time intervals: the first extension of a FITS file that is named so and has columns START and STOP. */
final class GoodTimes {

    private GoodTimes() {
    }

    /**
     * @param events an open event list
     * @return the intervals, {@link Intervals#ALL} if its file has none or is not FITS
     * @throws IOException if they cannot be read
     */
    static Intervals read(TableInput events) throws IOException {
        Optional<StarTable> table = events.find(t -> t.getName() != null
                && t.getName().toUpperCase(Locale.ROOT).contains("GTI") && column(t, "START") >= 0
                && column(t, "STOP") >= 0);
        return table.isEmpty() ? Intervals.ALL
                : read(table.get(), column(table.get(), "START"), column(table.get(), "STOP"));
    }

    private static Intervals read(StarTable table, int start, int stop) throws IOException {
        List<double[]> all = new ArrayList<>();
        try (RowSequence rows = table.getRowSequence()) {
            while (rows.next()) {
                if (rows.getCell(start) instanceof Number from && rows.getCell(stop) instanceof Number to) {
                    all.add(new double[] {from.doubleValue(), to.doubleValue()});
                }
            }
        }
        return Intervals.union(all);
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
