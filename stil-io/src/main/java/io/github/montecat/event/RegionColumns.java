package io.github.montecat.event;

import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import uk.ac.starlink.table.ColumnData;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.StarTable;

/** Builds a table with a row per region. Not safe for use by several threads. */
final class RegionColumns {

    private final ColumnStarTable table;

    RegionColumns(int rows, String name) {
        table = ColumnStarTable.makeTableWithRows(rows);
        table.setName(name);
    }

    void number(String name, String unit, String ucd, String description, IntToDoubleFunction value) {
        add(new ColumnInfo(name, Double.class, description), unit, ucd, value::applyAsDouble);
    }

    void text(String name, String ucd, String description, IntFunction<String> value) {
        add(new ColumnInfo(name, String.class, description), "", ucd, value);
    }

    private void add(ColumnInfo info, String unit, String ucd, IntFunction<?> value) {
        info.setUCD(ucd);
        if (!unit.isEmpty()) {
            info.setUnitString(unit);
        }
        table.addColumn(new ColumnData(info) {
            @Override
            public Object readValue(long row) {
                return value.apply(Math.toIntExact(row));
            }
        });
    }

    StarTable table() {
        return table;
    }
}
