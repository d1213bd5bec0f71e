package io.github.montecat.network;

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
            throw new IllegalArgumentException("network input of " + bins + " bins, " + planes + " numbers for each, and "
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
}
