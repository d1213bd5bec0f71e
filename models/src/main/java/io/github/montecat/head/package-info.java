/**
 * What a network's outputs mean: one value per parameter ({@link io.github.montecat.head.PointHead}, as in Tutone et al.
 * 2025), or a density ({@link io.github.montecat.head.DensityHead}, a mixture density network after Bishop 1994). A head
 * gives the loss that the network is trained by and turns outputs into samples inside the prior; what is wrong with a density
 * on average is corrected by {@link io.github.montecat.head.DensityCalibration}.
 */
package io.github.montecat.head;
