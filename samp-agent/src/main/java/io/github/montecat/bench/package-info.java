/**
 * Benchmarks with JMH, run by {@code montecat bench}: how long the work takes that users wait for, as ratios to a floor
 * that is measured in the same run. The floor is the number of floating-point operations of the network's products (the
 * first layer once per spectrum) over the machine's rate of single-precision matrix products.
 */
package io.github.montecat.bench;
