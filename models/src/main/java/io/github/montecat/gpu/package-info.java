/**
 * Monte Carlo Dropout on an NVIDIA GPU, with nothing installed but NVIDIA's driver.
 *
 * <p>In: GRU networks and their inputs. Out: the samples that {@link io.github.montecat.kernel.GruSampler} gives, but
 * for rounding: the masks are the same bit for bit. {@link io.github.montecat.gpu.GpuPasses} is an open GPU,
 * {@link io.github.montecat.gpu.GpuOpening} the answer to the request for one.
 *
 * <p>The kernels are CUDA C++ in {@code models/src/main/cuda} and travel compiled in the jar; {@code build.sh} beside them
 * makes them anew. The driver library is called through JNA.
 *
 * <p>Source: NVIDIA, CUDA Driver API and PTX ISA; {@link io.github.montecat.kernel.GruWeights} for the equations.
 */
package io.github.montecat.gpu;
