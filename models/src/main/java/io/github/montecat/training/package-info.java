/**
 * Training: splitting of a data set, the loop over epochs with early stopping, checkpoints. Uses Deeplearning4j.
 *
 * <p>In: {@link io.github.montecat.simulate.Dataset} and {@link io.github.montecat.training.TrainingSettings}. Out: a
 * {@link io.github.montecat.training.TrainedNetwork}, ready for a bundle.
 *
 * <p>Source: Tutone et al. 2025, sections 2.1 and 2.2: standardised bins, 60/20/20 split, Adam, mean squared error, early
 * stopping.
 */
package io.github.montecat.training;
