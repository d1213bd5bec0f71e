package io.github.montecat.plugin.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.starlink.table.ArrayColumn;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;
import uk.ac.starlink.table.StarTableOutput;

class SentTableTest {

    private static final int ROWS = 13;

    @TempDir
    private Path folder;

    /** Names of 5 to 17 characters, and arrays, in columns that state their lengths as those of files do. */
    private StarTable list() throws Exception {
        String[] names = IntStream.range(0, ROWS).mapToObj(i -> "x".repeat(i + 1) + ".pha").toArray(String[]::new);
        int[][] counts = IntStream.range(0, ROWS).mapToObj(i -> new int[] {i, 2 * i}).toArray(int[][]::new);
        ColumnStarTable table = ColumnStarTable.makeTableWithRows(ROWS);
        table.addColumn(ArrayColumn.makeColumn("pha_file", names));
        table.addColumn(ArrayColumn.makeColumn("counts", counts));
        for (String name : names) {
            Files.writeString(folder.resolve(name), "any");
        }
        Path file = folder.resolve("list.fits");
        new StarTableOutput().writeStarTable(table, file.toString(), "fits-basic");
        return new StarTableFactory(true).makeStarTable(file.toString());
    }

    @Test
    void cellsArriveAsTheyAreHoweverLong() throws Exception {
        StarTable list = list();
        long[] rows = {12, 0, 7};
        Path sent = folder.resolve("sent.fits");
        StarTable part = new SentTable(list, rows, new int[] {0, 1}, true);
        new StarTableOutput().writeStarTable(part, sent.toString(), "fits");
        StarTable read = new StarTableFactory(true).makeStarTable(sent.toString());
        for (int i = 0; i < rows.length; i++) {
            int row = (int) rows[i];
            assertEquals("x".repeat(row + 1) + ".pha", read.getCell(i, 0));
            assertArrayEquals(new int[] {row, 2 * row}, (int[]) read.getCell(i, 1));
            assertEquals(rows[i], ((Number) read.getCell(i, 2)).longValue());
        }
    }

    @Test
    void locationIsAnAddressWhereTheTableIsAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("my list\u00e9.fits"), "any");
        String address = file.toUri().toASCIIString().replaceFirst("^file:///", "file:/");
        assertEquals(address, TableLocation.address(file.toString()));
        assertEquals(address, TableLocation.address(file + "#1"));
        assertEquals(address, TableLocation.address(file.toUri().toString()));
        assertEquals("http://x/list.vot", TableLocation.address("http://x/list.vot#2"));
        assertEquals("", TableLocation.address(null));
        assertEquals("", TableLocation.address(folder.resolve("missing.fits").toString()));
        assertEquals("", TableLocation.address("TAP query: SELECT * FROM a"));
        assertEquals("", TableLocation.address(folder + File.separator));
    }
}
