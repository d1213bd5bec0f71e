package io.github.montecat.bundle;

import io.github.montecat.archive.NpyArray;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.physics.ComponentParameter;
import io.github.montecat.physics.TableModel;
import io.github.montecat.physics.TableModelSource;
import io.github.montecat.spectrum.EnergyGrid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The table models of a bundle's expression, which a bundle carries along: {@code tables/N.json} says what a table is,
 * {@code tables/N.npy} holds its spectra (sets x nodes x bins, single precision).
 */
final class BundleTables {

    private static final String FOLDER = "tables/";
    private static final String JSON = ".json";

    private BundleTables() {
    }

    /** All of a table but its spectra. */
    record Head(String name, boolean additive, List<TableModel.Axis> axes, List<ComponentParameter> additional,
            boolean redshift, double[] low, double[] high, double below, double above) {
    }

    /** The members of this many tables. */
    static List<String> members(int tables) {
        List<String> names = new ArrayList<>();
        for (int number = 0; number < tables; number++) {
            names.add(FOLDER + number + JSON);
            names.add(FOLDER + number + NpyArray.SUFFIX);
        }
        return names;
    }

    /** Adds the members of tables, which are known by their names in the expression. */
    static void encode(Map<String, TableModel> tables, Map<String, byte[]> members) {
        int number = 0;
        for (Map.Entry<String, TableModel> e : tables.entrySet()) {
            TableModel t = e.getValue();
            Head head = new Head(e.getKey(), t.additive(), t.axes(), t.additional(), t.redshift(), t.energies().lows(),
                    t.energies().highs(), t.below(), t.above());
            members.put(FOLDER + number + JSON, BundleJson.write(head));
            int bins = t.energies().size();
            float[] flat = new float[Math.multiplyExact(t.spectra().length * t.spectra()[0].length, bins)];
            int at = 0;
            for (float[][] set : t.spectra()) {
                for (float[] spectrum : set) {
                    System.arraycopy(spectrum, 0, flat, at, bins);
                    at += bins;
                }
            }
            members.put(FOLDER + number + NpyArray.SUFFIX,
                    NpyArray.of(flat, t.spectra().length, t.spectra()[0].length, bins).toBytes());
            number++;
        }
    }

    /**
     * @param names the tables' names in the expression, in the order of their members
     * @param members all members of a bundle
     * @return the tables by name
     * @throws BundleFormatException if the text of a table does not obey the schema
     * @throws IllegalArgumentException if one is not what it says
     */
    static Map<String, TableModel> decode(List<String> names, Map<String, byte[]> members)
            throws BundleFormatException {
        Map<String, TableModel> tables = new LinkedHashMap<>();
        for (int number = 0; number < names.size(); number++) {
            String member = FOLDER + number + JSON;
            Head head = BundleJson.table(members.get(member), member);
            if (!head.name().equals(names.get(number))) {
                throw new RefusedValueException("member '" + member + "' is table '" + head.name() + "', "
                        + BundleFile.MANIFEST + " lists '" + names.get(number) + "'");
            }
            int bins = head.low().length;
            int sets = 1 + head.additional().size();
            int nodes = head.axes().stream().mapToInt(a -> a.values().length).reduce(1, Math::multiplyExact);
            float[] flat = BundleCodec.read(members, FOLDER + number + NpyArray.SUFFIX,
                    a -> a.floats(sets, nodes, bins));
            float[][][] spectra = new float[sets][nodes][bins];
            int at = 0;
            for (float[][] set : spectra) {
                for (float[] spectrum : set) {
                    System.arraycopy(flat, at, spectrum, 0, bins);
                    at += bins;
                }
            }
            tables.put(head.name(), new TableModel(head.additive(), head.axes(), head.additional(), head.redshift(),
                    new EnergyGrid(head.low(), head.high()), head.below(), head.above(), spectra));
        }
        return tables;
    }

    /** Tables as an expression looks them up. */
    static TableModelSource source(Map<String, TableModel> tables) {
        return name -> {
            TableModel table = tables.get(name);
            if (table == null) {
                throw new IOException("the bundle has no table '" + name + "'; it has " + tables.keySet());
            }
            return table;
        };
    }
}
