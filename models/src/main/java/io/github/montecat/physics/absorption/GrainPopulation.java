package io.github.montecat.physics.absorption;

import org.apache.commons.numbers.gamma.Erf;

/**
 * Dust grains that shadow part of their own atoms: spheres with radii distributed as a power law of index -3.5
 * (Mathis, Rumpl and Nordsieck 1977, ApJ 217, 425), after Wilms, Allen and McCray 2000, ApJ 542, 914, appendix A.
 *
 * @param density of the grain's matter in g/cm3
 * @param minRadius smallest grain in cm
 * @param maxRadius largest grain in cm
 */
record GrainPopulation(double density, double minRadius, double maxRadius) {

    /** The grains of TBabs: 1 g/cm3, 0.025 to 0.25 micrometres. */
    static final GrainPopulation TBABS = new GrainPopulation(1, 0.025e-4, 0.25e-4);

    /** Atomic mass unit in g, with the digits TBabs has. */
    private static final double ATOMIC_MASS_UNIT = 1.6605655e-24;
    private static final double MEGABARN = 1e-18;

    /**
     * The cross section of all grains.
     *
     * @param atoms atoms in grains per hydrogen atom
     * @param meanMass their mean mass in atomic mass units
     * @param meanCrossSection their mean cross section in Mb
     * @return cross section of the grains per hydrogen atom in Mb, at most {@code atoms * meanCrossSection}
     */
    double crossSection(double atoms, double meanMass, double meanCrossSection) {
        if (atoms == 0 || meanCrossSection == 0) {
            return 0;
        }
        double atomMass = meanMass * ATOMIC_MASS_UNIT;
        // Optical depth along the mean chord of a grain is opacity * radius.
        double opacity = 4.0 / 3.0 * density / atomMass * meanCrossSection * MEGABARN;
        double thickest = opacity * maxRadius;
        double thinnest = opacity * minRadius;
        // Integral of a^-3.5 pi a^2 (1 - exp(-opacity a)) over a, by parts; what remains is an error function.
        double shadow = -Math.expm1(-thinnest) / Math.sqrt(minRadius) + Math.expm1(-thickest) / Math.sqrt(maxRadius)
                + Math.sqrt(opacity * Math.PI) * (Erf.value(Math.sqrt(thickest)) - Erf.value(Math.sqrt(thinnest)));
        // Number of grains per hydrogen atom from the mass that is in them.
        double volume = 4.0 / 3.0 * Math.PI * 2 * (Math.sqrt(maxRadius) - Math.sqrt(minRadius));
        double norm = atoms * atomMass / (density * volume);
        return norm * Math.PI * 2 * shadow / MEGABARN;
    }
}
