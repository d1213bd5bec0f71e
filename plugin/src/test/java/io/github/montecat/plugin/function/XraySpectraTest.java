package io.github.montecat.plugin.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class XraySpectraTest {

    @Test
    void cstatIsThatOfXspec() {
        // 2 (2 - 3 + 3 ln 1.5) + 2 (1) + 2 (4 - 4)
        assertEquals(2 * (-1 + 3 * Math.log(1.5)) + 2, XraySpectra.cstat(new int[] {3, 0, 4}, new double[] {2, 1, 4}),
                1e-12);
        assertEquals(0, XraySpectra.cstat(new short[] {2, 0}, new float[] {2, 0}), 0);
        assertTrue(Double.isNaN(XraySpectra.cstat(new long[] {1}, new double[] {0})), "a count where none can be");
        assertTrue(Double.isNaN(XraySpectra.cstat(new int[] {1, 2}, new double[] {1})), "different lengths");
    }

    @Test
    void countsOfAllTypesAreTheSameSpectrum() {
        SpectrumKey key = SpectrumKey.of(new double[] {1, 2, 3}, 10);
        for (Object counts : new Object[] {new int[] {1, 2, 3}, new long[] {1, 2, 3}, new float[] {1, 2, 3},
            new short[] {1, 2, 3}}) {
            assertEquals(key, SpectrumKey.of(SpectrumKey.numbers(counts), 10));
        }
        assertNotEquals(key, SpectrumKey.of(new double[] {1, 2, 3}, 10.5));
        assertNotEquals(key, SpectrumKey.of(new double[] {1, 3, 2}, 10));
        assertNotEquals(key, SpectrumKey.of(new double[] {1, 2, 3, 0}, 10));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> SpectrumKey.numbers("1 2 3")).getMessage()
                .contains("String"));
    }

    /** TOPCAT looks for Class-method-type-type.html, with a comma for each dimension of an array. */
    @Test
    void everyFunctionHasItsPageForTheFunctionBrowser() throws Exception {
        for (Method method : XraySpectra.class.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers())) {
                String page = "XraySpectra-" + method.getName() + "-" + Arrays.stream(method.getParameterTypes())
                        .map(t -> t.getSimpleName().replace("[]", ",")).collect(Collectors.joining("-")) + ".html";
                try (InputStream in = XraySpectra.class.getResourceAsStream(page)) {
                    assertNotNull(in, "no page " + page);
                    assertTrue(new String(in.readAllBytes(), StandardCharsets.UTF_8).contains(method.getName() + "("));
                }
            }
        }
        assertNotNull(XraySpectra.class.getResource("XraySpectra.html"));
    }
}
