package io.github.montecat.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.montecat.kernel.GruWeights;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FragmentPackingTest {

    /** Weights that are small integers, so that half precision holds them, and tell their place. */
    private static GruWeights numbered(int units) {
        float[] kernel = new float[units * 3 * units];
        float[] recurrent = new float[units * 3 * units];
        float[] bias = new float[6 * units];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = 1 + i % 1021;
            recurrent[i] = -1 - i % 1019;
        }
        for (int i = 0; i < bias.length; i++) {
            bias[i] = 1 << i % 7;
        }
        return new GruWeights(units, units, kernel, recurrent, bias);
    }

    /**
     * Unpacks by the definition of the fragment in the PTX ISA: lane l holds b0, b1, b2, b3 of column l / 4 and rows
     * 2 (l % 4) + (i & 1) + (8 if i >= 2).
     */
    @ParameterizedTest
    @CsvSource({"100, 112", "100, 208", "16, 16", "7, 16", "200, 208"})
    void everyWeightHasItsPlaceAndTheRestIsZero(int units, int depth) {
        GruWeights layer = numbered(units);
        ByteBuffer packed = FragmentPacking.weights(layer, depth, 2);
        int tiles = (units + 7) / 8;
        assertEquals(2 * tiles * 3 * depth * 8 * 2, packed.remaining());
        for (int matrix = 0; matrix < 2; matrix++) {
            for (int gate = 0; gate < 3; gate++) {
                for (int row = 0; row < depth; row++) {
                    for (int unit = 0; unit < 8 * tiles; unit++) {
                        int within = row % 16;
                        int lane = unit % 8 * 4 + within % 8 / 2;
                        int i = within % 2 + (within >= 8 ? 2 : 0);
                        int word = (((matrix * tiles + unit / 8) * 3 + gate) * (depth / 16) + row / 16) * 32 + lane;
                        boolean inside = row < units && unit < units;
                        float expected = !inside ? 0
                                : matrix == 0 ? 2 * layer.kernel()[row * 3 * units + gate * units + unit]
                                : layer.recurrent()[row * 3 * units + gate * units + unit];
                        assertEquals(HalfFloat.bits(expected), packed.getShort(8 * word + 2 * i),
                                "matrix " + matrix + " gate " + gate + " row " + row + " unit " + unit);
                    }
                }
            }
        }
    }

    @Test
    void biasesOfResetAndUpdateAreSummed() {
        float[] bias = new float[6 * 9];
        for (int i = 0; i < bias.length; i++) {
            bias[i] = i;
        }
        float[] packed = FragmentPacking.biases(
                new GruWeights(9, 9, new float[9 * 27], new float[9 * 27], bias));
        assertEquals(64, packed.length);
        // Unit 8 is the first of the second tile.
        assertEquals(8 + 35, packed[32]);
        assertEquals(17 + 44, packed[40]);
        assertEquals(26, packed[48]);
        assertEquals(53, packed[56]);
        assertEquals(0, packed[33]);
    }
}
