/**
 * Where tables and spectra come from, and what may be read on whose behalf.
 *
 * <p>In: file names and addresses. Out: local files. {@link io.github.montecat.source.SourcePolicy} says what is read
 * for the user of a command and what for a program that sent a message; {@link io.github.montecat.source.Download}
 * fetches addresses within {@link io.github.montecat.source.DownloadLimits}.
 *
 * <p>Source: {@code SECURITY.md} of the project.
 */
package io.github.montecat.source;
