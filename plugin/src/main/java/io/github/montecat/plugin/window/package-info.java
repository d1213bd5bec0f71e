/**
 * The tool window "X-ray spectral fit" and the activation action: what a user of TOPCAT sees of Montecat.
 *
 * <p>In: TOPCAT's tables and the user's choices. Out: columns appended to a table, posteriors as new tables, sentences
 * where something is wrong. TOPCAT makes {@link io.github.montecat.plugin.window.FitToolAction} by its property
 * {@code topcat.exttools} and {@link io.github.montecat.plugin.window.FitActivation} by {@code topcat.activators}. Reading
 * tables and talking to the agent happens on threads of their own, never on the event thread.
 */
package io.github.montecat.plugin.window;
