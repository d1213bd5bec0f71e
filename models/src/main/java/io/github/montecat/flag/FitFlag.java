package io.github.montecat.flag;

import java.util.Collection;

/** What was noteworthy about a row: one bit each in the {@code flags} column of result tables. */
public enum FitFlag {

    /** The spectrum could not be read. */
    UNREADABLE("spectrum could not be read"),
    /** The exposure is missing or not a positive number. */
    NO_EXPOSURE("no exposure"),
    /** The spectrum has no channels or no counts. */
    EMPTY("empty spectrum"),
    /** A channel has negative counts. */
    NEGATIVE("negative counts"),
    /** A channel has NaN or infinite counts. */
    NOT_FINITE("counts not finite"),
    /** The number of channels is that of no bundle. */
    WRONG_LENGTH("number of channels fits no bundle"),
    /** The channels fit a bundle but the exposure, mission or an explicit choice does not. */
    NO_BUNDLE("no bundle fits"),
    /** At least 1 % of the samples of a parameter lie at an end of its prior: the prior shapes the result. */
    PRIOR_EDGE("posterior at the edge of the prior"),
    /** The bundle wants a background spectrum and there is none. */
    NO_BACKGROUND("no background"),
    /** The spectrum fits its model worse than all but 1 % of good spectra do: it may be of something else. */
    OUT_OF_DISTRIBUTION("spectrum unlike those of the bundle"),
    /** Refinement was asked for and did not work; the samples are the network's own. */
    NOT_REFINED("not refined"),
    /** There is no response to fit with: the spectrum names none, or it is not found, or it cannot be used. */
    NO_RESPONSE("no response");

    private final String description;

    FitFlag(String description) {
        this.description = description;
    }

    /** @return a few words for column descriptions and messages */
    public String description() {
        return description;
    }

    /** @return this flag's bit in a mask: 1, 2, 4 and so on in the order above */
    public int bit() {
        return 1 << ordinal();
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
