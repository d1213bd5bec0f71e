package io.github.montecat.physics.absorption;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.physics.ModelSettings;
import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SmoothTableTest {

    private static final EnergyGrid GRID = EnergyGrid.ofEdges(IntStream.rangeClosed(0, 400)
            .mapToDouble(i -> 0.1 * Math.pow(150, i / 400.0)).toArray());

    @Test
    void opticalDepthsAtRedshiftsAgreeWithTheirDefinition() {
        for (InterstellarMedium medium : List.of(
                InterstellarMedium.wilmsAllenMcCray(ModelSettings.DEFAULT.abundances(), false),
                InterstellarMedium.neutralAtoms(ModelSettings.DEFAULT.abundances()))) {
            for (double z : new double[] {-0.01, 0.003, 0.1, 0.77, 2.3, 5.9}) {
                double[] exact = medium.opticalDepth(GRID, z);
                double[] fast = medium.shiftedOpticalDepth(GRID, z);
                for (int i = 0; i < exact.length; i++) {
                    assertEquals(exact[i], fast[i], 5e-7 * exact[i], "redshift " + z + ", bin " + i);
                }
            }
        }
    }

    @Test
    void stepsAndKinksAreComputedAndSmoothPartsAreNot() {
        AtomicInteger calls = new AtomicInteger();
        SmoothTable table = new SmoothTable(e -> {
            calls.incrementAndGet();
            return (e < 1000.3 ? 1 : 2) * Math.pow(e, -3);
        }, 128, 131072, List.of(new double[] {2000, 2100}));
        for (double e = 900; e < 1100; e += 0.01) {
            double expected = (e < 1000.3 ? 1 : 2) * Math.pow(e, -3);
            assertEquals(expected, table.at(e), 3e-7 * expected, "at " + e);
        }
        int made = calls.get();
        assertTrue(made < 5000, made + " calls for 20000 energies");
        table.at(2050);
        table.at(2050);
        assertEquals(made + 2, calls.get());
    }

    /** A row's numbers must not depend on rows before it. */
    @Test
    void whatWasAskedBeforeChangesNothing() {
        SmoothTable first = new SmoothTable(e -> Math.pow(e, -2.7), 128, 131072, List.of());
        SmoothTable second = new SmoothTable(e -> Math.pow(e, -2.7), 128, 131072, List.of());
        double[] up = IntStream.range(0, 300).mapToDouble(i -> first.at(200 + 3.3 * i)).toArray();
        double[] down = new double[300];
        for (int i = 299; i >= 0; i--) {
            down[i] = second.at(200 + 3.3 * i);
        }
        assertArrayEquals(up, down, 0);
    }
}
