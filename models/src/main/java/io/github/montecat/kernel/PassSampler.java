package io.github.montecat.kernel;

/**
 * Stochastic forward passes of a trained network, in single precision. Pass {@code i} of row {@code r} under a seed has
 * always the same dropout masks. Immutable and safe for use by several threads.
 */
public interface PassSampler {

    /** @return numbers per pass */
    int outputs();

    /**
     * Does what is the same in all passes of a spectrum.
     *
     * @param input the network's input
     * @return numbers to be handed to {@link #sample}
     * @throws IllegalArgumentException if the input has the wrong length
     */
    float[] prepare(float[] input);

    /**
     * Runs stochastic passes.
     *
     * @param prepared what {@link #prepare} gave
     * @param seed seed of the masks
     * @param row number of the spectrum
     * @param firstPass number of the first pass
     * @param passes number of passes
     * @return passes x outputs numbers
     */
    float[] sample(float[] prepared, long seed, long row, int firstPass, int passes);
}
