package io.github.montecat.network;

import io.github.montecat.error.RefusedValueException;

/**
 * What a network is given of a spectrum, in this order: one number per bin for the counts, as many for each further plane
 * (the background), and extras that are not of a bin (the exposure).
 *
 * @param bins number of bins
 * @param planes numbers per bin, 1 or 2
 * @param extras numbers per spectrum
 */
public record InputShape(int bins, int planes, int extras) {

    /** Checks the sizes. */
    public InputShape {
        if (bins < 1 || planes < 1 || extras < 0) {
            throw new RefusedValueException("network input of " + bins + " bins, " + planes + " numbers for each, and "
                    + extras + " extras: bins and planes must be positive, extras not negative");
        }
    }

    /**
     * @param bins number of bins
     * @return counts and nothing else
     */
    public static InputShape counts(int bins) {
        return new InputShape(bins, 1, 0);
    }

    /** @return all numbers of a spectrum */
    public int size() {
        return bins * planes + extras;
    }

    /**
     * Lays a spectrum out as a sequence, several bins at a time: a step holds its bins of each plane and then all extras,
     * which so are the same at every step. The last step is filled up with zeros.
     *
     * @param spectrum {@link #size} numbers
     * @param binsPerStep bins per step
     * @return the steps one after another
     * @throws IllegalArgumentException if the number of numbers is wrong
     */
    float[] sequence(float[] spectrum, int binsPerStep) {
        require(spectrum);
        int steps = (bins + binsPerStep - 1) / binsPerStep;
        int width = binsPerStep * planes + extras;
        float[] sequence = new float[steps * width];
        for (int t = 0; t < steps; t++) {
            int first = t * binsPerStep;
            int n = Math.min(binsPerStep, bins - first);
            for (int p = 0; p < planes; p++) {
                System.arraycopy(spectrum, p * bins + first, sequence, t * width + p * binsPerStep, n);
            }
            System.arraycopy(spectrum, bins * planes, sequence, t * width + binsPerStep * planes, extras);
        }
        return sequence;
    }

    /** Checks the number of numbers. */
    void require(float[] spectrum) {
        if (spectrum.length != size()) {
            throw new RefusedValueException("spectrum has " + spectrum.length + " numbers, the network expects "
                    + size() + " (" + this + ")");
        }
    }
}
