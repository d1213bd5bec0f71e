package io.github.montecat.random;

import io.github.montecat.vector.VectorUse;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Many blocks of {@link Philox} with consecutive counters at a time, in the Java Vector API where the virtual machine has
 * it and it pays, a block per 64-bit lane. The bits do not depend on that. Safe for use by several threads.
 */
abstract class PhiloxBlocks {

    /** Blocks that are made one by one before vectors pay; a spectrum takes some 100,000. */
    private static final long PLAIN = 5_000_000;
    private static final PhiloxBlocks BEST = VectorUse.AVAILABLE ? new Lanes(new VectorUse(PLAIN)) : new OneByOne();

    /** The fastest that this virtual machine can run. */
    static PhiloxBlocks best() {
        return BEST;
    }

    /** To how many blocks a request is rounded up: so much room the arrays must have. */
    abstract int multiple();

    /**
     * Encrypts the counters (c0 + i, c1, c2, c3) for i below n.
     *
     * @param first takes the first two words of each result, the lower one in the low half
     * @param second takes the other two; both have room for n rounded up to {@link #multiple}
     */
    abstract void encrypt(long key, int c0, int c1, int c2, int c3, int n, long[] first, long[] second);

    /** Plain Philox. */
    static final class OneByOne extends PhiloxBlocks {

        @Override
        int multiple() {
            return 1;
        }

        @Override
        void encrypt(long key, int c0, int c1, int c2, int c3, int n, long[] first, long[] second) {
            int[] words = new int[4];
            for (int i = 0; i < n; i++) {
                Philox.block(key, c0 + i, c1, c2, c3, words);
                first[i] = Integer.toUnsignedLong(words[0]) | (long) words[1] << 32;
                second[i] = Integer.toUnsignedLong(words[2]) | (long) words[3] << 32;
            }
        }
    }

    /** A block per lane; the words of a block are the low halves of four vectors. */
    static final class Lanes extends PhiloxBlocks {

        private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;
        private static final PhiloxBlocks BEFORE = new OneByOne();
        private static final LongVector LOW = LongVector.broadcast(SPECIES, 0xFFFFFFFFL);
        private static final LongVector MULTIPLIER_0 = LongVector.broadcast(SPECIES, Philox.MULTIPLIER_0);
        private static final LongVector MULTIPLIER_1 = LongVector.broadcast(SPECIES, Philox.MULTIPLIER_1);
        private static final LongVector PLACES = LongVector.zero(SPECIES).addIndex(1);

        private final VectorUse use;

        /** @param use from when on to use vectors, in blocks */
        Lanes(VectorUse use) {
            this.use = use;
        }

        @Override
        int multiple() {
            return SPECIES.length();
        }

        @Override
        void encrypt(long key, int c0, int c1, int c2, int c3, int n, long[] first, long[] second) {
            if (!use.pays(n)) {
                BEFORE.encrypt(key, c0, c1, c2, c3, n, first, second);
                return;
            }
            for (int i = 0; i < n; i += SPECIES.length()) {
                lanes(key, c0 + i, c1, c2, c3, first, second, i);
            }
        }

        private static void lanes(long key, int c0, int c1, int c2, int c3, long[] first, long[] second, int at) {
            LongVector w0 = PLACES.add(c0).and(LOW);
            LongVector w1 = LongVector.broadcast(SPECIES, Integer.toUnsignedLong(c1));
            LongVector w2 = LongVector.broadcast(SPECIES, Integer.toUnsignedLong(c2));
            LongVector w3 = LongVector.broadcast(SPECIES, Integer.toUnsignedLong(c3));
            int k0 = (int) key;
            int k1 = (int) (key >>> 32);
            for (int round = 0; round < Philox.ROUNDS; round++) {
                LongVector p0 = w0.mul(MULTIPLIER_0);
                LongVector p1 = w2.mul(MULTIPLIER_1);
                w0 = p1.lanewise(VectorOperators.LSHR, 32).lanewise(VectorOperators.XOR, w1)
                        .lanewise(VectorOperators.XOR, Integer.toUnsignedLong(k0));
                w1 = p1.and(LOW);
                w2 = p0.lanewise(VectorOperators.LSHR, 32).lanewise(VectorOperators.XOR, w3)
                        .lanewise(VectorOperators.XOR, Integer.toUnsignedLong(k1));
                w3 = p0.and(LOW);
                k0 += Philox.WEYL_0;
                k1 += Philox.WEYL_1;
            }
            w0.or(w1.lanewise(VectorOperators.LSHL, 32)).intoArray(first, at);
            w2.or(w3.lanewise(VectorOperators.LSHL, 32)).intoArray(second, at);
        }
    }
}
