package io.github.montecat.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.physics.ModelExpression;
import io.github.montecat.physics.ModelParameter;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.ac.starlink.table.ArrayColumn;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.RowAccess;
import uk.ac.starlink.table.StarTable;

class QuantityColumnTest {

    private static ModelParameter parameter(String label) {
        return ModelExpression.parse("tbabs*(zpowerlw+bbodyrad)").parameters().stream()
                .filter(p -> p.label().equals(label)).findFirst().orElseThrow();
    }

    private static StarTable table(String name, String unit, Object values) {
        ColumnStarTable table = ColumnStarTable.makeTableWithRows(1);
        ColumnInfo info = new ColumnInfo(name, values.getClass().getComponentType() == float.class ? Float.class
                : Double.class, "");
        info.setUnitString(unit);
        table.addColumn(ArrayColumn.makeColumn(info, values));
        return table;
    }

    private static double read(String label, String name, String unit, Object values) throws IOException {
        StarTable table = table(name, unit, values);
        try (RowAccess cells = table.getRowAccess()) {
            cells.setRowIndex(0);
            return QuantityColumn.of(table, name, label, parameter(label)).read(cells);
        }
    }

    @ParameterizedTest
    @CsvSource({"cm**-2, 3e20", "cm-2, 3e20", "cm^-2, 3e20", "1/cm2, 3e20", "/cm**2, 3e20", "atoms cm-2, 3e20",
        "10**20.cm**-2, 3", "10+20cm-2, 3", "1e20 cm-2, 3", "1E20/cm^2, 3", "10**22.cm**-2, 0.03", "10^22 cm^-2, 0.03",
        "10**21 cm**(-2), 0.3", "m-2, 3e24"})
    void columnDensitiesAreConverted(String unit, double value) throws IOException {
        assertEquals(0.03, read("nH", "NH", unit, new double[] {value}), 1e-16);
    }

    @ParameterizedTest
    @CsvSource({"eV, 500", "keV, 0.5", "KEV, 0.5", "MeV, 5e-4"})
    void energiesAreConverted(String unit, double value) throws IOException {
        assertEquals(0.5, read("kT", "KT", unit, new double[] {value}), 1e-16);
    }

    @Test
    void whatHasNoUnitIsTakenInTheParametersWhichIsSaid() throws IOException {
        assertEquals(0.03, read("nH", "NH", null, new double[] {0.03}));
        assertEquals("no unit, taken to be in 10**22.cm**-2",
                QuantityColumn.of(table("NH", " ", new double[1]), "nh", "nH", parameter("nH")).assumption());
        assertEquals("", QuantityColumn.of(table("Z", null, new double[1]), "Z", "redshift", parameter("Redshift"))
                .assumption());
        assertEquals(2.5, read("Redshift", "Z", "---", new double[] {2.5}));
    }

    /** What was written as 1.05 is not 1.0499999523. */
    @Test
    void singlePrecisionIsReadAsItWasWritten() throws IOException {
        assertEquals(1.05, read("Redshift", "Z", null, new float[] {1.05f}));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "NH | log(cm**-2) | holds logarithms by its unit 'log(cm**-2)'",
        "NH | [cm-2] | holds logarithms by its unit",
        "NH | dex(cm-2) | holds logarithms by its unit",
        "logNH | cm**-2 | holds logarithms by its name",
        "NH | keV | is in 'keV', which cannot be converted; expected a unit such as 10**22.cm**-2",
        "NH | mag | is in 'mag', which cannot be converted"})
    void refusesLogarithmsAndOtherUnits(String name, String unit, String part) {
        String message = assertThrows(UnrecognisedTableException.class,
                () -> read("nH", name, unit, new double[] {21})).getMessage();
        assertTrue(message.contains(part), message);
    }
}
