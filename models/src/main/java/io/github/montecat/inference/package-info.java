/**
 * The steps of a fit: from a spectrum to samples of the posterior and their summary.
 *
 * <table>
 * <caption>The steps</caption>
 * <tr><th>step</th><th>interface</th><th>in</th><th>out</th></tr>
 * <tr><td>pose</td><td>{@link io.github.montecat.inference.ProblemSetup}</td><td>row: spectrum, and what the row
 * says about parameters</td>
 * <td>{@link io.github.montecat.inference.FitProblem}: model, prior, response, likelihood</td></tr>
 * <tr><td>propose</td><td>{@link io.github.montecat.inference.Proposer}</td><td>problems</td>
 * <td>{@link io.github.montecat.inference.Proposal}: samples near the posterior</td></tr>
 * <tr><td>correct</td><td>{@link io.github.montecat.inference.Correction}</td><td>problem, proposal</td>
 * <td>{@link io.github.montecat.inference.Posterior}</td></tr>
 * <tr><td>derive</td><td>{@link io.github.montecat.inference.FitQuality}</td><td>problem, posterior</td>
 * <td>goodness of fit</td></tr>
 * </table>
 *
 * <p>{@link io.github.montecat.inference.SpectrumFitter} runs them over many rows. No step knows the step after next.
 *
 * <p>Source: Gal and Ghahramani 2016; Tutone et al. 2025, section 2.2.
 */
package io.github.montecat.inference;
