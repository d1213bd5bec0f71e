package io.github.montecat.plugin.function;

import java.util.List;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.RandomStarTable;

/** Spectra of one length as a table for the agent. Immutable. */
final class SpectrumBatch extends RandomStarTable {

    static final String COUNTS = "COUNTS";
    static final String EXPOSURE = "EXPOSURE";
    /** All the same: the result of a function shall depend on its arguments alone. */
    static final String ROW = "ROW";

    private final List<PendingSpectrum> spectra;
    private final ColumnInfo counts;

    /** @param spectra at least one, all with as many channels */
    SpectrumBatch(List<PendingSpectrum> spectra) {
        this.spectra = spectra;
        counts = new ColumnInfo(COUNTS, double[].class, "counts per channel");
        counts.setShape(new int[] {spectra.get(0).counts().length});
    }

    @Override
    public int getColumnCount() {
        return 3;
    }

    @Override
    public long getRowCount() {
        return spectra.size();
    }

    @Override
    public ColumnInfo getColumnInfo(int column) {
        return column == 0 ? counts : column == 1 ? new ColumnInfo(EXPOSURE, Double.class, "in s")
                : new ColumnInfo(ROW, Long.class, "number by which the row is fitted");
    }

    @Override
    public Object getCell(long row, int column) {
        PendingSpectrum spectrum = spectra.get((int) row);
        return column == 0 ? spectrum.counts() : column == 1 ? (Object) spectrum.exposure() : (Object) 0L;
    }
}
