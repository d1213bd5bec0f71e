/**
 * How output files are written: whole or not at all, or through a device, a pipe or standard output. All that writes
 * files for users writes them here. Built on {@code error} alone.
 */
package io.github.montecat.output;
