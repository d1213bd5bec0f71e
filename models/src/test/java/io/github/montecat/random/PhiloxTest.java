package io.github.montecat.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.vector.VectorUse;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PhiloxTest {

    /** Known answers published with the Random123 library (kat_vectors, philox4x32 10). */
    @Test
    void givesThePublishedVectors() {
        assertArrayEquals(new int[] {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}, block(0, 0, 0, 0, 0));
        assertArrayEquals(new int[] {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}, block(-1L, -1, -1, -1, -1));
        assertArrayEquals(new int[] {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1},
                block(0x299f31d0a4093822L, 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344));
    }

    private static int[] block(long key, int c0, int c1, int c2, int c3) {
        int[] out = new int[4];
        Philox.block(key, c0, c1, c2, c3, out);
        return out;
    }

    @Test
    void manyBlocksAtOnceAreThoseOfOneByOne() {
        PhiloxBlocks lanes = new PhiloxBlocks.Lanes(new VectorUse(0));
        long[][] expected = new long[2][24];
        long[][] given = new long[2][24];
        int[][] counters = {{0, 0, 0, 0}, {-3, -1, -1, -1}, {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}};
        for (long key : new long[] {0, -1, 0x299f31d0a4093822L}) {
            for (int[] c : counters) {
                new PhiloxBlocks.OneByOne().encrypt(key, c[0], c[1], c[2], c[3], 13, expected[0], expected[1]);
                lanes.encrypt(key, c[0], c[1], c[2], c[3], 13, given[0], given[1]);
                for (int i = 0; i < 13; i++) {
                    assertEquals(expected[0][i], given[0][i]);
                    assertEquals(expected[1][i], given[1][i]);
                }
            }
        }
    }

    @Test
    void streamsOfOnePlaceRepeatAndOthersDiffer() {
        PhiloxStream a = new PhiloxStream(7, RandomPurpose.PARAMETERS, 3);
        PhiloxStream b = new PhiloxStream(7, RandomPurpose.PARAMETERS, 3);
        for (int i = 0; i < 9; i++) {
            assertEquals(a.nextLong(), b.nextLong());
        }
        long first = new PhiloxStream(7, RandomPurpose.PARAMETERS, 3).nextLong();
        assertNotEquals(first, new PhiloxStream(8, RandomPurpose.PARAMETERS, 3).nextLong());
        assertNotEquals(first, new PhiloxStream(7, RandomPurpose.NOISE, 3).nextLong());
        assertNotEquals(first, new PhiloxStream(7, RandomPurpose.PARAMETERS, 4).nextLong());
        assertNotEquals(first, new PhiloxStream(7, RandomPurpose.PARAMETERS, 3 + (1L << 32)).nextLong());
    }

    /** Words of purposes as ranges, sorted: each begins after the one before has ended. */
    @Test
    void noTwoPurposesShareACounter() {
        List<int[]> ranges = Arrays.stream(RandomPurpose.values()).map(p -> IntStream.of(p.word(0), p.word(p.count() - 1))
                .sorted().toArray()).sorted(Comparator.comparingInt(r -> r[0])).toList();
        for (int i = 1; i < ranges.size(); i++) {
            assertTrue(ranges.get(i)[0] > ranges.get(i - 1)[1], Arrays.toString(ranges.get(i)));
        }
        for (RandomPurpose p : RandomPurpose.values()) {
            assertThrows(IllegalArgumentException.class, () -> p.word(p.count()));
            assertThrows(IllegalArgumentException.class, () -> p.word(-1));
        }
    }

    /** Samples of bundles rest on these, so they must not change. */
    @Test
    void purposesOfInferenceKeepTheirWords() {
        assertEquals(7, RandomPurpose.DROPOUT.word(7));
        assertEquals(-4, RandomPurpose.DRAWS.word(0));
        assertEquals((1 << 30) + 2, RandomPurpose.REPLICATES.word(0));
        assertEquals(-10, RandomPurpose.NESTED.word(0));
        assertEquals(-11, RandomPurpose.IMPORTANCE.word(0));
        assertEquals(-12, RandomPurpose.RESAMPLING.word(0));
    }

    @Test
    void streamIsUniform() {
        PhiloxStream s = new PhiloxStream(1, RandomPurpose.DROPOUT, 0);
        int n = 200_000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double u = s.nextDouble();
            sum += u;
            squares += u * u;
        }
        assertEquals(0.5, sum / n, 5 * Math.sqrt(1 / 12.0 / n));
        assertEquals(1 / 3.0, squares / n, 5 * Math.sqrt(4 / 45.0 / n));
    }

    @Test
    void masksDropAtTheirRateAndDependOnTheirPlaceAlone() {
        DropoutMask mask = new DropoutMask(0.1);
        int units = 100;
        int dropped = 0;
        float[] m = new float[units];
        for (int pass = 0; pass < 1000; pass++) {
            mask.fill(5, 2, pass, 17, m, 0, units);
            for (float v : m) {
                if (v == 0) {
                    dropped++;
                } else {
                    assertEquals(1 / 0.9f, v);
                }
            }
        }
        assertEquals(10_000, dropped, 5 * Math.sqrt(100_000 * 0.09));
        float[] again = new float[units + 3];
        new DropoutMask(0.1).fill(5, 2, 999, 17, again, 3, units);
        assertArrayEquals(m, java.util.Arrays.copyOfRange(again, 3, units + 3));
    }
}
