package io.github.montecat.bundle;

import com.google.gson.Gson;
import io.github.montecat.physics.ComponentParameter;
import io.github.montecat.physics.TableModel;
import io.github.montecat.physics.TableModelSource;
import io.github.montecat.spectrum.EnergyGrid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The table models of a bundle's expression, which a bundle carries along: {@code tables/N.json} says what a table is,
 * {@code tables/N.npy} holds its spectra (sets x nodes x bins).
 */
final class BundleTables {

    private static final String FOLDER = "tables/";
    private static final Gson JSON = new Gson();

    private BundleTables() {
    }

    /** All of a table but its spectra. */
    private record Head(String name, boolean additive, List<TableModel.Axis> axes,
            List<ComponentParameter> additional, boolean redshift, double[] low, double[] high, double below,
            double above) {
    }

    /** Adds the members of tables, which are known by their names in the expression. */
    static void add(Map<String, TableModel> tables, Map<String, byte[]> members) throws IOException {
        int number = 0;
        for (Map.Entry<String, TableModel> e : tables.entrySet()) {
            TableModel t = e.getValue();
            Head head = new Head(e.getKey(), t.additive(), t.axes(), t.additional(), t.redshift(), t.energies().lows(),
                    t.energies().highs(), t.below(), t.above());
            members.put(FOLDER + number + ".json", JSON.toJson(head).getBytes(StandardCharsets.UTF_8));
            int bins = t.energies().size();
            float[] flat = new float[Math.multiplyExact(t.spectra().length * t.spectra()[0].length, bins)];
            int at = 0;
            for (float[][] set : t.spectra()) {
                for (float[] spectrum : set) {
                    System.arraycopy(spectrum, 0, flat, at, bins);
                    at += bins;
                }
            }
            INDArray array = Nd4j.create(flat, new long[] {t.spectra().length, t.spectra()[0].length, bins}, 'c');
            members.put(FOLDER + number + ".npy", Nd4j.toNpyByteArray(array));
            number++;
        }
    }

    /**
     * @param members all members of a bundle
     * @return the tables among them, by their names in the expression
     * @throws IllegalArgumentException if one is not what it says
     */
    static Map<String, TableModel> read(Map<String, byte[]> members) {
        Map<String, TableModel> tables = new LinkedHashMap<>();
        for (int number = 0; members.containsKey(FOLDER + number + ".json"); number++) {
            Head head = JSON.fromJson(new String(members.get(FOLDER + number + ".json"), StandardCharsets.UTF_8),
                    Head.class);
            INDArray array = Nd4j.createNpyFromByteArray(members.get(FOLDER + number + ".npy"));
            int bins = head.low().length;
            float[] flat = array.reshape(array.length()).toFloatVector();
            int sets = 1 + head.additional().size();
            int nodes = head.axes().stream().mapToInt(a -> a.values().length).reduce(1, Math::multiplyExact);
            if (flat.length != (long) sets * nodes * bins) {
                throw new IllegalArgumentException("table '" + head.name() + "' has " + flat.length
                        + " numbers, expected " + sets + " sets x " + nodes + " nodes x " + bins + " bins");
            }
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
