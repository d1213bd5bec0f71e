package io.github.montecat.random;

/**
 * Masks of Monte Carlo Dropout by counter: whether unit {@code j} of a layer survives at a time step, in one stochastic
 * pass of one row, depends on the seed and these four numbers alone. So sample {@code i} of row {@code r} is the same
 * whatever the threads, the batch or the engine.
 *
 * <p>A unit takes 16 bits: units 8b to 8b + 7 of the step share the Philox block with counter
 * {@code (((layer * steps + step) * blocks) + b, pass, row)}, two units per word, the low half first. A unit is dropped
 * if its 16 bits are below the rate times 65536, rounded. Survivors are scaled by 1 / (1 - rate) (inverted dropout).
 *
 * <p>Blocks per step are those of the step's own units, so steps of a network never share a block if they all have equally
 * many units. Every architecture is built so: where a layer gives more numbers than it has units, such as a convolution,
 * which gives some for each bin, they count as that many steps.
 *
 * <p>Immutable apart from scratch blocks: one object per thread.
 */
public final class DropoutMask {

    private static final int UNITS_PER_BLOCK = 8;
    /** Half of the range of 16 bits. */
    private static final int HALF = 0x8000;
    /** 1 in each of four numbers of 16 bits. */
    private static final long ONES = 0x0001_0001_0001_0001L;

    private final int threshold;
    private final float scale;
    private final int[] words = new int[4];
    private final PhiloxBlocks generator = PhiloxBlocks.best();
    private long[] first = {};
    private long[] second = {};

    /**
     * @param rate probability that a unit is dropped, from 0 up to but not including 1; realised to 2^-16
     * @throws IllegalArgumentException if the rate is outside that range
     */
    public DropoutMask(double rate) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("dropout rate is " + rate + ", expected 0 <= rate < 1");
        }
        threshold = (int) Math.round(rate * 65536);
        scale = (float) (1 / (1 - rate));
    }

    /** @return below what number the 16 bits of a unit drop it */
    public int threshold() {
        return threshold;
    }

    /** @return what survivors are multiplied by, 1 / (1 - rate) */
    public float scale() {
        return scale;
    }

    /**
     * Lists the units that the mask of one layer drops at one step of one pass.
     *
     * @param seed the seed
     * @param row as in {@link #fill}
     * @param pass as in {@link #fill}
     * @param sequence as in {@link #fill}
     * @param list takes their numbers in ascending order; must have room for all units
     * @param offset where the first goes
     * @param units number of units
     * @return how many there are
     */
    public int dropped(long seed, long row, int pass, int sequence, int[] list, int offset, int units) {
        int blocks = (units + UNITS_PER_BLOCK - 1) / UNITS_PER_BLOCK;
        makeRoom(blocks);
        generator.encrypt(seed, sequence * blocks, RandomPurpose.DROPOUT.word(pass), (int) row, (int) (row >>> 32), blocks,
                first, second);
        int n = offset;
        int whole = units & -UNITS_PER_BLOCK;
        for (int j = 0; j < whole; j += UNITS_PER_BLOCK) {
            n = dropped(first[j >> 3], j, list, n);
            n = dropped(second[j >> 3], j + 4, list, n);
        }
        for (int j = whole; j < units; j++) {
            long words = (j & 4) == 0 ? first[j >> 3] : second[j >> 3];
            list[n] = j;
            n += below((int) (words >>> ((j & 3) << 4)));
        }
        return n - offset;
    }

    private void makeRoom(int blocks) {
        if (first.length < blocks) {
            int room = (blocks + generator.multiple() - 1) / generator.multiple() * generator.multiple();
            first = new long[room];
            second = new long[room];
        }
    }

    /**
     * Tells whether the masks of some steps drop a unit in a pass. Steps that follow each other are looked at together,
     * which takes far less time than to list their units.
     *
     * @param seed the seed
     * @param row as in {@link #fill}
     * @param pass as in {@link #fill}
     * @param sequence number of the first step
     * @param steps number of steps
     * @param units units of each step
     * @return whether any unit of any of these steps is dropped
     */
    public boolean dropsAny(long seed, long row, int pass, int sequence, int steps, int units) {
        int blocks = (units + UNITS_PER_BLOCK - 1) / UNITS_PER_BLOCK;
        int all = Math.multiplyExact(steps, blocks);
        makeRoom(all);
        generator.encrypt(seed, sequence * blocks, RandomPurpose.DROPOUT.word(pass), (int) row, (int) (row >>> 32), all,
                first, second);
        int rest = units % UNITS_PER_BLOCK;
        // Numbers that belong to no unit are made the largest, so that they drop none.
        long beyondFirst = rest == 0 || rest >= 4 ? 0 : -1L << 16 * rest;
        long beyondSecond = rest == 0 ? 0 : rest <= 4 ? -1L : -1L << 16 * (rest - 4);
        long found = 0;
        for (int b = 0; b < all; b++) {
            boolean last = (b + 1) % blocks == 0;
            found |= belowAny(last ? first[b] | beyondFirst : first[b]);
            found |= belowAny(last ? second[b] | beyondSecond : second[b]);
        }
        return found != 0;
    }

    /**
     * Not 0 if any of four numbers of 16 bits is below the threshold.
     *
     * <p>Source: S. E. Anderson, "Bit Twiddling Hacks", "Determine if a word has a byte less than n"; exact for
     * thresholds up to 32768, the others are taken number by number.
     */
    private long belowAny(long words) {
        if (threshold > HALF) {
            return below((int) words) | below((int) (words >>> 16)) | below((int) (words >>> 32))
                    | below((int) (words >>> 48));
        }
        return words - threshold * ONES & ~words & HALF * ONES;
    }

    /** Four units; written in any case and kept only if dropped, since a branch would be guessed wrong too often. */
    private int dropped(long words, int unit, int[] list, int at) {
        int n = at;
        list[n] = unit;
        n += below((int) words);
        list[n] = unit + 1;
        n += below((int) (words >>> 16));
        list[n] = unit + 2;
        n += below((int) (words >>> 32));
        list[n] = unit + 3;
        return n + below((int) (words >>> 48));
    }

    /** 1 if the low 16 bits drop a unit, else 0. */
    private int below(int bits) {
        return (bits & 0xFFFF) - threshold >>> 31;
    }

    /**
     * Fills the mask of one layer at one step of one pass.
     *
     * @param seed the seed
     * @param row number of the spectrum in its table (in training: of the iteration)
     * @param pass number of the stochastic pass (in training: of the spectrum in its batch)
     * @param sequence number of the step among the steps of all layers: layer * steps + step
     * @param mask takes 0 or 1 / (1 - rate) per unit
     * @param offset where the first unit goes
     * @param units number of units
     */
    public void fill(long seed, long row, int pass, int sequence, float[] mask, int offset, int units) {
        int blocks = (units + UNITS_PER_BLOCK - 1) / UNITS_PER_BLOCK;
        int limit = threshold;
        int word = RandomPurpose.DROPOUT.word(pass);
        float keep = scale;
        int[] w = words;
        for (int b = 0; b < blocks; b++) {
            Philox.block(seed, sequence * blocks + b, word, (int) row, (int) (row >>> 32), w);
            int j = offset + b * UNITS_PER_BLOCK;
            int end = Math.min(j + UNITS_PER_BLOCK, offset + units);
            for (int i = 0; j < end; i++, j++) {
                int bits = w[i >> 1] >>> ((i & 1) << 4) & 0xFFFF;
                mask[j] = bits < limit ? 0f : keep;
            }
        }
    }
}
