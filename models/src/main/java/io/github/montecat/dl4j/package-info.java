/**
 * Networks in Deeplearning4j, for training: what it lacks for Monte Carlo Dropout on spectra, a GRU layer
 * ({@link io.github.montecat.dl4j.Gru}), dropout with counter-based masks ({@link io.github.montecat.dl4j.McDropout})
 * and the loss of a density; the three architectures built of them and of Deeplearning4j's own layers
 * ({@link io.github.montecat.dl4j.Deeplearning4jForm}); and files of Deeplearning4j
 * ({@link io.github.montecat.dl4j.Deeplearning4jFile}).
 *
 * <p>In: an architecture, or its weights. Out: a network that can be trained, or its weights. Only this package,
 * training and the reference engine {@code nd4j} use Deeplearning4j and ND4J, whose native libraries inference does
 * without.
 *
 * <p>Source: Cho et al. 2014 and Keras's {@code reset_after} variant for the GRU; Gal and Ghahramani 2016 for the
 * dropout.
 */
package io.github.montecat.dl4j;
