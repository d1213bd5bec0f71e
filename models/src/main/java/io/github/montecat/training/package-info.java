/**
 * Training: scaling, splitting, fitting with early stopping, from a data set to a bundle.
 */
package io.github.montecat.training;
