/**
 * What can be said of a row beside its numbers: flags for machines and the exception that carries a reason for people. Used
 * by all that reads, chooses or fits spectra, and built on nothing.
 */
package io.github.montecat.flag;
