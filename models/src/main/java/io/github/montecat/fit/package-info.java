/**
 * Best fits: the parameters at which a fit statistic is smallest.
 *
 * <p>In: a {@link io.github.montecat.fit.FoldedModel} (model, response and bins), what was measured in the bins, a
 * {@link io.github.montecat.statistic.FitStatistic} and start values. Out: a {@link io.github.montecat.fit.BestFit}. A fit
 * finds the minimum near its start; that it is the lowest of all is not promised.
 *
 * <p>{@link io.github.montecat.fit.BoundedMinimum} finds minima inside bounds, also for {@code exact} and
 * {@code assessment}.
 *
 * <p>Source: Levenberg 1944, Marquardt 1963; see there.
 */
package io.github.montecat.fit;
