/**
 * What runs inside TOPCAT: here the reader of X-ray spectra and responses; in the packages below, the tool window
 * ({@code window}), functions for columns ({@code function}), tables as they go out and come back ({@code table}), and the
 * way to the agent ({@code link}).
 *
 * <p>In: OGIP PHA files of type I and II, RMF and ARF. Out: STIL tables ready to plot, through
 * {@link io.github.montecat.plugin.OgipTableBuilder}, which TOPCAT finds by its system property
 * {@code startable.readers} and the tool window puts first. This package runs on TOPCAT's own STIL and its Java (11 or
 * newer) and therefore uses neither the other modules' classes nor any other library.
 *
 * <p>Source: OGIP Memo 92-007 (PHA files), CAL/GEN/92-002 (EBOUNDS, RMF, ARF).
 */
package io.github.montecat.plugin;
