/**
 * OGIP files of X-ray spectroscopy: PHA spectra, RMF, RSP and ARF responses, XSPEC table models.
 *
 * <p>In: FITS files, plain or gzipped, from a path or a URL. Out: the types of {@code models}:
 * {@link io.github.montecat.spectrum.Spectrum}, {@link io.github.montecat.response.RedistributionMatrix},
 * {@link io.github.montecat.response.EffectiveArea} and {@link io.github.montecat.physics.TableModel}; and back again for
 * spectra and responses. Files that break the standard in ways seen in practice are read as
 * XSPEC reads them; all others are refused with an {@link io.github.montecat.ogip.OgipFormatException} that names file,
 * extension and what was expected.
 *
 * <p>Source: OGIP/92-007 and 92-007a (PHA files), CAL/GEN/92-002 and 92-002a (RMF and ARF), OGIP/93-003 (HDUCLASn),
 * OGIP/92-009 (table models).
 */
package io.github.montecat.ogip;
