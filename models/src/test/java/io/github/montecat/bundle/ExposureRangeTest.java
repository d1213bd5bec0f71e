package io.github.montecat.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ExposureRangeTest {

    @Test
    void textsHaveNoDigitsOfRounding() {
        ExposureRange range = new ExposureRange(0.8 * 124.66, 1e7);
        assertEquals("99.728", range.minText());
        assertEquals("10000000", range.maxText());
        assertEquals("99.728-10000000 s", range.toString());
        assertEquals("10 s", new ExposureRange(10, 10).toString());
    }
}
