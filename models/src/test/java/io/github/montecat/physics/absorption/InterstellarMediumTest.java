package io.github.montecat.physics.absorption;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.physics.SharedData;
import io.github.montecat.spectrum.EnergyGrid;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InterstellarMediumTest {

    /** Tables made with XSPEC: mean energy and cross section (1e-22 cm2) of 10,000 logarithmic bins, 0.1-20 keV. */
    @ParameterizedTest
    @CsvSource({"tbabs_wilm, WILM, true", "tbabs_angr, ANGR, true", "tbabs_aspl, ASPL, true",
        "phabs_angr, ANGR, false", "phabs_aspl, ASPL, false"})
    void agreesWithXspec(String table, AbundanceTable abundances, boolean grains) throws IOException {
        int bins = 10_000;
        int start = 5760;
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(SharedData.file("data/tbabs/xsect_" + table + ".fits")));
        double[] edges = new double[bins + 1];
        for (int i = 0; i <= bins; i++) {
            edges[i] = 0.1 * Math.pow(200, (double) i / bins);
        }
        InterstellarMedium medium = grains ? InterstellarMedium.wilmsAllenMcCray(abundances, true)
                : InterstellarMedium.neutralAtoms(abundances);
        double[] depth = medium.opticalDepth(EnergyGrid.ofEdges(edges), 0);
        double[] differences = new double[bins];
        for (int i = 0; i < bins; i++) {
            assertEquals((edges[i] + edges[i + 1]) / 2, bytes.getFloat(start + 8 * i), 1e-5 * edges[i]);
            double expected = bytes.getFloat(start + 8 * i + 4);
            differences[i] = Math.abs(depth[i] / expected - 1);
            // The tables come from transmissions in single precision, which tell little above 10 keV.
            assertTrue(differences[i] < 1e-3, "at " + edges[i] + " keV: " + depth[i] + ", XSPEC " + expected);
        }
        Arrays.sort(differences);
        assertTrue(differences[bins / 2] < 2e-6, "median difference " + differences[bins / 2]);
    }

    @Test
    void neutralAtomsAddUp() {
        // Sums of abundance (wilm) times cross section from the authors' routine phfit2 over the 18 elements.
        EnergyGrid grid = EnergyGrid.ofEdges(1, 1 + 1e-9, 3.16227759, 3.1622776);
        double[] depth = InterstellarMedium.neutralAtoms(AbundanceTable.WILM).opticalDepth(grid, 0);
        assertEquals(1.6959124, depth[0], 3e-6);
        assertEquals(0.083903374, depth[2], 2e-7);
    }

    /** Transmission of TBabs, nH = 3e21 per cm2, in bins of 5 eV from XSPEC 12.9.1. */
    @ParameterizedTest
    @CsvSource({
        "0.3,   0.305, 0.000335357615",
        "0.535, 0.54,  0.215601445",
        "0.54,  0.545, 0.168638621",
        "0.71,  0.715, 0.291357506",
        "0.87,  0.875, 0.474375442",
        "2,     2.005, 0.91638828",
        "7.12,  7.125, 0.996088837"})
    void transmitsAsInXspec(double low, double high, double transmission) {
        double[] depth = InterstellarMedium.wilmsAllenMcCray(AbundanceTable.WILM, true)
                .opticalDepth(EnergyGrid.ofEdges(low, high), 0);
        assertEquals(transmission, Math.exp(-0.3 * depth[0]), 1e-6 * transmission);
    }

    @Test
    void binsTakeTheMeanOfTheirEdges() {
        InterstellarMedium medium = InterstellarMedium.neutralAtoms(AbundanceTable.WILM);
        double low = medium.opticalDepth(EnergyGrid.ofEdges(0.53, 0.53 + 1e-12), 0)[0];
        double high = medium.opticalDepth(EnergyGrid.ofEdges(0.545, 0.545 + 1e-12), 0)[0];
        assertTrue(high > 1.2 * low, "the oxygen edge lies between");
        assertEquals((low + high) / 2, medium.opticalDepth(EnergyGrid.ofEdges(0.53, 0.545), 0)[0], 1e-9);
        double[] gaps = medium.opticalDepth(new EnergyGrid(new double[] {0.5, 0.53}, new double[] {0.51, 0.545}), 0);
        assertEquals((low + high) / 2, gaps[1], 1e-9);
    }

    @Test
    void redshiftMovesTheEnergies() {
        InterstellarMedium medium = InterstellarMedium.wilmsAllenMcCray(AbundanceTable.WILM, false);
        double[] shifted = medium.opticalDepth(EnergyGrid.ofEdges(0.4, 0.5, 1), 1);
        assertArrayEquals(medium.opticalDepth(EnergyGrid.ofEdges(0.8, 1, 2), 0), shifted, 1e-12);
    }

    @Test
    void transparentWhereXspecIs() {
        EnergyGrid grid = EnergyGrid.ofEdges(0, 0.001, 0.013, 0.014, 100, 200);
        double[] phabs = InterstellarMedium.neutralAtoms(AbundanceTable.ANGR).opticalDepth(grid, 0);
        assertEquals(0, phabs[0]);
        assertEquals(0, phabs[1]);
        assertEquals(0, phabs[2]);
        assertTrue(phabs[3] > 0);
        assertEquals(0, phabs[4]);
        assertTrue(Double.isFinite(InterstellarMedium.wilmsAllenMcCray(AbundanceTable.WILM, true)
                .opticalDepth(grid, 0)[0]));
    }

    @Test
    void grainsShadowThemselves() {
        InterstellarMedium dusty = InterstellarMedium.wilmsAllenMcCray(AbundanceTable.WILM, true);
        InterstellarMedium gas = InterstellarMedium.wilmsAllenMcCray(AbundanceTable.WILM, false);
        EnergyGrid grid = EnergyGrid.ofEdges(0.3, 0.31, 0.72, 0.73, 9, 9.1);
        double[] withGrains = dusty.opticalDepth(grid, 0);
        double[] allGas = gas.opticalDepth(grid, 0);
        // They hold a third of the metals and are half opaque at the iron L edge, but transparent at high energies.
        assertTrue(withGrains[2] < 0.985 * allGas[2]);
        assertEquals(allGas[4], withGrains[4], 0.001 * allGas[4]);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 1e-3, 0.1, 1, 10, 1e4})
    void grainCrossSectionIsTheIntegralOverSizes(double meanCrossSection) {
        GrainPopulation grains = GrainPopulation.TBABS;
        double atoms = 7e-4;
        double mass = 20;
        double atomMass = mass * 1.6605655e-24;
        double shadow = 0;
        double volume = 0;
        int n = 20_000;
        double step = Math.log(grains.maxRadius() / grains.minRadius()) / n;
        for (int i = 0; i < n; i++) {
            double a = grains.minRadius() * Math.exp((i + 0.5) * step);
            double number = Math.pow(a, -3.5) * a * step;
            // Mean column through a sphere is its mass over its cross section.
            double depth = 4.0 / 3 * a * grains.density() / atomMass * meanCrossSection * 1e-18;
            shadow += number * Math.PI * a * a * -Math.expm1(-depth);
            volume += number * 4 / 3 * Math.PI * a * a * a;
        }
        double expected = atoms * atomMass / (grains.density() * volume) * shadow / 1e-18;
        double sigma = grains.crossSection(atoms, mass, meanCrossSection);
        assertEquals(expected, sigma, 1e-7 * expected);
        assertTrue(sigma <= atoms * meanCrossSection * (1 + 1e-9));
    }

    @Test
    void abundanceTables() {
        assertEquals(2.69e-5, AbundanceTable.WILM.of(Element.Fe));
        assertEquals(4.68e-5, AbundanceTable.ANGR.of(Element.Fe));
        assertEquals(4.90e-4, AbundanceTable.ASPL.of(Element.O));
        assertEquals(7.92e-2, AbundanceTable.LODD.of(Element.He));
        // Logarithms in the papers, hydrogen at 12: Feldman O 8.93, S 7.21, Fe 7.51; Grevesse and Sauval O 8.83, Fe
        // 7.50.
        assertEquals(8.93, 12 + Math.log10(AbundanceTable.FELD.of(Element.O)), 0.002);
        assertEquals(7.21, 12 + Math.log10(AbundanceTable.FELD.of(Element.S)), 0.002);
        assertEquals(7.51, 12 + Math.log10(AbundanceTable.FELD.of(Element.Fe)), 0.002);
        assertEquals(8.83, 12 + Math.log10(AbundanceTable.GRSA.of(Element.O)), 0.002);
        assertEquals(7.50, 12 + Math.log10(AbundanceTable.GRSA.of(Element.Fe)), 0.002);
        // Per 1e6 atoms of Si in the paper: O 2.01e7, Fe 9.00e5.
        assertEquals(2.01e7 / 1e6, AbundanceTable.ANEB.of(Element.O) / AbundanceTable.ANEB.of(Element.Si), 0.03);
        assertEquals(0.9, AbundanceTable.ANEB.of(Element.Fe) / AbundanceTable.ANEB.of(Element.Si), 0.003);
        for (AbundanceTable table : AbundanceTable.values()) {
            assertEquals(table, AbundanceTable.named(table.xspecName()));
            assertEquals(1, table.of(Element.H));
            assertEquals(30, Element.Zn.atomicNumber());
        }
        String message = assertThrows(IllegalArgumentException.class, () -> AbundanceTable.named("lgpp"))
                .getMessage();
        assertTrue(message.contains("feld") && message.contains("wilm, angr, aspl, lodd"), message);
    }

    /** XSPEC 12.9.1's own table; skipped without the shared data. */
    @Test
    void abundancesAreThoseOfXspec() {
        List<String> elements = List.of();
        int checked = 0;
        for (String line : SharedData.lines("data/tbabs/abundances_xspec12.9.1.dat")) {
            String[] words = line.trim().split("\\s+");
            if (line.startsWith("elts:")) {
                elements = List.of(words).subList(1, words.length);
            } else if (words.length == elements.size() + 1) {
                AbundanceTable table = AbundanceTable.named(words[0].replace(":", ""));
                for (int i = 0; i < elements.size(); i++) {
                    assertEquals(Double.parseDouble(words[i + 1]), table.of(Element.valueOf(elements.get(i))), line);
                    checked++;
                }
            }
        }
        assertEquals(7 * 30, checked);
    }
}
