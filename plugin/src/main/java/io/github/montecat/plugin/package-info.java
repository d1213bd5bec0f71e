/**
 * What runs inside TOPCAT: a table reader for X-ray spectra.
 *
 * <p>In: OGIP PHA files of type I and II. Out: STIL tables ready to plot, through
 * {@link io.github.montecat.plugin.PhaTableBuilder}, which TOPCAT finds by its system property
 * {@code startable.readers}. This package runs on TOPCAT's own STIL and its Java (11 or newer) and therefore uses
 * neither the other modules' classes nor any other library.
 *
 * <p>Source: OGIP Memo 92-007 (PHA files), CAL/GEN/92-002 (EBOUNDS).
 */
package io.github.montecat.plugin;
