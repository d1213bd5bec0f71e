/**
 * Regions on the sky or on a detector: their language, their geometry, and the projection between sky and pixels.
 *
 * <p>In: a region file as DS9 writes it or CIAO reads it ({@link io.github.montecat.region.RegionParser}), and the
 * {@link io.github.montecat.region.RegionCoordinates} of the event list it is about. Out:
 * {@link io.github.montecat.region.RegionList}: {@link io.github.montecat.region.Region}s whose
 * {@link io.github.montecat.region.Shape}s are in physical pixels, the list's own X and Y. A line that cannot be
 * understood is named with its number and the reason, and costs no other.
 *
 * <p>No library serves for the projection: nom-tam-fits has the keywords but no transformation, and the one on Maven
 * Central that has it is under the GPL and no longer kept up. So TAN and SIN are written here.
 *
 * <p>Source: DS9 reference manual, "Regions"; CIAO "dmregions"; Calabretta and Greisen 2002, A&amp;A 395, 1077.
 */
package io.github.montecat.region;
