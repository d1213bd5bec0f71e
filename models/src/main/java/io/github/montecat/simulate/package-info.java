/**
 * Simulated spectra: draws from the prior, folded, with Poisson noise; and the data set made of them.
 */
package io.github.montecat.simulate;
