/**
 * Jobs: work on tables, single spectra, or the regions of an event list, with progress and cancel. Long and
 * short jobs have a thread each.
 *
 * <p>In: a table of spectra and {@link io.github.montecat.inference.FitSettings}. Out: the same table with columns of
 * results. {@link io.github.montecat.job.JobQueue} runs jobs off the callers' threads and refuses more than it can
 * hold.
 */
package io.github.montecat.job;
