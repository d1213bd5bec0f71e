package io.github.montecat.physics.absorption;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Cold interstellar matter: atoms in the gas, hydrogen molecules, and atoms in grains. It gives the cross section per
 * hydrogen atom. Immutable and safe for use by several threads.
 */
public final class InterstellarMedium {

    /** XSPEC's models are transparent from here on, in eV. */
    private static final double HIGHEST_ENERGY = 100e3;

    private static final double LYMAN_LIMIT = 13.5984;

    private static final String ELEMENTS = "interstellar-elements.txt";

    /** Hydrogen atoms per cm2 in a unit of XSPEC's nH, times the cm2 of a Mb. */
    private static final double COLUMN_TIMES_MEGABARN = 1e22 * 1e-18;

    /** Made once: reading the tables takes longer than the cross sections of a small grid. */
    private static final Map<AbundanceTable, InterstellarMedium> GAS_AND_GRAINS = new ConcurrentHashMap<>();
    private static final Map<AbundanceTable, InterstellarMedium> GAS = new ConcurrentHashMap<>();
    private static final Map<AbundanceTable, InterstellarMedium> NEUTRAL = new ConcurrentHashMap<>();

    private record Constituent(CrossSection crossSection, double inGas, double inGrains, double mass) {
    }

    /** Ends of the table in eV; helium has narrow resonances below. */
    private static final double LOWEST = 128;
    private static final double HIGHEST = 131072;

    private final List<Constituent> constituents;
    private final Optional<GrainPopulation> grains;
    private final double lowestEnergy;
    private final double atomsInGrains;
    private final double meanGrainMass;
    /** Cross section in Mb of gas and molecules per hydrogen atom. */
    private final SmoothTable gas;

    private InterstellarMedium(List<Constituent> constituents, Optional<GrainPopulation> grains, double lowestEnergy) {
        this.constituents = List.copyOf(constituents);
        this.grains = grains;
        this.lowestEnergy = lowestEnergy;
        atomsInGrains = constituents.stream().mapToDouble(Constituent::inGrains).sum();
        double mass = constituents.stream().mapToDouble(c -> c.inGrains() * c.mass()).sum();
        meanGrainMass = atomsInGrains > 0 ? mass / atomsInGrains : 0;
        gas = new SmoothTable(energy -> atEdge(energy)[0], LOWEST, HIGHEST, constituents.stream().map(Constituent::crossSection)
                .filter(TabulatedEdge.class::isInstance).map(c -> ((TabulatedEdge) c).range()).toList());
    }

    /**
     * Gas, molecules and grains after Wilms, Allen and McCray 2000, ApJ 542, 914, as in XSPEC's TBabs 2.3.
     *
     * @param abundances of the elements, gas and grains together
     * @param withGrains false to leave all atoms in the gas, as XSPEC's zTBabs does
     * @return the medium, with a fifth of the hydrogen in molecules
     */
    public static InterstellarMedium wilmsAllenMcCray(AbundanceTable abundances, boolean withGrains) {
        return (withGrains ? GAS_AND_GRAINS : GAS).computeIfAbsent(abundances, a -> makeWilms(a, withGrains));
    }

    private static InterstellarMedium makeWilms(AbundanceTable abundances, boolean withGrains) {
        double molecular = 0.2;
        List<Constituent> list = new ArrayList<>();
        for (LiteratureTable.Row row : LiteratureTable.read(ELEMENTS, 3)) {
            Element element = row.element(0);
            double inGas = withGrains ? row.number(1) : 1;
            double abundance = abundances.of(element);
            double atomic = element == Element.H ? 1 - molecular : 1;
            list.add(new Constituent(detailedCrossSection(element), abundance * inGas * atomic,
                    abundance * (1 - inGas), row.number(2)));
        }
        list.add(new Constituent(new MolecularHydrogenCrossSection(), molecular / 2, 0, 2));
        return new InterstellarMedium(list, withGrains ? Optional.of(GrainPopulation.TBABS) : Optional.empty(), 0);
    }

    /**
     * Neutral atoms, all in the gas, with the cross sections of Verner et al., as in XSPEC's phabs.
     *
     * @param abundances of the elements
     * @return the medium, transparent below 13.5984 eV
     */
    public static InterstellarMedium neutralAtoms(AbundanceTable abundances) {
        return NEUTRAL.computeIfAbsent(abundances, InterstellarMedium::makeNeutral);
    }

    private static InterstellarMedium makeNeutral(AbundanceTable abundances) {
        List<Constituent> list = new ArrayList<>();
        for (LiteratureTable.Row row : LiteratureTable.read(ELEMENTS, 3)) {
            Element element = row.element(0);
            list.add(new Constituent(new VernerCrossSection(element), abundances.of(element), 0, row.number(2)));
        }
        return new InterstellarMedium(list, Optional.empty(), LYMAN_LIMIT);
    }

    private static CrossSection detailedCrossSection(Element element) {
        return switch (element) {
            case H -> new HydrogenCrossSection();
            case He -> new HeliumCrossSection();
            case O -> new TabulatedEdge("oxygen-k-edge.txt", new VernerCrossSection(element));
            case Ne -> new TabulatedEdge("neon-k-edge.txt", new VernerCrossSection(element));
            case Fe -> {
                CrossSection atom = new VernerCrossSection(element);
                // From the end of the measured L edge a power law leads over to the isolated atom's fit.
                yield new TabulatedEdge("iron-l-edge.txt", energy -> energy >= 745 && energy <= 795
                        ? 1.645 * Math.pow(energy / 720.74, -3.2) : atom.at(energy));
            }
            default -> new VernerCrossSection(element);
        };
    }

    /**
     * Optical depth of each bin for a hydrogen column of 1e22 atoms/cm2. As in XSPEC, the atoms' cross sections in a
     * bin are the means of those at its two edges.
     *
     * @param grid energy bins in keV
     * @param redshift of the absorber; the bins are shifted to its rest frame
     * @return optical depth per bin
     */
    public double[] opticalDepth(EnergyGrid grid, double redshift) {
        double toRestFrame = 1000 * (1 + redshift);
        double[] depth = new double[grid.size()];
        double[] high = {0, 0};
        for (int bin = 0; bin < depth.length; bin++) {
            boolean adjoins = bin > 0 && grid.low(bin) == grid.high(bin - 1);
            double[] low = adjoins ? high : atEdge(toRestFrame * grid.low(bin));
            high = atEdge(toRestFrame * grid.high(bin));
            double perHydrogen = (low[0] + high[0]) / 2;
            if (grains.isPresent()) {
                perHydrogen += grains.get().crossSection(atomsInGrains, meanGrainMass, (low[1] + high[1]) / 2);
            }
            depth[bin] = toRestFrame * grid.low(bin) < lowestEnergy ? 0 : COLUMN_TIMES_MEGABARN * perHydrogen;
        }
        return depth;
    }

    /**
     * As {@link #opticalDepth}, and cheap where the redshift changes at every call: the cross sections of a medium
     * without grains are those of a {@link SmoothTable}, which agree to 3e-7.
     *
     * @param grid energy bins in keV
     * @param redshift of the absorber; the bins are shifted to its rest frame
     * @return optical depth per bin
     */
    public double[] shiftedOpticalDepth(EnergyGrid grid, double redshift) {
        if (grains.isPresent()) {
            return opticalDepth(grid, redshift);
        }
        double toRestFrame = 1000 * (1 + redshift);
        double[] depth = new double[grid.size()];
        double high = 0;
        for (int bin = 0; bin < depth.length; bin++) {
            boolean adjoins = bin > 0 && grid.low(bin) == grid.high(bin - 1);
            double low = adjoins ? high : gas.at(toRestFrame * grid.low(bin));
            high = gas.at(toRestFrame * grid.high(bin));
            depth[bin] = toRestFrame * grid.low(bin) < lowestEnergy ? 0 : COLUMN_TIMES_MEGABARN * (low + high) / 2;
        }
        return depth;
    }

    /** Cross section in Mb of gas and molecules per hydrogen atom, and mean cross section of the atoms in grains. */
    private double[] atEdge(double energy) {
        double gas = 0;
        double solid = 0;
        if (energy < HIGHEST_ENERGY) {
            for (Constituent c : constituents) {
                double sigma = c.crossSection().at(energy);
                gas += c.inGas() * sigma;
                solid += c.inGrains() * sigma;
            }
        }
        return new double[] {gas, atomsInGrains > 0 ? solid / atomsInGrains : 0};
    }
}
