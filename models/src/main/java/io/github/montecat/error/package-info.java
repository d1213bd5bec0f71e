/** Exceptions as sentences for users. Used by all that reports a failure to a person, and built on nothing. */
package io.github.montecat.error;
