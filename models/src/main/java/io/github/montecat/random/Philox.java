package io.github.montecat.random;

/**
 * The counter-based generator Philox 4x32 with 10 rounds: a bijection of 128-bit counters for each 64-bit key. What it
 * gives depends on key and counter alone, so any number can be had in any order by any thread. Stateless.
 * Others draw through {@link PhiloxStream} and {@link DropoutMask}, whose counters {@link RandomPurpose} keeps apart.
 *
 * <p>Source: Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", section 3.3.
 */
final class Philox {

    static final long MULTIPLIER_0 = 0xD2511F53L;
    static final long MULTIPLIER_1 = 0xCD9E8D57L;
    static final int WEYL_0 = 0x9E3779B9;
    static final int WEYL_1 = 0xBB67AE85;
    static final int ROUNDS = 10;
    private static final long LOW = 0xFFFFFFFFL;

    private Philox() {
    }

    /**
     * Encrypts a counter.
     *
     * @param key the key
     * @param c0 lowest word of the counter
     * @param c1 next word
     * @param c2 next word
     * @param c3 highest word
     * @param out takes the four words of the result, lowest first
     */
    static void block(long key, int c0, int c1, int c2, int c3, int[] out) {
        int k0 = (int) key;
        int k1 = (int) (key >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long p0 = MULTIPLIER_0 * (c0 & LOW);
            long p1 = MULTIPLIER_1 * (c2 & LOW);
            c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
            c1 = (int) p1;
            c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
            c3 = (int) p0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        out[0] = c0;
        out[1] = c1;
        out[2] = c2;
        out[3] = c3;
    }
}
