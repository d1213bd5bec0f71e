package io.github.montecat.derived;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.error.RefusedValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Luminosity distances beside closed forms, a second computation and a published value. */
class CosmologyTest {

    private static final double C = 299792.458;

    @ParameterizedTest
    @ValueSource(doubles = {1e-4, 0.05, 0.5, 2, 6, 10})
    void distancesAreTheIntegral(double z) {
        Cosmology cosmology = new Cosmology(67.4, 0.315);
        // Trapezoidal sums over the scale factor, extrapolated.
        double coarse = trapezoid(z, 0.315, 4000);
        double fine = trapezoid(z, 0.315, 8000);
        double expected = (1 + z) * C / 67.4 * (fine + (fine - coarse) / 3);
        assertEquals(1, cosmology.luminosityDistance(z) / expected, 1e-9);
    }

    private static double trapezoid(double z, double matter, int steps) {
        double from = 1 / (1 + z);
        double sum = 0;
        for (int i = 0; i <= steps; i++) {
            double a = from + (1 - from) * i / steps;
            sum += (i == 0 || i == steps ? 0.5 : 1) / Math.sqrt(matter * a + (1 - matter) * a * a * a * a);
        }
        return sum * (1 - from) / steps;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 1, 9})
    void closedFormsAreMet(double z) {
        // Einstein and de Sitter: matter alone; de Sitter: no matter.
        assertEquals(1, new Cosmology(70, 1).luminosityDistance(z) / (2 * C / 70 * (1 + z - Math.sqrt(1 + z))), 1e-12);
        assertEquals(1, new Cosmology(70, 0).luminosityDistance(z) / (C / 70 * z * (1 + z)), 1e-12);
    }

    /** By the hypergeometric function (Baes, Camps and Van De Putte 2017, MNRAS 468, 927), as SciPy 1.17 has it. */
    @ParameterizedTest
    @CsvSource({"70, 0.3, 0.02, 86.97326782196727", "70, 0.3, 1, 6607.657611774935", "70, 0.3, 4, 35851.83207231643",
        "67.4, 0.315, 0.5, 2927.0804792376102", "67.4, 0.315, 3, 26024.24890092723"})
    void distancesAreThoseOfTheClosedForm(double hubble, double matter, double z, double distance) {
        assertEquals(1, new Cosmology(hubble, matter).luminosityDistance(z) / distance, 1e-9);
    }

    /** The documentation of Astropy; its universe has radiation of 2.725 K, which takes 2.6e-4 off. */
    @Test
    void aPublishedDistanceIsMet() {
        assertEquals(1, Cosmology.DEFAULT.luminosityDistance(4) / 35842.353618623194, 3e-4);
    }

    @Test
    void textsAreRead() {
        assertEquals(new Cosmology(67.7, 0.31), Cosmology.parse(" 67.7, 0.31"));
        for (String bad : new String[] {"", "70", "70,0.3,0.7", "a,0.3", "-70,0.3", "70,1.2", "NaN,0.3", "0,0.3",
                "1e9,0.3"}) {
            String sentence = assertThrows(RefusedValueException.class, () -> Cosmology.parse(bad)).getMessage();
            assertTrue(sentence.startsWith("cosmology ") && sentence.contains("expected"), sentence);
        }
    }
}
