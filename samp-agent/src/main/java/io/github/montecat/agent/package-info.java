/**
 * The SAMP agent: takes tables of spectra from TOPCAT and any other client, has them fitted by the job queue, and sends
 * tables of parameters and posteriors back.
 *
 * <p>In: SAMP messages ({@code table.load.fits}, {@code table.load.votable}, {@code spectrum.load.ssa-generic},
 * {@code table.highlight.row}, {@code table.select.rowList} and the {@code montecat.*} family). Out:
 * {@code table.load.fits} with result and posterior tables, {@code montecat.result} with columns alone to a client that
 * takes it (the plugin inside TOPCAT), {@code montecat.job.progress}, and a response to every call.
 * {@link io.github.montecat.agent.SampAgent} puts the parts together. Regions of DS9 are asked for with
 * {@link io.github.montecat.ds9.Ds9Client}, on request or by following them.
 *
 * <p>Messages arrive each on a thread of JSAMP's; tables are fetched and recognised there, so that the response tells
 * whether they can be used, and fitted on the queue's threads. Results wait in the
 * {@link io.github.montecat.agent.Outbox} until their client has them. All servers listen on the loopback interface
 * alone.
 *
 * <p>Source: IVOA Recommendation SAMP 1.3 (standard profile only; the web profile would let web pages in).
 */
package io.github.montecat.agent;
