package io.github.montecat.plugin.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import uk.ac.starlink.table.ArrayColumn;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.StarTable;

class ResultColumnsTest {

    private static final long[] ROWS = {4, 1};

    private static ColumnStarTable target() {
        ColumnStarTable table = ColumnStarTable.makeTableWithRows(5);
        table.addColumn(ArrayColumn.makeColumn("COUNTS", new int[] {0, 1, 2, 3, 4}));
        table.addColumn(ArrayColumn.makeColumn("file", new String[] {"a.pha", "b.pha", "http://x/c.pha", "", null}));
        return table;
    }

    private static StarTable results() {
        ColumnStarTable table = ColumnStarTable.makeTableWithRows(2);
        table.addColumn(ArrayColumn.makeColumn("nH", new double[] {0.4, Double.NaN}));
        table.addColumn(ArrayColumn.makeColumn("reason", new String[] {null, "no counts"}));
        return table;
    }

    private static List<String> names(ResultColumns columns) {
        return columns.columns().stream().map(c -> c.getColumnInfo().getName()).collect(Collectors.toList());
    }

    @Test
    void valuesStandInTheRowsTheyAreAboutAndTheRestIsBlank() throws Exception {
        ResultColumns columns = new ResultColumns(results(), ROWS, target(), n -> true);
        assertEquals(List.of("nH", "reason"), names(columns));
        assertEquals(0.4, columns.columns().get(0).readValue(4));
        assertNull(columns.columns().get(0).readValue(1), "not fitted");
        assertEquals("no counts", columns.columns().get(1).readValue(1));
        assertNull(columns.columns().get(0).readValue(0), "not sent");
    }

    @Test
    void namesInUseGetOneCommonNumber() throws Exception {
        ColumnStarTable target = target();
        target.addColumn(ArrayColumn.makeColumn("NH", new double[5]));
        assertEquals(List.of("nH_2", "reason_2"), names(new ResultColumns(results(), ROWS, target, n -> true)));
        assertEquals(List.of("reason"), names(new ResultColumns(results(), ROWS, target, "reason"::equals)));
    }

    @Test
    void asManyResultsAsRowsAreExpected() {
        assertTrue(assertThrows(IllegalArgumentException.class,
                () -> new ResultColumns(results(), new long[] {1, 2, 3}, target(), n -> true)).getMessage()
                        .contains("2 results for 3 rows"));
    }

    @Test
    void sentTableKeepsRowNumbersAndCells() throws Exception {
        SentTable sent = new SentTable(target(), new long[] {1, 2, 0}, new int[] {1}, true);
        assertEquals("b.pha", sent.getCell(0, 0));
        assertEquals("http://x/c.pha", sent.getCell(1, 0));
        assertEquals("a.pha", sent.getCell(2, 0));
        assertEquals(2L, sent.getCell(1, 1));
        assertEquals(SentTable.ROW_COLUMN, sent.getColumnInfo(1).getName());
    }

    @Test
    void exposureIsCommonWhereAllRowsHaveTheSameInSeconds() throws Exception {
        ColumnStarTable table = ColumnStarTable.makeTableWithRows(2);
        table.addColumn(ArrayColumn.makeColumn("Exposure", new double[] {10, 10}));
        table.addColumn(ArrayColumn.makeColumn("livetime", new float[] {9, 8}));
        table.addColumn(ArrayColumn.makeColumn("texp", new double[] {1, 1}));
        table.getColumnInfo(2).setUnitString("ks");
        assertEquals(10, CommonExposure.of(table, List.of(0, 1, 2), null));
        assertTrue(Double.isNaN(CommonExposure.of(table, List.of(1, 2), null)), "differs");
        assertTrue(Double.isNaN(CommonExposure.of(table, List.of(0, 1, 2), "TEXP")), "not in s");
        assertTrue(Double.isNaN(CommonExposure.of(table, List.of(2), null)), "not called so");
    }

    @Test
    void likeliestColumnComesFirst() {
        ColumnStarTable table = ColumnStarTable.makeTableWithRows(0);
        for (String name : List.of("flux", "COUNTS_ERR", "counts")) {
            table.addColumn(new uk.ac.starlink.table.ColumnData(
                    new uk.ac.starlink.table.ColumnInfo(name, int[].class, "")) {
                @Override
                public Object readValue(long row) {
                    return null;
                }
            });
        }
        table.addColumn(ArrayColumn.makeColumn("pha_file", new String[0]));
        table.addColumn(ArrayColumn.makeColumn("RA", new double[0]));
        assertEquals(List.of("counts", "flux", "COUNTS_ERR", "pha_file", "(the whole table)"),
                SpectrumColumn.candidates(table, List.of(0, 1, 2, 3, 4)).stream().map(SpectrumColumn::name)
                        .collect(Collectors.toList()));
    }
}
