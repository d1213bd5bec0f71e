package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

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

    /** Lines of a file in the shared folder; the test is skipped where the folder is absent. */
    static List<String> lines(String file) {
        Optional<Path> path = find(file);
        Assumptions.assumeTrue(path.isPresent(), "no folder shared/data beside the checkout and MONTECAT_SHARED not "
                + "set: comparison with " + file + " skipped");
        try {
            return Files.readAllLines(path.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads one of the tables with an energy grid. */
    static XspecTable read(String file) {
        List<String> lines = lines(file).stream().filter(l -> !l.startsWith("#")).toList();
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

    private static Optional<Path> find(String file) {
        String named = System.getProperty("MONTECAT_SHARED", System.getenv("MONTECAT_SHARED"));
        if (named != null) {
            return Optional.of(Path.of(named, file)).filter(Files::exists);
        }
        for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
            Path candidate = dir.resolve("shared").resolve(file);
            if (Files.exists(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
