/**
 * Makes bundles and tells how good they are: training, calibration, error metrics, and posteriors over simulated test
 * spectra.
 *
 * <p>{@link io.github.montecat.diagnostics.BundleTraining} makes a bundle from a source of spectra,
 * {@link io.github.montecat.diagnostics.BundleAdaptation} from another bundle. Each step takes a bundle and gives a new
 * one in memory; whoever called writes the last one, once.
 *
 * <p>In: a {@link io.github.montecat.bundle.ModelBundle}, an engine and test spectra. Out: a
 * {@link io.github.montecat.diagnostics.TestRun}, whose statistics are those of package
 * {@link io.github.montecat.assessment}; for comparison the exact posteriors of the same spectra
 * ({@link io.github.montecat.diagnostics.ExactPosteriors}) and the fits that a user would make
 * ({@link io.github.montecat.diagnostics.FixedStartFit}). {@link io.github.montecat.diagnostics.BundleCalibration} finds what
 * its densities are to be corrected by. {@link io.github.montecat.diagnostics.ExactEvaluation} does for fits without a
 * network what a test run does for bundles.
 *
 * <p>Source: Tutone et al. 2025, section 2.3 and figures 4, 8 and 9.
 */
package io.github.montecat.diagnostics;
