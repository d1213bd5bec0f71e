package io.github.montecat.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HalfFloatTest {

    /** Examples of IEEE 754 binary16 as tables give them. */
    @Test
    void knownNumbers() {
        assertEquals((short) 0x0000, HalfFloat.bits(0f));
        assertEquals((short) 0x8000, HalfFloat.bits(-0f));
        assertEquals((short) 0x3C00, HalfFloat.bits(1f));
        assertEquals((short) 0xC000, HalfFloat.bits(-2f));
        assertEquals((short) 0x3555, HalfFloat.bits(1 / 3f));
        assertEquals((short) 0x7BFF, HalfFloat.bits(65504f));
        assertEquals((short) 0x0400, HalfFloat.bits(0x1p-14f));
        assertEquals((short) 0x03FF, HalfFloat.bits(0x1p-14f - 0x1p-24f));
        assertEquals((short) 0x0001, HalfFloat.bits(0x1p-24f));
        assertEquals((short) 0x0000, HalfFloat.bits(0x1p-25f), "a tie goes to the even neighbour");
        assertEquals((short) 0x0001, HalfFloat.bits(0x1.000002p-25f));
        assertEquals((short) 0x3C00, HalfFloat.bits(1 + 0x1p-11f), "a tie goes to the even neighbour");
        assertEquals((short) 0x3C02, HalfFloat.bits(1 + 0x3p-11f), "a tie goes to the even neighbour");
        assertEquals((short) 0x4000, HalfFloat.bits(2 - 0x1p-12f), "rounding may reach the next exponent");
    }

    @Test
    void refusesWhatHasNoHalf() {
        assertThrows(IllegalArgumentException.class, () -> HalfFloat.bits(65505f));
        assertThrows(IllegalArgumentException.class, () -> HalfFloat.bits(Float.NaN));
        assertThrows(IllegalArgumentException.class, () -> HalfFloat.bits(Float.NEGATIVE_INFINITY));
    }

    @Test
    void agreesWithTheEmulatedDevice() {
        EmulatedGpu.Controls controls = EmulatedGpu.controls();
        assertEquals(0, controls.emulated_half(0));
        assertEquals(0x8000, controls.emulated_half(-0f));
        Random r = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            float value = (float) (r.nextGaussian() * Math.pow(2, r.nextInt(38) - 25));
            if (Math.abs(value) <= HalfFloat.MAX) {
                assertEquals((short) controls.emulated_half(value), HalfFloat.bits(value), "half of " + value);
            }
        }
    }
}
