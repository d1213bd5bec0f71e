package io.github.montecat.statistic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LogSumTest {

    @Test
    void sumsWithoutOverflow() {
        assertEquals(1000 + Math.log(3), LogSum.of(1000, 1000 + Math.log(2)), 1e-12);
        assertEquals(-1000 + Math.log(3), LogSum.of(-1000, -1000 + Math.log(2)), 1e-12);
        assertEquals(5, LogSum.of(5, Double.NEGATIVE_INFINITY));
        assertEquals(Double.NEGATIVE_INFINITY, LogSum.of(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY));
    }

    @Test
    void normalises() {
        double[] logs = {2000, 2000 + Math.log(3), Double.NEGATIVE_INFINITY};
        assertEquals(2000 + Math.log(4), LogSum.normalise(logs), 1e-12);
        assertArrayEquals(new double[] {0.25, 0.75, 0}, logs, 1e-12);
    }
}
