package io.github.montecat.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.montecat.random.DropoutMask;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The device's masks, from its own source, against those of every other engine: bit for bit. */
class DeviceMaskTest {

    @Test
    void sameBitsAsDropoutMask() {
        EmulatedGpu.Controls controls = EmulatedGpu.controls();
        Random r = new Random(2);
        int dropped = 0;
        for (int trial = 0; trial < 400; trial++) {
            int units = 1 + r.nextInt(220);
            int blocks = (units + 7) / 8;
            double rate = trial == 0 ? 0 : r.nextDouble() * 0.9;
            DropoutMask mask = new DropoutMask(rate);
            long seed = r.nextLong();
            long row = r.nextLong();
            int pass = r.nextInt(1 << 29);
            int sequence = r.nextInt(1000);
            float[] expected = new float[units];
            mask.fill(seed, row, pass, sequence, expected, 0, units);
            int[] words = new int[4];
            for (int block = 0; block < blocks; block++) {
                controls.emulated_survivors(seed, row, mask.threshold(), blocks, pass, sequence, block, words);
                for (int i = 0; i < 8 && 8 * block + i < units; i++) {
                    int bits = words[i / 2] >>> 16 * (i % 2) & 0xFFFF;
                    boolean survives = expected[8 * block + i] != 0;
                    assertEquals(survives ? 0xFFFF : 0, bits, "unit " + (8 * block + i) + " of " + units);
                    dropped += survives ? 0 : 1;
                }
            }
        }
        assertEquals(true, dropped > 1000, "hardly any unit was dropped");
    }
}
