/**
 * Fit models: an XSPEC expression with a prior for each free parameter, under a name.
 *
 * <p>In: the name of a shipped or user's model, or an expression, with the user's priors and fixed values. Out: a
 * {@link io.github.montecat.fitmodel.FitModel}, whose {@link io.github.montecat.prior.ModelPrior} defines a posterior
 * together with a spectrum and a response.
 */
package io.github.montecat.fitmodel;
