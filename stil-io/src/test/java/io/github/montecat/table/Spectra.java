package io.github.montecat.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.flag.FitFlag;
import io.github.montecat.inference.FitRequest;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import uk.ac.starlink.table.ArrayColumn;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.DefaultValueInfo;
import uk.ac.starlink.table.DescribedValue;
import uk.ac.starlink.table.StarTable;

/** Tables of spectra for tests, and what is read from them. */
final class Spectra {

    private Spectra() {
    }

    /** A table of columns given as name, array, name, array... */
    static ColumnStarTable table(Object... namesAndData) {
        ColumnStarTable table = ColumnStarTable.makeTableWithRows(Array.getLength(namesAndData[1]));
        for (int i = 0; i < namesAndData.length; i += 2) {
            table.addColumn(ArrayColumn.makeColumn((String) namesAndData[i], namesAndData[i + 1]));
        }
        table.setName("test");
        return table;
    }

    static void parameter(StarTable table, String name, Object value) {
        table.setParameter(new DescribedValue(new DefaultValueInfo(name, value.getClass()), value));
    }

    static List<FitRequest> all(SpectrumTable table, int chunk) throws IOException {
        List<FitRequest> list = new ArrayList<>();
        try (RequestSequence rows = table.requests()) {
            for (List<FitRequest> next = rows.next(chunk); !next.isEmpty(); next = rows.next(chunk)) {
                list.addAll(next);
            }
            assertTrue(rows.next(chunk).isEmpty());
        }
        assertEquals(table.spectrumCount(), list.size());
        for (int r = 0; r < list.size(); r++) {
            assertEquals(r, list.get(r).row());
            FitRequest direct = table.request(r);
            assertEquals(list.get(r).spectrum() == null, direct.spectrum() == null);
            if (direct.spectrum() != null) {
                assertArrayEquals(list.get(r).spectrum().counts(), direct.spectrum().counts());
                assertEquals(list.get(r).spectrum().exposure(), direct.spectrum().exposure());
            } else {
                assertEquals(list.get(r).failure().getMessage(), direct.failure().getMessage());
            }
        }
        return list;
    }

    static void assertUnfit(FitFlag flag, FitRequest request, String... parts) {
        assertNull(request.spectrum());
        assertEquals(flag, request.failure().flag());
        for (String part : parts) {
            assertTrue(request.failure().getMessage().contains(part), request.failure().getMessage());
        }
    }

    static String refusal(StarTable table, SpectrumTableSettings settings) {
        return assertThrows(UnrecognisedTableException.class, () -> SpectrumTable.of(table, settings)).getMessage();
    }
}
