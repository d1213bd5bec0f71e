/**
 * Plots and pages for people: what a posterior says of a spectrum, and how far a bundle's posteriors can be trusted.
 *
 * <p>In: samples as arrays parameters x samples in the parameters' own units, counts and expected counts in bins,
 * records of package {@code assessment}, a bundle's manifest. Out: a {@link io.github.montecat.report.Figure}, painted
 * at twice its size as PNG, tables for files ({@link io.github.montecat.report.EvaluationTables}) and HTML pages that
 * need nothing but themselves ({@link io.github.montecat.report.SpectrumPage}, {@link
 * io.github.montecat.report.BundlePage}). Charts are XChart's; no display is needed. Colours are those of Okabe and Ito
 * 2008, told apart by every eye.
 *
 * <p>Sources: figures 4 to 10 of Tutone et al. 2025; the corner plot follows Foreman-Mackey 2016, JOSS 1, 24.
 */
package io.github.montecat.report;
