package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Values computed with XSPEC, from the folder {@code shared} beside the checkout, which is not part of the project. */
final class XspecTable {

    /** A column: a model, its parameters, and a value per bin. */
    record Column(String model, double[] parameters, double[] values) {

        @Override
        public String toString() {
            return model + Arrays.toString(parameters);
        }
    }

    private final EnergyGrid grid;
    private final List<Column> columns;

    private XspecTable(EnergyGrid grid, List<Column> columns) {
        this.grid = grid;
        this.columns = columns;
    }

    EnergyGrid grid() {
        return grid;
    }

    Stream<Column> columns() {
        return columns.stream();
    }

    /** Reads one of the tables with an energy grid. */
    static XspecTable read(String file) {
        List<String> lines = SharedData.lines(file).stream().filter(l -> !l.startsWith("#")).toList();
        String[] heads = lines.get(0).split(",");
        int bins = lines.size() - 1;
        double[][] values = new double[heads.length][bins];
        for (int bin = 0; bin < bins; bin++) {
            String[] fields = lines.get(bin + 1).split(",");
            for (int c = 0; c < heads.length; c++) {
                values[c][bin] = Double.parseDouble(fields[c]);
            }
        }
        List<Column> columns = new ArrayList<>();
        for (int c = 2; c < heads.length; c++) {
            String[] parts = heads[c].split("\\|");
            double[] parameters = new double[parts.length - 1];
            for (int p = 0; p < parameters.length; p++) {
                parameters[p] = Double.parseDouble(parts[p + 1]);
            }
            String model = switch (parts[0]) {
                case "A" -> "tbabs*powerlaw";
                case "B" -> "tbabs*(powerlaw+bbodyrad)";
                default -> parts[0];
            };
            columns.add(new Column(model, parameters, values[c]));
        }
        return new XspecTable(new EnergyGrid(values[0], values[1]), columns);
    }
}
