/**
 * Jobs: work on whole tables, or on the regions of an event list, one after another, with progress and cancel.
 *
 * <p>In: a table of spectra and {@link io.github.montecat.inference.FitSettings}. Out: the same table with columns of
 * results. {@link io.github.montecat.job.JobQueue} runs jobs off the callers' threads and refuses more than it can
 * hold.
 */
package io.github.montecat.job;
