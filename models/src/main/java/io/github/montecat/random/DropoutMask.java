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
 * <p>Immutable apart from a scratch block: one object per thread.
 */
public final class DropoutMask {

    private static final int UNITS_PER_BLOCK = 8;

    private final int threshold;
    private final float scale;
    private final int[] words = new int[4];

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

    /** @return the factor of survivors */
    public float scale() {
        return scale;
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
        float keep = scale;
        int[] w = words;
        for (int b = 0; b < blocks; b++) {
            Philox.block(seed, sequence * blocks + b, pass, (int) row, (int) (row >>> 32), w);
            int j = offset + b * UNITS_PER_BLOCK;
            int end = Math.min(j + UNITS_PER_BLOCK, offset + units);
            for (int i = 0; j < end; i++, j++) {
                int bits = w[i >> 1] >>> ((i & 1) << 4) & 0xFFFF;
                mask[j] = bits < limit ? 0f : keep;
            }
        }
    }
}
