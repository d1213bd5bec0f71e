package io.github.montecat.random;

/**
 * All that random numbers are drawn for. The four words of a Philox counter are the number of the block, a word of the
 * purpose, and a place such as a row (two words). Each purpose has words of its own, so no two share a counter. The
 * words are part of what makes results repeat: they must not change.
 */
public enum RandomPurpose {

    /** Dropout masks; the index is the pass (in training: the spectrum in its batch), see {@link DropoutMask}. */
    DROPOUT(0, 1 << 29),
    /** Poisson noise of simulated spectra; the index is the realisation. */
    NOISE(1 << 29, 1 << 28),
    /** Replicated spectra of a posterior predictive check; the index counts them. */
    REPLICATES((1 << 30) + 2, 1 << 29),
    /** Exposures of simulated spectra. */
    EXPOSURE(-1, 1),
    /** Noise of background spectra beside observations like a measured one. */
    MEASURED_BACKGROUND(-2, 1),
    /** Brightness of the background of simulated spectra, and the ratio of areas. */
    BACKGROUND_BRIGHTNESS(-3, 1),
    /** Samples of a network's density. */
    DRAWS(-4, 1),
    /** Parameters of simulated spectra. */
    PARAMETERS(-5, 1),
    /** Order of the spectra in an epoch of training. */
    ORDER(-6, 1),
    /** Ties between a true parameter and samples. */
    TIES(-7, 1),
    /** Nested sampling. */
    NESTED(-10, 1),
    /** Importance sampling. */
    IMPORTANCE(-11, 1),
    /** Equal samples from weighted ones. */
    RESAMPLING(-12, 1),
    /** Posterior samples that take the place of true parameters. */
    COVERAGE_REPLICATES(-13, 1),
    /** Samples under a narrower prior. */
    NARROWED_PRIOR(-14, 1),
    /** Which of several models a simulated spectrum is of. */
    TRUE_MODEL(-15, 1),
    /** Poisson noise of the background of simulated spectra; the index is the realisation, and words count down. */
    BACKGROUND_NOISE(-16, 1 << 28);

    private final int first;
    private final int count;

    RandomPurpose(int first, int count) {
        this.first = first;
        this.count = count;
    }

    /** @return number of its words */
    public int count() {
        return count;
    }

    /**
     * The word of a counter.
     *
     * @param index from 0 to below {@link #count}
     * @return the word; no other purpose or index has it
     * @throws IllegalArgumentException if the index is outside that range
     */
    public int word(int index) {
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException("random numbers for " + name() + " have the index " + index
                    + ", expected 0 to " + (count - 1));
        }
        return first < 0 ? first - index : first + index;
    }
}
