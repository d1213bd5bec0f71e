package io.github.montecat.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import uk.ac.starlink.table.StarTable;

class PosteriorTableTest {

    @Test
    void samplesAreColumnsWithMetadata() throws IOException {
        StarTable t = PosteriorTable.of(Results.powerLaw(6).drawnBy("nd4j"), Results.SETTINGS, "survey.fits");
        assertEquals(101, t.getRowCount());
        assertEquals(3, t.getColumnCount());
        assertEquals(1.6, Results.number(t, 90, "PhoIndex"), 1e-12);
        assertEquals("phys.columnDensity", Results.info(t, "nH").getUCD());
        assertEquals("10**22.cm**-2", Results.info(t, "nH").getUnitString());
        assertEquals("survey.fits", t.getParameterByName("source").getValue());
        assertEquals(7L, t.getParameterByName("source_row").getValue());
        assertEquals("test-a 1.0", t.getParameterByName("bundle").getValue());
        assertEquals(42L, t.getParameterByName("seed").getValue());
        assertEquals("nd4j", t.getParameterByName("engine").getValue());
        assertThrows(IllegalArgumentException.class, () -> PosteriorTable.of(Results.failed(0), Results.SETTINGS, "x"));
    }
}
