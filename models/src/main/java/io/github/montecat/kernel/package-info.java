/**
 * The arithmetic of networks in single precision, fused and blocked for one core at a time: matrix products, the GRU's
 * gates forward and backward, and stochastic passes of whole networks ({@link io.github.montecat.kernel.PassSampler}), be
 * they recurrent, dense or convolutional. Two implementations of {@link io.github.montecat.kernel.FloatKernel}: one in the Java Vector
 * API, one in plain loops for a virtual machine that was started without that module. Everything here works on plain
 * arrays; nothing here knows of spectra or of Deeplearning4j.
 *
 * <p>For a given implementation and vector width, what comes out for a row of a batch does not depend on the other
 * rows, so results are the same whatever the batch.
 *
 * <p>Source: the GRU of Cho et al. 2014, in its own form and in that of cuDNN and of Keras's {@code reset_after=True}.
 */
package io.github.montecat.kernel;
