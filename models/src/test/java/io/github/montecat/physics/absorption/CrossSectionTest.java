package io.github.montecat.physics.absorption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.physics.SharedData;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossSectionTest {

    /** Sums over the subshells of what the authors' routine phfit2 (version 2, single precision) gives, in Mb. */
    @ParameterizedTest
    @CsvSource({
        "H,  1000,        1.1408687e-05",
        "H,  3162.27759,  2.3375651e-07",
        "He, 316.227753,  0.013587099",
        "He, 10000,       1.4165752e-07",
        "O,  316.227753,  0.11759424",
        "O,  1000,        0.12147916",
        "Mg, 3162.27759,  0.02357671",
        "Si, 1000,        0.071507479",
        "Ca, 316.227753,  0.38638011",
        "Cr, 316.227753,  0.7669137",
        "Cr, 10000,       0.011880505",
        "Fe, 1000,        0.8393974",
        "Fe, 10000,       0.015789899"})
    void verner(Element element, double energy, double sigma) {
        assertEquals(sigma, new VernerCrossSection(element).at(energy), 2e-6 * sigma);
    }

    @Test
    void vernerAtAllEnergiesAtHand() {
        Map<Element, Map<Double, Double>> sums = new HashMap<>();
        for (String line : SharedData.lines("data/tbabs/phfit2_check_neutral.csv")) {
            if (!line.startsWith("#")) {
                String[] f = line.split(",");
                Element element = Element.values()[Integer.parseInt(f[0]) - 1];
                sums.computeIfAbsent(element, e -> new HashMap<>())
                        .merge(Double.parseDouble(f[2]), Double.parseDouble(f[3]), Double::sum);
            }
        }
        int compared = 0;
        for (LiteratureTable.Row row : LiteratureTable.read("interstellar-elements.txt", 3)) {
            VernerCrossSection fit = new VernerCrossSection(row.element(0));
            for (Map.Entry<Double, Double> e : sums.get(row.element(0)).entrySet()) {
                assertEquals(e.getValue(), fit.at(e.getKey()), 3e-6 * e.getValue(), row.element(0) + " at "
                        + e.getKey());
                compared++;
            }
        }
        assertTrue(compared >= 70, "compared " + compared);
    }

    @Test
    void vernerJumpsAtTheKEdge() {
        VernerCrossSection iron = new VernerCrossSection(Element.Fe);
        // Edge energy and jump ratio of iron as in any X-ray data booklet: 7.11-7.12 keV, about 8.
        double ratio = iron.at(7124.1) / iron.at(7123.9);
        assertTrue(ratio > 7 && ratio < 9, "ratio " + ratio);
        // An edge that a file stores in single precision as slightly less than the threshold counts as at the edge.
        assertEquals(iron.at(857), iron.at(0.856999993 * 1000));
        assertTrue(iron.at(857) > 1.05 * iron.at(856.9));
    }

    @Test
    void vernerRefusesElementsWithoutData() {
        String message = assertThrows(IllegalArgumentException.class, () -> new VernerCrossSection(Element.Li))
                .getMessage();
        assertTrue(message.contains("Li") && message.contains("Fe"), message);
    }

    @Test
    void hydrogen() {
        HydrogenCrossSection h = new HydrogenCrossSection();
        assertEquals(0, h.at(13.59));
        // The exact value at threshold is 6.30 Mb; the fit is meant for X-rays and good to some percent there.
        assertEquals(6.30, h.at(13.6), 0.07 * 6.30);
        assertEquals(new VernerCrossSection(Element.H).at(1000), h.at(1000), 0.01 * h.at(1000));
    }

    @Test
    void helium() {
        HeliumCrossSection he = new HeliumCrossSection();
        assertEquals(0, he.at(24.57));
        // Samson et al. 1994, J. Phys. B 27, 887: 7.40 Mb at threshold.
        assertEquals(7.40, he.at(24.6), 0.03 * 7.40);
        // Yan et al. 1998: 733 barn E^-3.5 (keV) times the polynomial in (I/E)^1/2, here written out at 1 keV.
        double r = 1 / Math.sqrt(1000 / 24.58);
        double expected = 733e-6 * (1 - 4.7416 * r + 14.82 * r * r - 30.8678 * Math.pow(r, 3)
                + 37.3584 * Math.pow(r, 4) - 23.4585 * Math.pow(r, 5) + 5.9133 * Math.pow(r, 6));
        assertEquals(expected, he.at(1000), 1e-3 * expected);
        // The first autoionisation resonance, at 60.15 eV, with its Fano minimum on the high-energy side.
        assertTrue(he.at(60.20) < 0.3 * he.at(59.5), he.at(60.20) + " " + he.at(59.5));
    }

    @Test
    void molecularHydrogen() {
        MolecularHydrogenCrossSection h2 = new MolecularHydrogenCrossSection();
        assertEquals(0, h2.at(15.4));
        // At high energies about 2.8 atoms' worth per molecule (Yan et al. 1998).
        double perAtom = h2.at(1000) / new HydrogenCrossSection().at(1000);
        assertTrue(perAtom > 2.6 && perAtom < 3.0, "H2 / H is " + perAtom);
        // The pieces of the fit join within a few percent (the lowest one, below 18 eV, does not).
        for (double joint : new double[] {30, 85}) {
            assertEquals(h2.at(joint - 1e-6), h2.at(joint + 1e-6), 0.06 * h2.at(joint), "at " + joint + " eV");
        }
    }

    @Test
    void tabulatedEdgeInterpolates() {
        TabulatedEdge edge = new TabulatedEdge("oxygen-k-edge.txt", e -> -1);
        assertEquals(-1, edge.at(490));
        assertEquals(0.0377908, edge.at(490.013));
        assertEquals((0.0377908 + 0.0377805) / 2, edge.at(490.03), 1e-9);
        assertEquals(0.44258, edge.at(584.498));
        assertEquals(-1, edge.at(584.499));
        // The strongest resonance, 1s-2p, lies at 527 eV and exceeds the continuum above the edge.
        assertTrue(edge.at(526.8) > 1 || edge.at(527) > 1 || edge.at(527.2) > 1);
    }
}
