/**
 * Results as an astronomer's tools expect them: the input table with summary columns, posterior tables, XSPEC chains,
 * and tables of simulated spectra.
 *
 * <p>In: {@link io.github.montecat.inference.FitResult}s and the {@link io.github.montecat.table.SpectrumTable} they
 * came from. Out: STIL tables with units (VOUnits), UCDs (UCD1+) and descriptions, to be sent or written in any
 * format, and chain files for XSPEC.
 *
 * <p>Source: IVOA UCD1+ and VOUnits; XSPEC manual, command {@code chain}.
 */
package io.github.montecat.result;
