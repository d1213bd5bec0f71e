package io.github.montecat.physics.absorption;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Energies at which the cross sections of cold matter jump or bend: thresholds of subshells, and points of the
 * tabulated edges between which a cross section is close to a straight line. Whoever integrates a spectrum through such
 * matter cuts its energies there. Stateless; safe for use by several threads.
 */
public final class AbsorptionBreaks {

    private static final double PER_EV = 1e-3;
    /**
     * Half the width of a jump relative to its energy: some steps of single precision, to which thresholds are rounded.
     */
    private static final double HALF_JUMP = 5e-7;

    /**
     * A tabulated edge, and the largest distance in Mb of its cross section from the straight line between two points.
     */
    private record Table(String resource, double straight) {
    }

    /** Distances are inverse to the elements' abundances. */
    private static final List<Table> TABLES = List.of(
            new Table("oxygen-k-edge.txt", 0.01),
            new Table("neon-k-edge.txt", 0.06),
            new Table("iron-l-edge.txt", 0.18));

    /** Jumps and bends that stand in formulas, in eV. */
    private static final double[] OF_FORMULAS = {13.5984, 13.599, 15.4, 18, 24.58, 30, 85, 745, 795, 100e3};

    private static final class Neutral {
        static final double[] ENERGIES = energies(List.of());
    }

    private static final class Detailed {
        static final double[] ENERGIES = energies(TABLES);
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

    /**
     * @param energies where something jumps
     * @return the ends of the narrow intervals that hold the jumps, in the unit of the energies
     */
    public static double[] jumps(double... energies) {
        return Arrays.stream(energies).flatMap(e -> DoubleStream.of(e * (1 - HALF_JUMP), e * (1 + HALF_JUMP)))
                .toArray();
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

    private static double[] energies(List<Table> tables) {
        List<Double> found = new ArrayList<>();
        addJumps(found, OF_FORMULAS);
        for (LiteratureTable.Row row : LiteratureTable.read("verner-yakovlev-1995.txt", 8)) {
            addJumps(found, row.number(2));
        }
        for (Table table : tables) {
            List<LiteratureTable.Row> rows = LiteratureTable.read(table.resource(), 2);
            double[] energy = rows.stream().mapToDouble(r -> r.number(0)).toArray();
            double[] sigma = rows.stream().mapToDouble(r -> r.number(1)).toArray();
            addJumps(found, energy[0], energy[energy.length - 1]);
            addBends(energy, sigma, 0, energy.length - 1, table.straight(), found);
        }
        return found.stream().mapToDouble(e -> e * PER_EV).sorted().distinct().toArray();
    }

    private static void addJumps(List<Double> found, double... energies) {
        Arrays.stream(jumps(energies)).forEach(found::add);
    }

    /** Adds the points that a polygon through some of them needs (Douglas and Peucker 1973). */
    private static void addBends(double[] energy, double[] sigma, int from, int to, double straight,
            List<Double> found) {
        int worst = -1;
        double distance = straight;
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
            addBends(energy, sigma, from, worst, straight, found);
            addBends(energy, sigma, worst, to, straight, found);
        }
    }
}
