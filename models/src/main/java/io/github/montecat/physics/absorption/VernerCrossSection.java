package io.github.montecat.physics.absorption;

import io.github.montecat.error.RefusedValueException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Neutral atoms after Verner and Yakovlev 1995, A&amp;AS 109, 125 (a fit per subshell) and Verner, Ferland, Korista and
 * Yakovlev 1996, ApJ 465, 487 (one fit for the outer shells together, below the threshold of the outermost inner
 * subshell; not available for every element).
 */
final class VernerCrossSection implements CrossSection {

    /** Subshells in the order of the papers. */
    private enum Subshell {
        S1("1s", 0), S2("2s", 0), P2("2p", 1), S3("3s", 0), P3("3p", 1), D3("3d", 2), S4("4s", 0);

        private final String label;
        private final int angularMomentum;

        Subshell(String label, int angularMomentum) {
            this.label = label;
            this.angularMomentum = angularMomentum;
        }

        static Subshell labelled(String label) {
            for (Subshell s : values()) {
                if (s.label.equals(label)) {
                    return s;
                }
            }
            throw new IllegalStateException("no subshell is called " + label);
        }
    }

    private record SubshellFit(Subshell subshell, double threshold, double e0, double sigma0, double ya, double p,
            double yw) {

        double at(double energy) {
            if (energy < threshold) {
                return 0;
            }
            double y = energy / e0;
            double q = 5.5 + subshell.angularMomentum - 0.5 * p;
            return sigma0 * ((y - 1) * (y - 1) + yw * yw) * Math.pow(y, -q) * Math.pow(1 + Math.sqrt(y / ya), -p);
        }
    }

    private record OuterFit(double e0, double sigma0, double ya, double p, double yw, double y0, double y1) {

        double at(double energy) {
            double x = energy / e0 - y0;
            double y = Math.sqrt(x * x + y1 * y1);
            double q = 5.5 - 0.5 * p;
            return sigma0 * ((x - 1) * (x - 1) + yw * yw) * Math.pow(y, -q) * Math.pow(1 + Math.sqrt(y / ya), -p);
        }
    }

    /** The literature's numbers, read once. */
    private static final class Literature {
        static final Map<Element, List<SubshellFit>> SUBSHELLS = new EnumMap<>(Element.class);
        static final Map<Element, OuterFit> OUTER = new EnumMap<>(Element.class);

        static {
            for (LiteratureTable.Row row : LiteratureTable.read("verner-yakovlev-1995.txt", 8)) {
                SUBSHELLS.computeIfAbsent(row.element(0), e -> new ArrayList<>())
                        .add(new SubshellFit(Subshell.labelled(row.text(1)), row.number(2), row.number(3),
                                row.number(4), row.number(5), row.number(6), row.number(7)));
            }
            for (LiteratureTable.Row row : LiteratureTable.read("verner-et-al-1996.txt", 8)) {
                OUTER.put(row.element(0), new OuterFit(row.number(1), row.number(2), row.number(3), row.number(4),
                        row.number(5), row.number(6), row.number(7)));
            }
        }
    }

    private final List<SubshellFit> subshells;
    private final OuterFit outer;
    private final double outerThreshold;
    private final double innerThreshold;

    /**
     * @param element an element
     * @throws IllegalArgumentException if the tables of this package do not have it
     */
    VernerCrossSection(Element element) {
        List<SubshellFit> fits = Literature.SUBSHELLS.get(element);
        if (fits == null) {
            throw new RefusedValueException("no cross section of " + element + "; known: "
                    + Literature.SUBSHELLS.keySet());
        }
        subshells = List.copyOf(fits);
        outer = Literature.OUTER.get(element);
        outerThreshold = fits.get(fits.size() - 1).threshold();
        innerThreshold = innerThreshold(element, fits, outer != null);
    }

    /** Energy from which on the subshell fits hold. */
    private static double innerThreshold(Element element, List<SubshellFit> fits, boolean hasOuterFit) {
        if (!hasOuterFit) {
            return 0;
        }
        int electrons = element.atomicNumber();
        if (electrons <= 2) {
            return Double.POSITIVE_INFINITY;
        }
        Subshell outermostInner = electrons <= 10 ? Subshell.S1 : electrons <= 18 ? Subshell.P2 : Subshell.P3;
        return fits.stream().filter(f -> f.subshell() == outermostInner).findFirst().orElseThrow().threshold();
    }

    @Override
    public double at(double energy) {
        // To single precision, as the authors' code and XSPEC do: a bin edge at 0.857 keV that a file stores as
        // 0.856999993 must not fall below the threshold at 857 eV.
        double e = (float) energy;
        if (e < innerThreshold) {
            return e < outerThreshold ? 0 : outer.at(e);
        }
        double sum = 0;
        for (SubshellFit fit : subshells) {
            sum += fit.at(e);
        }
        return sum;
    }
}
