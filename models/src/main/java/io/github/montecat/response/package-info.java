/**
 * The instrument's response: redistribution matrix times effective area, and folding of model spectra with it.
 *
 * <p>In: matrix and area (read from files elsewhere). Out: expected count rates per channel or per bin.
 *
 * <p>Source: CAL/GEN/92-002 (George et al.) for RMF and ARF.
 */
package io.github.montecat.response;
