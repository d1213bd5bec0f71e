/**
 * Spectra in tables: arrays of counts, columns of PHA files, PHA spectra that arrive as tables, and event lists.
 *
 * <p>In: anything STIL reads ({@link io.github.montecat.table.TableInput}) or a {@link uk.ac.starlink.table.StarTable}
 * that came over SAMP. Out: {@link io.github.montecat.table.SpectrumTable}, which knows what kind of table it is
 * without being told and yields one {@link io.github.montecat.inference.FitRequest} per spectrum, row by row, in
 * bounded memory; a row whose spectrum cannot be read becomes a request that says why. Further columns may name the
 * RMF, the ARF and the background of each row ({@link io.github.montecat.table.Companion}).
 *
 * <p>Source: OGIP/92-007 (PHA), OGIP/93-003 and the event list conventions of OGIP/94-003, UCD1+ of the IVOA.
 */
package io.github.montecat.table;
