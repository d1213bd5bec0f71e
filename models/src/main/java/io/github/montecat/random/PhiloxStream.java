package io.github.montecat.random;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * An endless stream of random numbers for one place of a computation, such as one simulated spectrum: the counters
 * (0, purpose, stream), (1, purpose, stream) and so on under a seed. Streams of different purpose, index or number
 * never
 * share a counter. Not safe for use by several threads; each place has its own.
 */
public final class PhiloxStream implements UniformRandomProvider {

    private final long seed;
    private final int word;
    private final long stream;
    private final int[] words = new int[4];
    private int block;
    private boolean second;

    /**
     * @param seed the user's seed, used as key
     * @param purpose keeps apart what is drawn for the same stream, such as parameters and noise
     * @param stream number of the place, such as a row
     */
    public PhiloxStream(long seed, RandomPurpose purpose, long stream) {
        this(seed, purpose, 0, stream);
    }

    /**
     * @param seed the user's seed, used as key
     * @param purpose keeps apart what is drawn for the same stream, such as parameters and noise
     * @param index keeps apart streams of the same purpose, such as realisations of noise
     * @param stream number of the place, such as a row
     * @throws IllegalArgumentException if the purpose has no such index
     */
    public PhiloxStream(long seed, RandomPurpose purpose, int index, long stream) {
        this.seed = seed;
        this.word = purpose.word(index);
        this.stream = stream;
    }

    @Override
    public long nextLong() {
        if (second) {
            second = false;
            return (long) words[3] << 32 | words[2] & 0xFFFFFFFFL;
        }
        Philox.block(seed, block++, word, (int) stream, (int) (stream >>> 32), words);
        second = true;
        return (long) words[1] << 32 | words[0] & 0xFFFFFFFFL;
    }
}
