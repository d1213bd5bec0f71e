/**
 * How well a model fits a spectrum: which channels count, and the statistics chi-squared, C and W.
 *
 * <p>In: a {@link io.github.montecat.spectrum.Spectrum} with its grouping, quality, scalings and background, the energies of
 * its channels, and count rates that a model predicts. Out: {@link io.github.montecat.statistic.NoticedBins}, which sums
 * channels as XSPEC does, {@link io.github.montecat.statistic.BinnedCounts}, what was measured in them, and the value of a
 * {@link io.github.montecat.statistic.FitStatistic}.
 * For spectra of few counts there are {@link io.github.montecat.statistic.BackgroundShape}, a smooth background,
 * {@link io.github.montecat.statistic.OnOffCounts} and {@link io.github.montecat.statistic.SourceCountsPosterior}, what summed
 * counts tell of a source, and {@link io.github.montecat.statistic.ProfiledBackgroundBias}, by how much W is off.
 *
 * <p>Source: XSPEC manual, appendix B (statistics) and the commands {@code ignore} and {@code notice}; OGIP/92-007
 * section 3.1 (GROUPING, QUALITY); behaviour compared with XSPEC 12.9.1. Cash 1979, ApJ 228, 939; Wachter, Leach and
 * Kellogg 1979, ApJ 230, 274.
 */
package io.github.montecat.statistic;
