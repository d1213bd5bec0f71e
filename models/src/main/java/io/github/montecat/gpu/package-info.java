/**
 * Monte Carlo Dropout on an NVIDIA GPU, with nothing installed but NVIDIA's driver.
 *
 * <p>In: the networks and inputs that {@link io.github.montecat.inference.McDropoutEngine} takes. Out: the samples that the
 * processor's engine gives, but for rounding: the masks are the same bit for bit, the products take operands in half
 * precision. {@link io.github.montecat.gpu.GpuEngine} is the engine, {@link io.github.montecat.gpu.GpuOpening} what becomes
 * of asking for it.
 *
 * <p>The kernels are CUDA C++ in {@code models/src/main/cuda} and travel compiled in the jar; {@code build.sh} beside them
 * makes them anew. The driver library is called through JNA.
 *
 * <p>Source: NVIDIA, CUDA Driver API and PTX ISA; {@link io.github.montecat.kernel.GruWeights} for the equations.
 */
package io.github.montecat.gpu;
