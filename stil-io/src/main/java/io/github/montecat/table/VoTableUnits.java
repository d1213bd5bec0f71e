package io.github.montecat.table;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.DefaultValueInfo;
import uk.ac.starlink.table.DescribedValue;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.WrapperStarTable;

/**
 * A table as a VOTable holds it: units that start with {@code erg} start with {@code 10**-7.J}, which is the same. The
 * VOUnit standard deprecates erg, and astropy warns of it in VOTables. In FITS and all other formats erg stays.
 *
 * <p>Source: Units in the VO, version 1.0, section 3.
 */
final class VoTableUnits extends WrapperStarTable {

    private static final Pattern ERG = Pattern.compile("^erg\\b");

    VoTableUnits(StarTable table) {
        super(table);
    }

    private static String unit(String unit) {
        return unit == null ? null : ERG.matcher(unit).replaceFirst("10**-7.J");
    }

    @Override
    public ColumnInfo getColumnInfo(int column) {
        ColumnInfo info = new ColumnInfo(super.getColumnInfo(column));
        info.setUnitString(unit(info.getUnitString()));
        return info;
    }

    @Override
    public List<DescribedValue> getParameters() {
        List<DescribedValue> parameters = new ArrayList<>();
        for (DescribedValue p : super.getParameters()) {
            DefaultValueInfo info = new DefaultValueInfo(p.getInfo());
            info.setUnitString(unit(info.getUnitString()));
            parameters.add(new DescribedValue(info, p.getValue()));
        }
        return parameters;
    }
}
