package io.github.montecat.training;

/** What is new in each epoch of a training. */
public enum FreshData {
    /** Nothing: the same spectra with the same noise, as in Tutone et al. 2025. */
    NONE,
    /** The Poisson noise; the parameters stay. */
    NOISE,
    /** Everything: no spectrum is seen twice. */
    SPECTRA
}
