/**
 * Photoelectric absorption by cold matter, from first principles.
 *
 * <p>In: an energy grid, an abundance table, and the literature's numbers, which are shipped as small text tables
 * beside the classes, each with its citation. Out: the optical depth per bin of an
 * {@link io.github.montecat.physics.absorption.InterstellarMedium}.
 *
 * <p>Sources: Wilms, Allen and McCray 2000, ApJ 542, 914 (the model TBabs); Verner and Yakovlev 1995, A&amp;AS 109,
 * 125; Verner et al. 1996, ApJ 465, 487; Band et al. 1990, A&amp;A 237, 267 (H); Yan et al. 1998, ApJ 496, 1044 (He,
 * H2).
 */
package io.github.montecat.physics.absorption;
