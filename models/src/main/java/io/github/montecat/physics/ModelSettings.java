package io.github.montecat.physics;

import io.github.montecat.physics.absorption.AbundanceTable;
import java.util.Objects;

/**
 * What XSPEC keeps in global settings and every component of a model shares.
 *
 * @param abundances elemental abundances (XSPEC's {@code abund}); cross sections are always those of {@code xsect vern}
 */
public record ModelSettings(AbundanceTable abundances) {

    /** Abundances of Wilms, Allen and McCray 2000. */
    public static final ModelSettings DEFAULT = new ModelSettings(AbundanceTable.WILM);

    /** Checks that nothing is null. */
    public ModelSettings {
        Objects.requireNonNull(abundances, "abundances");
    }
}
