package io.github.montecat.physics;

import io.github.montecat.physics.absorption.AbundanceTable;
import io.github.montecat.physics.absorption.CrossSections;
import java.util.Objects;

/**
 * What XSPEC keeps in global settings and every component of a model shares.
 *
 * @param abundances elemental abundances (XSPEC's {@code abund})
 * @param crossSections photoelectric cross sections (XSPEC's {@code xsect})
 */
public record ModelSettings(AbundanceTable abundances, CrossSections crossSections) {

    /** Abundances of Wilms, Allen and McCray 2000, cross sections of Verner et al. 1996. */
    public static final ModelSettings DEFAULT = new ModelSettings(AbundanceTable.WILM);

    /** Checks that nothing is null. */
    public ModelSettings {
        Objects.requireNonNull(abundances, "abundances");
        Objects.requireNonNull(crossSections, "crossSections");
    }

    /**
     * Settings with the cross sections of Verner et al. 1996.
     *
     * @param abundances elemental abundances
     */
    public ModelSettings(AbundanceTable abundances) {
        this(abundances, CrossSections.VERN);
    }
}
