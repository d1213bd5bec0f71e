package io.github.montecat.physics.absorption;

/** The chemical elements that abundance tables list, hydrogen to zinc, in order of atomic number. */
public enum Element {
    H, He, Li, Be, B, C, N, O, F, Ne, Na, Mg, Al, Si, P, S, Cl, Ar, K, Ca, Sc, Ti, V, Cr, Mn, Fe, Co, Ni, Cu, Zn;

    /** @return the number of protons, from 1 */
    public int atomicNumber() {
        return ordinal() + 1;
    }
}
