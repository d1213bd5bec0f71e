package io.github.montecat.error;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CountedTest {

    @Test
    void oneThingIsSingular() {
        assertEquals("0 spectra", Counted.spectra(0));
        assertEquals("1 spectrum", Counted.spectra(1));
        assertEquals("2 spectra", Counted.spectra(2));
        assertEquals("1 row", Counted.of(1, "row", "rows"));
    }
}
