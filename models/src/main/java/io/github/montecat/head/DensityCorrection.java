package io.github.montecat.head;

/**
 * What a {@link DensityCalibration} changes the normal densities of a spectrum's mixture by: first their correlations, then the
 * shape along each parameter. Arrays are not copied and must not be changed.
 *
 * @param shapes what a standard normal variable becomes, for each parameter
 * @param mixing what gives correlations
 */
record DensityCorrection(SinhArcsinh[] shapes, ComponentMixing mixing) {
}
