/**
 * The client of SAOImage DS9 over SAMP: finds it by its subscription to {@code ds9.get}, asks what it shows and which regions
 * are drawn, and writes labels into it.
 *
 * <p>In: a connection to a hub. Out: {@link io.github.montecat.ds9.Ds9View} and the text of a region file. DS9's ways are
 * taken as they are: answers come as a value or as a file's address, file names may be relative, and a question that DS9
 * does not understand is never answered, so that every call has a time-out.
 *
 * <p>Source: DS9 reference manual, "SAMP" and "XPA access points"; seen with DS9 8.4.1.
 */
package io.github.montecat.ds9;
