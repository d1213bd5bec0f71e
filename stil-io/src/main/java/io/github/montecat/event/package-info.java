/**
 * Event lists and the spectra of regions in them.
 *
 * <p>In: an X-ray event list in any format STIL reads ({@link io.github.montecat.event.EventFile}), named as DS9 names
 * files ({@link io.github.montecat.event.EventLocation}), a filter in DS9's language
 * ({@link io.github.montecat.event.EventFilter}) and a {@link io.github.montecat.region.RegionList}. Out:
 * {@link io.github.montecat.event.RegionSpectra}, one spectrum with its background per region, ready to be fitted. Events are
 * streamed on all cores; memory does not grow with their number.
 *
 * <p>Source: OGIP/93-003 and OGIP/94-003 (event lists, good time intervals), OGIP/92-007 (BACKSCAL); funtools manual,
 * "Funfilters".
 */
package io.github.montecat.event;
