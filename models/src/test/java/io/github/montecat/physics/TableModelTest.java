package io.github.montecat.physics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.spectrum.EnergyGrid;
import java.io.FileNotFoundException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableModelTest {

    private static final EnergyGrid TABLE = EnergyGrid.ofEdges(1, 2, 4, 8);

    /** A table of two axes, tau (linear) and kT (logarithmic), and one additional parameter. */
    private static TableModel table(boolean additive, boolean redshift) {
        double[] tau = {0, 1, 3};
        double[] kT = {1, 10};
        float[][] nodes = new float[6][];
        float[][] extra = new float[6][];
        for (int t = 0; t < 3; t++) {
            for (int k = 0; k < 2; k++) {
                // Linear in tau and log10 kT, so that interpolation is exact.
                nodes[2 * t + k] = new float[] {(float) (tau[t] + 10 * k), 2, 4};
                extra[2 * t + k] = new float[] {0, 0, (float) tau[t]};
            }
        }
        return new TableModel(additive, List.of(
                new TableModel.Axis(new ComponentParameter("tau", "", "", "", 1, 0, 3, false), false, tau),
                new TableModel.Axis(new ComponentParameter("kTe", "keV", "", "", 2, 1, 10, false), true, kT)),
                List.of(new ComponentParameter("extra", "", "", "", 0, 0, 9, false)), redshift, TABLE, 1, 0.5,
                new float[][][] {nodes, extra});
    }

    private static SpectralModel model(String expression, boolean additive, boolean redshift) {
        return ModelExpression.parse(expression, ModelSettings.DEFAULT, file -> {
            if (!file.equals("My.mod")) {
                throw new FileNotFoundException("no file " + file);
            }
            return table(additive, redshift);
        });
    }

    @Test
    void interpolatesParametersAndSharesOutEnergies() {
        SpectralModel model = model("tbabs * ATABLE{My.mod}", true, false);
        assertEquals("tbabs*atable{My.mod}", model.expression());
        assertEquals(List.of("nH", "tau", "kTe", "extra", "norm"),
                model.parameters().stream().map(ModelParameter::label).toList());
        SpectralModel.OnGrid onGrid = model.on(EnergyGrid.ofEdges(0.5, 1, 1.5, 3, 8, 9));
        // At tau 2 and kT sqrt(10): 2 + 5 photons in the first bin.
        double[] expected = {0, 3.5, 3.5 + 1, 1 + 4, 0};
        for (int i = 0; i < 5; i++) {
            assertEquals(2 * expected[i], onGrid.photonFlux(0, 2, Math.sqrt(10), 0, 2)[i], 1e-6);
        }
        assertEquals(1 + 4 + 3 * 2, onGrid.photonFlux(0, 2, 1, 3, 1)[3], 1e-6);
        assertEquals(3 + 10, onGrid.photonFlux(0, 3, 10, 0, 1)[1] * 2, 1e-6);
    }

    @Test
    void redshiftShrinksEnergiesAndRate() {
        double[] flux = model("atable{My.mod}", true, true).on(EnergyGrid.ofEdges(0.5, 1, 2, 4, 8))
                .photonFlux(3, 1, 0, 1, 1);
        assertArrayEquals(new double[] {1.5, 1, 2, 0}, flux, 1e-6);
    }

    @Test
    void multiplicativeTablesAverage() {
        SpectralModel.OnGrid onGrid = model("mtable{My.mod}*powerlaw", false, false)
                .on(EnergyGrid.ofEdges(0.5, 1, 1.2, 3, 8, 9));
        double[] factor = onGrid.photonFlux(1, 1, 0, 0, 1);
        double[] widths = {0.5, 0.2, 1.8, 5, 1};
        // Covered fractions: 0.8 of the first bin and half of the second; half of the second and all of the third.
        double[] expected = {1, 1, (0.8 * 1 + 0.5 * 2) / 1.3, (0.5 * 2 + 4) / 1.5, 0.5};
        for (int i = 0; i < 5; i++) {
            assertEquals(expected[i] * widths[i], factor[i], 1e-6, "bin " + i);
        }
        double[] absorbed = model("etable{My.mod}*powerlaw", false, false).on(TABLE).photonFlux(1, 1, 0, 0, 1);
        assertEquals(Math.exp(-2) * 2, absorbed[1], 1e-6);
    }

    /** As in XSPEC a bin that begins below the table's lowest energy is outside the table. */
    @Test
    void binAcrossTheLowestEnergyIsEmpty() {
        EnergyGrid across = EnergyGrid.ofEdges(0.5, 1.5, 2, 4);
        double[] flux = model("atable{My.mod}", true, false).on(across).photonFlux(1, 1, 0, 1);
        assertArrayEquals(new double[] {0, 0.5, 2}, flux, 1e-6);
        double[] factor = model("mtable{My.mod}*powerlaw", false, false).on(across).photonFlux(3, 1, 0, 0, 1);
        assertArrayEquals(new double[] {1, 3 * 0.5, 2 * 2}, factor, 1e-6);
        double[] rounded = model("atable{My.mod}", true, false).on(EnergyGrid.ofEdges(1 - 1e-8, 2, 4))
                .photonFlux(1, 1, 0, 1);
        assertEquals(1, rounded[0], 1e-6, "rounding of an edge");
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertTrue(failure("atable{My.mod}", false).contains("use mtable{My.mod}"));
        assertTrue(failure("etable{My.mod}*powerlaw", true).contains("use atable{My.mod}"));
        assertTrue(failure("atable{none}", true).contains("no file none"));
        assertTrue(failure("atable", true).contains("expected {file}"));
        assertTrue(failure("atable{My.mod", true).contains("never closed"));
        String message = assertThrows(ModelSyntaxException.class, () -> ModelExpression.parse("atable{My.mod}"))
                .getMessage();
        assertTrue(message.contains("cannot be read here"), message);
        TableModel good = table(true, false);
        String nodes = assertThrows(IllegalArgumentException.class, () -> new TableModel(true,
                good.axes().subList(0, 1), good.additional(), false, TABLE, 0, 0, good.spectra())).getMessage();
        assertTrue(nodes.contains("6 spectra") && nodes.contains("3 nodes"), nodes);
        String limits = assertThrows(IllegalArgumentException.class, () -> new TableModel.Axis(
                good.axes().get(0).parameter(), false, new double[] {0, 1})).getMessage();
        assertTrue(limits.contains("0.0 to 3.0") && limits.contains("0.0 to 1.0"), limits);
    }

    private static String failure(String expression, boolean additive) {
        return assertThrows(ModelSyntaxException.class, () -> model(expression, additive, false)).getMessage();
    }
}
