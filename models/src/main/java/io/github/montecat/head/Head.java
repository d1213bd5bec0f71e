package io.github.montecat.head;

import io.github.montecat.error.RefusedValueException;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The meaning of a network's outputs. Parameters are places in the prior: numbers from 0 to 1, uniform for draws from the
 * prior. Immutable and safe for use by several threads.
 */
public sealed interface Head permits PointHead, DensityHead {

    /** @return name in files and on the command line: {@code point} or {@code density} */
    String name();

    /** @return number of parameters */
    int parameters();

    /** @return number of network outputs */
    int outputs();

    /**
     * The label of a spectrum in training.
     *
     * @param unit its parameters
     * @return {@link #outputs} numbers
     */
    double[] label(double[] unit);

    /**
     * The loss of one prediction, in double precision; its mean over a batch is what training minimises.
     *
     * @param outputs outputs of several passes, one after the other
     * @param offset where this pass begins
     * @param unit true parameters
     * @return the loss
     */
    double loss(float[] outputs, int offset, double[] unit);

    /**
     * The expected parameters.
     *
     * @param outputs outputs of several passes
     * @param offset where this pass begins
     * @return one number per parameter
     */
    double[] mean(float[] outputs, int offset);

    /**
     * Draws one sample. Takes the same number of random numbers whatever the outputs, so that sample {@code i} of a stream
     * does not depend on those before it.
     *
     * @param outputs outputs of several passes
     * @param offset where this pass begins
     * @param random source of randomness
     * @return one number from 0 to 1 per parameter
     */
    double[] draw(float[] outputs, int offset, UniformRandomProvider random);

    /**
     * A head by name.
     *
     * @param name {@code point} or {@code density}
     * @param parameters number of parameters
     * @param components components of a density's mixture; a point head has none
     * @return the head
     * @throws IllegalArgumentException if there is no such head
     */
    static Head of(String name, int parameters, int components) {
        return switch (name) {
            case PointHead.NAME -> new PointHead(parameters);
            case DensityHead.NAME -> new DensityHead(parameters, components);
            default -> throw new RefusedValueException("head '" + name + "', expected " + PointHead.NAME + " or "
                    + DensityHead.NAME);
        };
    }
}
