/**
 * A measured or simulated X-ray spectrum and the energy and channel grids it lives on.
 *
 * <p>In: counts per PI channel from files or tables (read elsewhere). Out: {@link io.github.montecat.spectrum.Spectrum},
 * the one type that the rest of the program works with, and {@link io.github.montecat.spectrum.ChannelGrouping}, which
 * sums its channels into the bins a network was trained on.
 *
 * <p>Source: OGIP Memo 92-007 (PHA files) and CAL/GEN/92-002 (response files) for the meaning of channels, exposure,
 * quality and scalings.
 */
package io.github.montecat.spectrum;
