/**
 * Whether posteriors mean what they say: coverage and ranks over simulated spectra, the posterior predictive check and
 * the misfit of a single spectrum, outliers, and the ratio to the Bayes risk.
 *
 * <p>In: plain numbers. Samples are arrays parameters x samples of places in the prior (0 to 1), counts are arrays of
 * bins, and a model is an {@link io.github.montecat.assessment.ExpectedCounts}; nothing here knows networks or bundles.
 * Out: small records of numbers, which a bundle may carry
 * ({@link io.github.montecat.assessment.Coverage}, {@link io.github.montecat.assessment.RankHistogram},
 * {@link io.github.montecat.assessment.MisfitCalibration}, {@link io.github.montecat.assessment.RiskRatio},
 * {@link io.github.montecat.assessment.Outliers}) and which a row of a result may show
 * ({@link io.github.montecat.assessment.PredictiveCheck}, {@link io.github.montecat.assessment.Misfit}).
 *
 * <p>Sources: Talts et al. 2018, arXiv:1804.06788; Gelman, Meng and Stern 1996, Statistica Sinica 6, 733; Cash 1979,
 * ApJ 228, 939; Kaastra 2017, A&amp;A 605, A51; others stand with each class.
 */
package io.github.montecat.assessment;
