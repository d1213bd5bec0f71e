package io.github.montecat.physics;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.spectrum.EnergyGrid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A component made of a table: XSPEC's {@code atable}, {@code mtable} or {@code etable} (OGIP memo 92-009). */
final class TableComponent implements SpectralComponent {

    private static final ComponentParameter REDSHIFT = new ComponentParameter("z", "", "src.redshift", "redshift", 0,
            0, 5, true);

    private final String name;
    private final String file;
    private final boolean opticalDepth;
    private final TableModel table;
    private final List<ComponentParameter> parameters;
    /** Place of the redshift among the parameters; -1 for none. */
    private final int redshiftAt;

    /**
     * @param name {@code atable}, {@code mtable} or {@code etable}
     * @param file the table's name in the expression
     * @param table the table
     * @throws IllegalArgumentException if the table is not of that kind
     */
    TableComponent(String name, String file, TableModel table) {
        boolean additive = name.equals("atable");
        if (additive != table.additive()) {
            throw new RefusedValueException(additive
                    ? "the table multiplies; use mtable{" + file + "} or etable{" + file + "}"
                    : "the table is a source of photons; use atable{" + file + "}");
        }
        this.name = name;
        this.file = file;
        this.table = table;
        opticalDepth = name.equals("etable");
        List<ComponentParameter> list = new ArrayList<>();
        table.axes().forEach(axis -> list.add(axis.parameter()));
        list.addAll(table.additional());
        if (table.redshift()) {
            list.add(REDSHIFT);
        }
        if (additive) {
            list.add(ComponentParameter.norm("", "factor on the table's spectra"));
        }
        parameters = List.copyOf(list);
        redshiftAt = table.redshift() ? table.axes().size() + table.additional().size() : -1;
    }

    /** Whether a name in an expression calls for a table in braces. */
    static boolean isTable(String name) {
        return name.equals("atable") || name.equals("mtable") || name.equals("etable");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String expression() {
        return name + "{" + file + "}";
    }

    @Override
    public Kind kind() {
        return table.additive() ? Kind.ADDITIVE : Kind.MULTIPLICATIVE;
    }

    @Override
    public List<ComponentParameter> parameters() {
        return parameters;
    }

    @Override
    public boolean absorbs() {
        return opticalDepth || SpectralComponent.super.absorbs();
    }

    @Override
    public double[] breaks(double[] values) {
        double shrink = redshiftAt < 0 ? 1 : 1 / (1 + values[redshiftAt]);
        double[] edges = Arrays.copyOf(table.energies().lows(), table.energies().size() + 1);
        edges[edges.length - 1] = table.energies().highest();
        return LineBreaks.jumps(Arrays.stream(edges).map(e -> e * shrink).toArray());
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        EnergyOverlap atRest = new EnergyOverlap(table.energies(), 1, grid);
        return values -> {
            double redshift = redshiftAt < 0 ? 0 : values[redshiftAt];
            double shrink = 1 / (1 + redshift);
            EnergyOverlap overlap = redshift == 0 ? atRest : new EnergyOverlap(table.energies(), shrink, grid);
            double[] spectrum = interpolate(values);
            double[] result;
            if (table.additive()) {
                result = overlap.share(spectrum);
                double factor = shrink * values[values.length - 1];
                for (int i = 0; i < result.length; i++) {
                    result[i] *= factor;
                }
            } else if (opticalDepth) {
                result = overlap.average(spectrum, -Math.log(table.below()), -Math.log(table.above()));
                for (int i = 0; i < result.length; i++) {
                    result[i] = Math.exp(-result[i]);
                }
            } else {
                result = overlap.average(spectrum, table.below(), table.above());
            }
            return result;
        };
    }

    private double[] interpolate(double[] values) {
        double[] spectrum = new double[table.energies().size()];
        List<TableModel.Axis> axes = table.axes();
        int[] lower = new int[axes.size()];
        double[] fraction = new double[axes.size()];
        for (int a = 0; a < lower.length; a++) {
            double[] nodes = axes.get(a).values();
            int i = 0;
            while (i + 2 < nodes.length && values[a] >= nodes[i + 1]) {
                i++;
            }
            lower[a] = i;
            if (nodes.length > 1) {
                fraction[a] = axes.get(a).logarithmic()
                        ? Math.log(values[a] / nodes[i]) / Math.log(nodes[i + 1] / nodes[i])
                        : (values[a] - nodes[i]) / (nodes[i + 1] - nodes[i]);
            }
        }
        for (int corner = 0; corner < 1 << lower.length; corner++) {
            double weight = 1;
            int node = 0;
            for (int a = 0; a < lower.length && weight != 0; a++) {
                int up = corner >> a & 1;
                weight *= up == 1 ? fraction[a] : 1 - fraction[a];
                node = node * axes.get(a).values().length + lower[a] + up;
            }
            if (weight != 0) {
                add(weight, node, values, spectrum);
            }
        }
        return spectrum;
    }

    private void add(double weight, int node, double[] values, double[] spectrum) {
        float[][][] spectra = table.spectra();
        for (int s = 0; s < spectra.length; s++) {
            double factor = s == 0 ? weight : weight * values[table.axes().size() + s - 1];
            float[] tabulated = spectra[s][node];
            for (int i = 0; i < spectrum.length; i++) {
                spectrum[i] += factor * tabulated[i];
            }
        }
    }
}
