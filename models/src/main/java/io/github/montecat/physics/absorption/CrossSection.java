package io.github.montecat.physics.absorption;

/** Photoabsorption cross section of one particle (atom or molecule). Implementations are immutable. */
@FunctionalInterface
public interface CrossSection {

    /**
     * @param energy photon energy in eV
     * @return the cross section in Mb (1e-18 cm2); 0 below the first threshold
     */
    double at(double energy);
}
