package io.github.montecat.physics;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agreement with XSPEC 12.9.1 bin by bin and in bands, where its values are at hand. */
class XspecAgreementTest {

    private static final String FINE_GRID = "data/xspec/xspec_5eV_grid_models.csv";
    private static final String NICER_GRID = "data/xspec/xspec_nicer_grid_models.csv";
    private static final double ERG_PER_KEV = 1.602176634e-9;

    @Test
    void sourcesAgreePerBin() {
        XspecTable table = XspecTable.read(FINE_GRID);
        List<XspecTable.Column> sources = table.columns()
                .filter(c -> c.model().equals("powerlaw") || c.model().equals("bbodyrad")).toList();
        assertEquals(3, sources.size());
        assertAll(sources.stream().map(c -> () -> {
            double[] differences = differences(table.grid(), evaluate(table.grid(), c), c.values(), 0);
            double worst = differences[differences.length - 1];
            assertTrue(worst < 1e-6, c + " differs by up to " + worst);
        }));
    }

    @ParameterizedTest
    @ValueSource(strings = {FINE_GRID, NICER_GRID})
    void absorbedSourcesAgreePerBin(String file) {
        XspecTable table = XspecTable.read(file);
        List<XspecTable.Column> absorbed = table.columns()
                .filter(c -> c.model().toLowerCase().contains("tbabs")).toList();
        assertTrue(absorbed.size() >= 6, "columns " + absorbed);
        assertAll(absorbed.stream().map(c -> () -> {
            boolean transmission = c.model().startsWith("TBabs");
            double[] differences = differences(table.grid(), evaluate(table.grid(), c), c.values(),
                    transmission ? 1e-6 : 0);
            double worst = differences[differences.length - 1];
            assertTrue(worst < 1e-5, c + " differs by up to " + worst);
            double median = differences[differences.length / 2];
            assertTrue(median < 2e-7, c + " has a median difference of " + median);
        }));
    }

    @Test
    void bandFluxesAgree() {
        EnergyGrid grid = XspecTable.read(FINE_GRID).grid();
        List<String> lines = SharedData.lines("data/xspec/xspec_band_fluxes.csv").stream()
                .filter(l -> l.startsWith("\"")).toList();
        assertEquals(20, lines.size());
        Function<String, double[]> numbers = s -> Arrays.stream(s.trim().split("[ ,]+"))
                .mapToDouble(Double::parseDouble).toArray();
        assertAll(lines.stream().map(line -> () -> {
            String[] quoted = line.split("\"");
            double[] parameters = numbers.apply(quoted[3]);
            double[] rest = numbers.apply(quoted[4].substring(1));
            double[] flux = ModelExpression.parse(quoted[1]).on(grid).photonFlux(parameters);
            double photons = 0;
            double energy = 0;
            for (int i = 0; i < flux.length; i++) {
                double middle = (grid.low(i) + grid.high(i)) / 2;
                if (middle > rest[0] && middle < rest[1]) {
                    photons += flux[i];
                    energy += flux[i] * middle;
                }
            }
            assertEquals(rest[2], energy * ERG_PER_KEV, 1e-4 * rest[2], line);
            assertEquals(rest[3], photons, 1e-4 * rest[3], line);
        }));
    }

    private static double[] evaluate(EnergyGrid grid, XspecTable.Column column) {
        if (column.model().equals("TBabs transmission")) {
            return new TbAbs().on(grid, ModelSettings.DEFAULT).evaluate(column.parameters());
        }
        return ModelExpression.parse(column.model()).on(grid).photonFlux(column.parameters());
    }

    /** Relative differences in the bins from 0.3 to 10 keV where XSPEC's value is above a floor, in ascending order. */
    private static double[] differences(EnergyGrid grid, double[] ours, double[] xspec, double floor) {
        double[] differences = new double[ours.length];
        int n = 0;
        for (int i = 0; i < ours.length; i++) {
            if (grid.low(i) > 0.2999 && grid.high(i) < 10.0001 && xspec[i] > floor) {
                differences[n++] = Math.abs(ours[i] / xspec[i] - 1);
            }
        }
        assertTrue(n > 500, n + " bins compared");
        double[] sorted = Arrays.copyOf(differences, n);
        Arrays.sort(sorted);
        return sorted;
    }
}
