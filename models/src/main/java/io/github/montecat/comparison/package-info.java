/**
 * Several models of one spectrum: which models, under which odds before the fit, and how probable each is after it.
 *
 * <p>In: {@link io.github.montecat.comparison.ModelSet}, the models and their prior odds, and rows. Out:
 * {@link io.github.montecat.comparison.RowFits}, the fits of a row with all of them and, where all have an evidence,
 * the {@link io.github.montecat.comparison.ModelComparison}. Each model is fitted by a
 * {@link io.github.montecat.inference.SpectrumFitter} of its own; all see the same spectrum, response, energies and
 * grouping, without which evidences cannot be compared.
 *
 * <p>Source: Kass and Raftery 1995, JASA 90, 773; in X-ray spectra Buchner et al. 2014, A&amp;A 564, A125.
 */
package io.github.montecat.comparison;
