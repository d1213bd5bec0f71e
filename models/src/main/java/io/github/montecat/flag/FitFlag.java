package io.github.montecat.flag;

import java.util.Collection;

/** What was noteworthy about a row: one bit each in the {@code flags} column of result tables. */
public enum FitFlag {

    /** The spectrum could not be read. */
    UNREADABLE(1, "spectrum could not be read"),
    /** The exposure is missing or not a positive number. */
    NO_EXPOSURE(2, "no exposure"),
    /** The spectrum has no channels or no counts. */
    EMPTY(4, "empty spectrum"),
    /** A channel has negative counts. */
    NEGATIVE(8, "negative counts"),
    /** A channel has NaN or infinite counts. */
    NOT_FINITE(16, "counts not finite"),
    /** The number of channels is that of no bundle. */
    WRONG_LENGTH(32, "number of channels fits no bundle"),
    /** The channels fit a bundle but the exposure, mission or an explicit choice does not. */
    NO_BUNDLE(64, "no bundle fits"),
    /** At least 1 % of the samples of a parameter lie at an end of its prior: the prior shapes the result. */
    PRIOR_EDGE(128, "posterior at the edge of the prior"),
    /** The bundle wants a background spectrum and there is none. */
    NO_BACKGROUND(256, "no background"),
    /** The spectrum fits its model worse than all but 1 % of good spectra do: it may be of something else. */
    OUT_OF_DISTRIBUTION(512, "spectrum unlike those of the bundle"),
    /** Refinement was asked for and did not work; the samples are the network's own. */
    NOT_REFINED(1024, "not refined"),
    /** There is no response to fit with: the spectrum names none, or it is not found, or it cannot be used. */
    NO_RESPONSE(2048, "no response"),
    /** The row gives no value, or none that can be, for a parameter whose value comes from the rows. */
    NO_PARAMETER(4096, "no value of a parameter"),
    /**
     * The background alone gives as many counts with a probability above that of 3 sigma, or there is no count: the prior
     * shapes the brightness.
     */
    FAINT(8192, "no significant source: the prior shapes the result"),
    /** The background has so few counts per bin that the W statistic shifts the brightness. */
    BIASED_W(16384, "W statistic biased: too few background counts per bin"),
    /** A joint fit lacks a spectrum of the source that cannot be read or fitted. */
    SPECTRUM_LEFT_OUT(32768, "a spectrum of the source is left out");

    private final int bit;
    private final String description;

    FitFlag(int bit, String description) {
        this.bit = bit;
        this.description = description;
    }

    /** @return a few words for column descriptions and messages */
    public String description() {
        return description;
    }

    /** @return this flag's bit in a mask. It is published: it never changes, and is not given to another flag */
    public int bit() {
        return bit;
    }

    /**
     * @param flags any flags
     * @return the sum of their bits
     */
    public static int mask(Collection<FitFlag> flags) {
        int mask = 0;
        for (FitFlag f : flags) {
            mask |= f.bit();
        }
        return mask;
    }
}
