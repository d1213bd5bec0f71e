package io.github.montecat.ogip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OgipExtensionTest {

    @ParameterizedTest
    @CsvSource({"SPECTRUM, true", "spectrum-2, true", "' SPECTRUM-12 ', true", "SPECTRUM2, false", "SPECTRUM-a, false",
        "-2, false"})
    void tablesOfStilMayCarryTheVersionOfTheirExtension(String name, boolean expected) {
        assertEquals(expected, OgipExtension.SPECTRUM.isTableNamed(name));
    }

    @Test
    void aTableWithoutANameIsOfNoKind() {
        assertFalse(OgipExtension.EVENTS.isTableNamed(null));
    }
}
