/**
 * Bundles: all that is needed to infer the parameters of one model from the spectra of one instrument, in one zip file
 * with checksums.
 *
 * <p>In: a trained network with its prior, response and scaler, or a bundle file. Out:
 * {@link io.github.montecat.bundle.ModelBundle}, and {@link io.github.montecat.bundle.BundleLibrary}, which finds the
 * one that fits a spectrum. Bundles are data, never code: JSON that must obey a
 * published schema, and arrays that are parsed in Java.
 */
package io.github.montecat.bundle;
