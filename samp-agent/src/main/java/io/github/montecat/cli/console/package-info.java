/**
 * What a terminal shows: results on standard output; messages, the log and progress on standard error.
 *
 * <p>Whatever may quote text from outside is made harmless here ({@link io.github.montecat.error.PlainText}).
 */
package io.github.montecat.cli.console;
