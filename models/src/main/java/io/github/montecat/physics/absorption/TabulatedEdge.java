package io.github.montecat.physics.absorption;

import java.util.Arrays;
import java.util.List;

/** A tabulated absorption edge with its fine structure, and another cross section outside the table's range. */
final class TabulatedEdge implements CrossSection {

    private final double[] energy;
    private final double[] sigma;
    private final CrossSection outside;

    /**
     * @param resource table of energies (eV) and cross sections (Mb) beside this class
     * @param outside cross section outside the table
     */
    TabulatedEdge(String resource, CrossSection outside) {
        List<LiteratureTable.Row> rows = LiteratureTable.read(resource, 2);
        energy = rows.stream().mapToDouble(r -> r.number(0)).toArray();
        sigma = rows.stream().mapToDouble(r -> r.number(1)).toArray();
        this.outside = outside;
    }

    /** @return first and last energy of the table, in eV */
    double[] range() {
        return new double[] {energy[0], energy[energy.length - 1]};
    }

    @Override
    public double at(double e) {
        int last = energy.length - 1;
        if (e < energy[0] || e > energy[last]) {
            return outside.at(e);
        }
        int found = Arrays.binarySearch(energy, e);
        if (found >= 0) {
            return sigma[found];
        }
        int above = -found - 1;
        double fraction = (e - energy[above - 1]) / (energy[above] - energy[above - 1]);
        return sigma[above - 1] + fraction * (sigma[above] - sigma[above - 1]);
    }
}
