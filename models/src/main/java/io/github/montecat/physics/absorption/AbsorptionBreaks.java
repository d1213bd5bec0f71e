package io.github.montecat.physics.absorption;

import java.util.ArrayList;
import java.util.List;

/**
 * Energies at which the cross sections of cold matter jump or bend: thresholds of subshells, and points of the tabulated
 * edges between which a cross section is close to a straight line. Whoever integrates a spectrum through such matter
 * cuts its energies there. Stateless; safe for use by several threads.
 */
public final class AbsorptionBreaks {

    private static final double PER_EV = 1e-3;
    /** Half the width of a jump relative to its energy: some steps of single precision, to which thresholds are rounded. */
    private static final double HALF_JUMP = 5e-7;
    /** Largest distance in Mb of a tabulated cross section from the straight line between two points. */
    private static final double STRAIGHT = 1.5e-3;
    /** Jumps and bends that stand in formulas, in eV. */
    private static final double[] OF_FORMULAS = {13.5984, 13.599, 15.4, 18, 24.58, 30, 85, 745, 795, 100e3};

    private static final class Neutral {
        static final double[] ENERGIES = energies(List.of());
    }

    private static final class Detailed {
        static final double[] ENERGIES = energies(List.of("oxygen-k-edge.txt", "neon-k-edge.txt", "iron-l-edge.txt"));
    }

    private AbsorptionBreaks() {
    }

    /**
     * @param redshift of the absorber
     * @return breaks of {@link InterstellarMedium#neutralAtoms} in keV in the observer's frame; not to be changed
     */
    public static double[] neutralAtoms(double redshift) {
        return shifted(Neutral.ENERGIES, redshift);
    }

    /**
     * @param redshift of the absorber
     * @return breaks of {@link InterstellarMedium#wilmsAllenMcCray} in keV in the observer's frame; not to be changed
     */
    public static double[] wilmsAllenMcCray(double redshift) {
        return shifted(Detailed.ENERGIES, redshift);
    }

    private static double[] shifted(double[] energies, double redshift) {
        if (redshift == 0) {
            return energies;
        }
        double[] observed = energies.clone();
        for (int i = 0; i < observed.length; i++) {
            observed[i] /= 1 + redshift;
        }
        return observed;
    }

    private static double[] energies(List<String> tables) {
        List<Double> found = new ArrayList<>();
        for (double threshold : OF_FORMULAS) {
            addJump(threshold, found);
        }
        for (LiteratureTable.Row row : LiteratureTable.read("verner-yakovlev-1995.txt", 8)) {
            addJump(row.number(2), found);
        }
        for (String table : tables) {
            List<LiteratureTable.Row> rows = LiteratureTable.read(table, 2);
            double[] energy = rows.stream().mapToDouble(r -> r.number(0)).toArray();
            double[] sigma = rows.stream().mapToDouble(r -> r.number(1)).toArray();
            addJump(energy[0], found);
            addBends(energy, sigma, 0, energy.length - 1, found);
            addJump(energy[energy.length - 1], found);
        }
        return found.stream().mapToDouble(e -> e * PER_EV).sorted().distinct().toArray();
    }

    private static void addJump(double energy, List<Double> found) {
        found.add(energy * (1 - HALF_JUMP));
        found.add(energy * (1 + HALF_JUMP));
    }

    /** Adds the points that a polygon through some of them needs (Douglas and Peucker 1973). */
    private static void addBends(double[] energy, double[] sigma, int from, int to, List<Double> found) {
        int worst = -1;
        double distance = STRAIGHT;
        double slope = (sigma[to] - sigma[from]) / (energy[to] - energy[from]);
        for (int i = from + 1; i < to; i++) {
            double off = Math.abs(sigma[i] - sigma[from] - slope * (energy[i] - energy[from]));
            if (off > distance) {
                distance = off;
                worst = i;
            }
        }
        if (worst >= 0) {
            found.add(energy[worst]);
            addBends(energy, sigma, from, worst, found);
            addBends(energy, sigma, worst, to, found);
        }
    }
}
