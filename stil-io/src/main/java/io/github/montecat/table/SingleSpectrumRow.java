package io.github.montecat.table;

import io.github.montecat.spectrum.Spectrum;
import java.util.List;
import java.util.Optional;
import uk.ac.starlink.table.ArrayColumn;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.DescribedValue;
import uk.ac.starlink.table.StarTable;

/** The table that results of a single spectrum are appended to. Stateless. */
final class SingleSpectrumRow {

    private static final List<String> IDENTIFYING = List.of("OBJECT", "OBS_ID", "TELESCOP", "INSTRUME", "DATE-OBS",
            "RA_OBJ", "DEC_OBJ", "RA_TARG", "DEC_TARG");

    private SingleSpectrumRow() {
    }

    /**
     * @param table the table whose rows together are a spectrum
     * @param name its name
     * @param spectrum the spectrum; empty if it cannot be read
     * @return a table of one row with name, exposure and total counts
     */
    static StarTable of(StarTable table, String name, Optional<Spectrum> spectrum) {
        ColumnStarTable base = ColumnStarTable.makeTableWithRows(1);
        base.setName(name);
        ColumnInfo nameInfo = new ColumnInfo("name", String.class, "name of the spectrum");
        nameInfo.setUCD("meta.id;meta.main");
        base.addColumn(ArrayColumn.makeColumn(nameInfo, new String[] {name}));
        ColumnInfo exposureInfo = new ColumnInfo("exposure", Double.class, "exposure");
        exposureInfo.setUnitString("s");
        exposureInfo.setUCD("time.duration;obs.exposure");
        double seconds = spectrum.map(Spectrum::exposure).orElse(Double.NaN);
        base.addColumn(ArrayColumn.makeColumn(exposureInfo, new double[] {seconds}));
        ColumnInfo countsInfo = new ColumnInfo("counts", Double.class, "counts in all channels");
        countsInfo.setUnitString("count");
        countsInfo.setUCD("phot.count;em.X-ray");
        double counts = spectrum.map(Spectrum::totalCounts).orElse(Double.NaN);
        base.addColumn(ArrayColumn.makeColumn(countsInfo, new double[] {counts}));
        for (DescribedValue parameter : table.getParameters()) {
            if (IDENTIFYING.contains(parameter.getInfo().getName())) {
                base.setParameter(parameter);
            }
        }
        return base;
    }
}
