package io.github.montecat.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.ConstantColumn;
import uk.ac.starlink.table.DefaultValueInfo;
import uk.ac.starlink.table.DescribedValue;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;
import uk.ac.starlink.table.StarTableOutput;
import uk.ac.starlink.util.ByteArrayDataSource;

/** What other programs ask of files beyond the standards. */
class ReadableOutputTest {

    private static StarTable table() {
        ColumnStarTable table = ColumnStarTable.makeTableWithRows(2);
        table.addColumn(new ConstantColumn(new ColumnInfo("reason", String.class, "blank"), null));
        ColumnInfo flux = new ColumnInfo("flux", Double.class, "flux");
        flux.setUnitString("erg.cm**-2.s**-1");
        table.addColumn(new ConstantColumn(flux, 1e-12));
        DefaultValueInfo luminosity = new DefaultValueInfo("luminosity", Double.class, "luminosity");
        luminosity.setUnitString("erg.s**-1");
        table.setParameter(new DescribedValue(luminosity, 1e40));
        return table;
    }

    private static byte[] written(String format) throws IOException {
        StarTableOutput output = TableFormats.writing();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        output.writeStarTable(table(), out, output.getHandler(format));
        return out.toByteArray();
    }

    private static StarTable read(byte[] bytes, String format) throws IOException {
        return new StarTableFactory(true).makeStarTable(new ByteArrayDataSource("t", bytes), format);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fits", "fits-plus", "fits-basic", "fits-var", "colfits", "fits(primary=basic)"})
    void aColumnWithoutTextIsOneCharacterWide(String format) throws IOException {
        byte[] bytes = written(format);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertFalse(text.matches("(?s).*TFORM1 *= '0A.*"), format);
        StarTable table = read(bytes, format.contains("col") ? "colfits-basic" : "fits");
        assertNull(table.getCell(1, 0));
        assertEquals("erg.cm**-2.s**-1", table.getColumnInfo(1).getUnitString());
    }

    @Test
    void aVoTableHasNoDeprecatedUnit() throws IOException {
        byte[] bytes = written("votable");
        StarTable table = read(bytes, "votable");
        assertEquals("10**-7.J.cm**-2.s**-1", table.getColumnInfo(1).getUnitString());
        assertEquals(1e-12, table.getCell(0, 1));
        assertEquals("10**-7.J.s**-1", table.getParameterByName("luminosity").getInfo().getUnitString());
        assertNull(table.getCell(0, 0));
        assertTrue(new String(written("ecsv"), StandardCharsets.UTF_8).contains("unit: erg.cm**-2.s**-1"));
    }
}
