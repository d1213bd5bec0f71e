package io.github.montecat.result;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.montecat.bundle.TestBundle;
import io.github.montecat.table.SpectrumTable;
import io.github.montecat.table.SpectrumTableSettings;
import io.github.montecat.table.TableInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableOutput;

class SimulatedTableTest {

    @TempDir
    private Path folder;

    @Test
    void simulatedSpectraAreRecognised() throws IOException {
        StarTable t = SimulatedTable.of(TestBundle.powerLaw().prior().model().parameters(),
                new double[][] {{0.1, 0.2}, {1, 2}, {3, 4}}, new int[][] {{1, 2, 3}, {4, 5, 6}}, new double[] {10, 20});
        Path file = folder.resolve("sim.fits");
        new StarTableOutput().writeStarTable(t, file.toString(), "fits");
        try (TableInput input = TableInput.open(file.toString())) {
            SpectrumTable spectra = SpectrumTable.of(input.table(), SpectrumTableSettings.AUTOMATIC);
            assertEquals("counts", spectra.columnName());
            assertArrayEquals(new double[] {4, 5, 6}, spectra.request(1).spectrum().counts());
            assertEquals(20, spectra.request(1).spectrum().exposure());
            assertEquals(4, Results.number(input.table(), 1, "norm_true"));
            assertEquals("10**22.cm**-2", Results.info(input.table(), "nH_true").getUnitString());
        }
        assertThrows(IllegalArgumentException.class, () -> SimulatedTable.of(List.of(), new double[0][],
                new int[][] {{1}, {1, 2}}, new double[] {1, 1}));
        assertThrows(IllegalArgumentException.class, () -> SimulatedTable.of(List.of(), new double[0][],
                new int[][] {{1}}, new double[] {1, 1}));
    }
}
