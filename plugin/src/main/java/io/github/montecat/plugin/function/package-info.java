/**
 * Functions for TOPCAT's column expressions, {@link io.github.montecat.plugin.function.XraySpectra}, named by the property
 * {@code jel.classes}.
 *
 * <p>In: cells of a row, as TOPCAT's expression language hands them over one row at a time. Out: numbers and arrays.
 * Between them stands {@link io.github.montecat.plugin.function.SpectrumEvaluator}, which asks the agent for many rows at
 * once and remembers what it has heard. The pages that TOPCAT's function browser shows lie beside the class, named after
 * it and its methods.
 */
package io.github.montecat.plugin.function;
