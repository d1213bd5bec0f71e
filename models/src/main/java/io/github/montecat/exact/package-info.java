/**
 * Exact posteriors: what data, model and prior say, with no network in between. They are the reference that networks are
 * measured against, and what their posteriors are refined to.
 *
 * <p>In: a {@link io.github.montecat.exact.LogLikelihood} on the unit cube of a prior; for spectra
 * {@link io.github.montecat.exact.SpectrumLikelihood}, made from a response, bins and counts, or, where they are simulated with a
 * background, {@link io.github.montecat.exact.BackgroundShapeLikelihood}; where a measured background is modelled,
 * {@link io.github.montecat.exact.BackgroundModelLikelihood}. Two ways lead from it to a
 * {@link io.github.montecat.exact.WeightedPosterior} with the evidence: {@link io.github.montecat.exact.NestedSampler}, slow
 * and sure, and {@link io.github.montecat.exact.AdaptiveImportanceSampler}, fast, which says when it did not work.
 * {@link io.github.montecat.exact.ReferencePosterior} takes the second and falls back on the first.
 * {@link io.github.montecat.exact.BayesRisk} is the mean of exact variances, the limit of any estimator.
 *
 * <p>Points of the cube have one coordinate in [0, 1] per free parameter, its place in the prior, so the prior is uniform; brightness of a
 * background is one more.
 *
 * <p>Source: Skilling 2006, Bayesian Analysis 1, 833 (nested sampling); Neal 2003, Ann. Statist. 31, 705 (slice sampling);
 * Cappé et al. 2008, Stat. Comput. 18, 447 and Cornuet et al. 2012, Scand. J. Statist. 39, 798 (adaptive importance sampling);
 * Vehtari et al. 2024, JMLR 25, 72 (Pareto diagnostics).
 */
package io.github.montecat.exact;
