/**
 * The plugin's way to the agent: a SAMP client of its own beside TOPCAT's, which finds the agent on the hub or starts
 * one, hands it tables as temporary FITS files, hears of progress and fetches what comes back.
 *
 * <p>In: {@link io.github.montecat.plugin.link.FitCall}. Out: {@link io.github.montecat.plugin.link.FitParts}. Everything
 * here may take long and is never called on the event thread. Nothing in it knows TOPCAT; it uses STIL and JSAMP as
 * TOPCAT brings them.
 *
 * <p>Source: IVOA Recommendation SAMP 1.3; the agent's own messages are {@code montecat.fit}, {@code montecat.result},
 * {@code montecat.bundle.list}, {@code montecat.job.progress}, {@code montecat.job.cancel} and {@code montecat.model}.
 */
package io.github.montecat.plugin.link;
