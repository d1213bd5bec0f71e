package io.github.montecat.kernel;

/**
 * Consecutive stochastic passes of one spectrum.
 *
 * @param seed seed of the masks
 * @param row number of the spectrum
 * @param first number of the first pass
 * @param count number of passes
 */
record PassRange(long seed, long row, int first, int count) {
}
