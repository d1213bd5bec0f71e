package io.github.montecat.physics;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Agreement of single components with XSPEC 12.9.1, bin by bin, where its values are at hand. */
class XspecComponentsTest {

    private static final String COMPONENTS = "data/xspec/xspec_components.csv";

    /** What XSPEC itself is off the integrals that these components are here. */
    private static double tolerance(String model) {
        return switch (model) {
            case "cutoffpl", "diskbb" -> 3e-4;
            default -> 1e-5;
        };
    }

    @Test
    void componentsAgreePerBin() {
        XspecTable table = XspecTable.read(COMPONENTS);
        List<XspecTable.Column> columns = table.columns().toList();
        assertTrue(columns.size() >= 43, columns.size() + " columns");
        assertAll(columns.stream().map(column -> () -> {
            double[] differences = differences(table.grid(), column);
            // Where the power of an edge is halfway between two numbers of single precision, XSPEC's rounds wrongly.
            int worst = differences.length - 1 - (column.model().equals("pegpwrlw") ? differences.length / 100 : 0);
            assertTrue(differences[worst] < tolerance(column.model()), column + " differs by up to "
                    + differences[worst]);
            assertTrue(differences[differences.length - 1] < 3e-4, column + " differs by "
                    + differences[differences.length - 1]);
        }));
    }

    /** Relative differences where XSPEC's value is above 1e-6 of its maximum, in ascending order. */
    private static double[] differences(EnergyGrid grid, XspecTable.Column column) {
        double[] xspec = column.values();
        double[] ours = ModelExpression.parse(column.model()).on(grid).photonFlux(column.parameters());
        double floor = 1e-6 * Arrays.stream(xspec).max().orElseThrow();
        double[] differences = new double[xspec.length];
        int n = 0;
        for (int i = 0; i < xspec.length; i++) {
            if (xspec[i] > floor) {
                differences[n++] = Math.abs(ours[i] / xspec[i] - 1);
            }
        }
        double[] sorted = Arrays.copyOf(differences, n);
        Arrays.sort(sorted);
        return sorted;
    }

    /** The energy flux by which cflux scales is that of XSPEC's command flux. */
    @Test
    void fluxesAgree() {
        double[] edges = new double[19_901];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = 0.1 + 0.001 * i;
        }
        EnergyGrid grid = EnergyGrid.ofEdges(edges);
        Map<String, double[]> fluxes = new HashMap<>();
        List<String> lines = rows("data/xspec/xspec_fluxes.csv");
        assertAll(lines.stream().map(line -> () -> {
            String[] fields = line.split(",");
            double[] flux = fluxes.computeIfAbsent(fields[0] + fields[1],
                    key -> ModelExpression.parse(fields[0]).on(grid).photonFlux(numbers(fields[1])));
            double expected = Double.parseDouble(fields[4]);
            assertEquals(1, EnergyFlux.between(grid, flux, Double.parseDouble(fields[2]), Double.parseDouble(fields[3]))
                    / expected, fields[0].contains("diskbb") ? 1e-4 : 2e-5, line);
        }));
    }

    /** The luminosity by which clumin scales is that of XSPEC's command lumin, there with Lambda 0.7. */
    @Test
    void luminositiesAgree() {
        EnergyGrid grid = EnergyGrid.ofEdges(IntStream.rangeClosed(100, 20_000)
                .mapToDouble(i -> 0.001 * i).toArray());
        List<String> lines = rows("data/xspec/xspec_luminosities.csv");
        assertAll(lines.stream().map(line -> () -> {
            String[] fields = line.split(",");
            double z = Double.parseDouble(fields[2]);
            double[] flux = ModelExpression.parse(fields[0]).on(grid).photonFlux(numbers(fields[1]));
            double band = EnergyFlux.between(grid, flux, Double.parseDouble(fields[6]) / (1 + z),
                    Double.parseDouble(fields[7]) / (1 + z));
            double luminosity = band * LuminosityDistance.sphere(z, Double.parseDouble(fields[5])) / 1e44;
            assertEquals(1, luminosity / Double.parseDouble(fields[8]), 2e-5, line);
        }));
    }

    private static List<String> rows(String file) {
        List<String> lines = SharedData.lines(file).stream().filter(l -> !l.startsWith("#")).toList();
        return lines.subList(1, lines.size());
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.trim().split("\\s+")).mapToDouble(Double::parseDouble).toArray();
    }
}
