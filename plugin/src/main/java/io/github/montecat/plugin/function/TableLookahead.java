package io.github.montecat.plugin.function;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.swing.ListModel;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.topcat.ControlWindow;
import uk.ac.starlink.topcat.PlasticStarTable;
import uk.ac.starlink.topcat.TopcatModel;

/**
 * Guesses which spectra will be asked for next. TOPCAT's expressions see one row at a time and are not told which, so the
 * row is looked up by its content in the tables that are loaded, and those after it are taken, more each time the guess was
 * right: 16, 32, 64. A wrong guess costs time but never a wrong number, as results are found by content. Where there is
 * no TOPCAT around (STILTS), nothing is guessed. Safe for use by several threads.
 */
final class TableLookahead {

    private static final Logger LOG = Logger.getLogger(TableLookahead.class.getName());
    private static final int FEWEST = 16;
    /** As many as the agent fits beside a large table. */
    private static final int MOST = 64;
    /** Rows looked through for the first one; more would take longer than it saves. */
    private static final int SEARCHED = 20_000;

    private StarTable table;
    private int countsColumn;
    private int exposureColumn;
    private long next;
    private int ahead = FEWEST;

    /**
     * @param spectrum a spectrum that is asked for
     * @return spectra that stand after it in a table, perhaps none
     */
    synchronized List<PendingSpectrum> after(PendingSpectrum spectrum) {
        try {
            if (table != null && isAt(table, countsColumn, next, spectrum)) {
                ahead = Math.min(MOST, 2 * ahead);
                return take(spectrum.exposure());
            }
            ahead = FEWEST;
            return find(spectrum) ? take(spectrum.exposure()) : Collections.emptyList();
        } catch (IOException | RuntimeException | LinkageError e) {
            // Without TOPCAT its classes are missing; a table may have been closed. Nothing depends on the guess.
            LOG.log(Level.FINE, "no looking ahead", e);
            table = null;
            return Collections.emptyList();
        }
    }

    private boolean find(PendingSpectrum spectrum) throws IOException {
        ControlWindow window = ControlWindow.getInstance(false);
        ListModel<TopcatModel> tables = window == null ? null : window.getTablesListModel();
        for (int t = 0; tables != null && t < tables.getSize(); t++) {
            PlasticStarTable candidate = tables.getElementAt(t).getDataModel();
            for (int c = 0; c < candidate.getColumnCount(); c++) {
                Class<?> element = candidate.getColumnInfo(c).getContentClass().getComponentType();
                if (element != null && element.isPrimitive() && element != boolean.class && element != char.class
                        && !isComputed(candidate, c)) {
                    for (long row = 0; row < Math.min(SEARCHED, candidate.getRowCount()); row++) {
                        if (isAt(candidate, c, row, spectrum)) {
                            table = candidate;
                            countsColumn = c;
                            next = row;
                            exposureColumn = exposureColumn(spectrum.exposure());
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }

    /** A column that is an expression might call a function of ours. */
    private static boolean isComputed(PlasticStarTable table, int column) {
        return table.getColumnData(column).getClass().getName().contains("Synthetic");
    }

    private static boolean isAt(StarTable table, int column, long row, PendingSpectrum spectrum) throws IOException {
        if (row >= table.getRowCount()) {
            return false;
        }
        Object cell = table.getCell(row, column);
        if (cell == null || java.lang.reflect.Array.getLength(cell) != spectrum.counts().length) {
            return false;
        }
        return java.util.Arrays.equals(SpectrumKey.numbers(cell), spectrum.counts());
    }

    /** The column that has this exposure in this row, by its name if there are several; -1 for a constant. */
    private int exposureColumn(double exposure) throws IOException {
        int found = -1;
        for (int c = 0; c < table.getColumnCount(); c++) {
            if (Number.class.isAssignableFrom(table.getColumnInfo(c).getContentClass())
                    && !isComputed((PlasticStarTable) table, c)) {
                Object cell = table.getCell(next, c);
                boolean named = String.valueOf(table.getColumnInfo(c).getName()).toLowerCase(Locale.ROOT)
                        .matches(".*(exp|livetime|ontime).*");
                if (cell instanceof Number && ((Number) cell).doubleValue() == exposure && (named || found < 0)) {
                    found = c;
                    if (named) {
                        return found;
                    }
                }
            }
        }
        return found;
    }

    private List<PendingSpectrum> take(double constant) throws IOException {
        List<PendingSpectrum> list = new ArrayList<>();
        long row = next + 1;
        for (; row < table.getRowCount() && list.size() < ahead; row++) {
            Object counts = table.getCell(row, countsColumn);
            Object exposure = exposureColumn < 0 ? (Object) constant : table.getCell(row, exposureColumn);
            if (counts != null && exposure instanceof Number) {
                list.add(new PendingSpectrum(SpectrumKey.numbers(counts), ((Number) exposure).doubleValue()));
            }
        }
        next = row;
        return list;
    }
}
