package io.github.montecat.kernel;

import io.github.montecat.random.DropoutMask;

/** What stands between two layers of rectified units: max(0, z), then dropout. One object per thread. */
final class RectifiedDropout {

    private final PassRange passes;
    private final DropoutMask source;
    private final float[] mask;

    RectifiedDropout(PassRange passes, double rate, int units) {
        this.passes = passes;
        source = new DropoutMask(rate);
        mask = new float[units];
    }

    /**
     * One step of one pass.
     *
     * @param pass number of the pass in its range
     * @param sequence number of the step, see {@link DropoutMask#fill}
     * @param z products, one per unit
     * @param x takes what the next layer sees
     */
    void apply(int pass, int sequence, float[] z, int zOffset, float[] x, int xOffset) {
        source.fill(passes.seed(), passes.row(), passes.first() + pass, sequence, mask, 0, mask.length);
        for (int j = 0; j < mask.length; j++) {
            x[xOffset + j] = Math.max(0f, z[zOffset + j]) * mask[j];
        }
    }
}
