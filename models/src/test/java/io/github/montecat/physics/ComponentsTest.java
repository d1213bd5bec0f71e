package io.github.montecat.physics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.physics.absorption.AbundanceTable;
import io.github.montecat.spectrum.EnergyGrid;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Components against closed forms and brute-force integrals. */
class ComponentsTest {

    private static final double KEV_IN_ERG = 1.602176634e-9;
    private static final double TEN_KPC_IN_CM = 3.0856775815e22;

    @ParameterizedTest
    @ValueSource(doubles = {-3, -1, 0, 0.5, 0.999, 1.7, 2, 4, 10})
    void powerLawIsExact(double index) {
        EnergyGrid grid = EnergyGrid.ofEdges(0.1, 0.2, 0.2001, 3, 3.005, 100);
        double[] flux = flux("powerlaw", grid, index, 2);
        for (int i = 0; i < grid.size(); i++) {
            double expected = 2 * (Math.pow(grid.high(i), 1 - index) - Math.pow(grid.low(i), 1 - index))
                    / (1 - index);
            assertEquals(expected, flux[i], 1e-9 * expected, "bin " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-15, -1e-12, 1e-10, -1e-8})
    void powerLawIsALogarithmNearIndexOne(double away) {
        EnergyGrid grid = EnergyGrid.ofEdges(0.3, 0.305, 5, 5.005);
        double[] flux = flux("powerlaw", grid, 1 + away, 1);
        for (int i = 0; i < grid.size(); i++) {
            double expected = Math.log(grid.high(i) / grid.low(i));
            assertEquals(expected, flux[i], (1e-12 + 3 * Math.abs(away)) * expected, "bin " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"powerlaw", "cutoffpl", "bknpower", "zpowerlw", "bbodyrad", "bbody", "diskbb", "gaussian",
        "zgauss", "bremss", "zbremss", "zbbody", "diskpbb", "logpar", "zlogpar", "bkn2pow", "zcutoffpl", "lorentz",
        "pegpwrlw", "cflux*powerlaw", "zashift*bbody", "wabs*zwabs*zphabs*pcfabs*zpcfabs*TBpcf*powerlaw",
        "expabs*highecut*zhighect*spexpcut*edge*zedge*gabs*expfac*plabs*notch*bbody"})
    void finiteOnABinThatStartsAtZero(String source) {
        SpectralModel model = ModelExpression.parse("tbabs*phabs*" + source);
        double[] values = model.parameters().stream().mapToDouble(ModelParameter::initial).toArray();
        for (double f : model.on(EnergyGrid.ofEdges(0, 0.1, 1, 10)).photonFlux(values)) {
            assertTrue(Double.isFinite(f) && f >= 0, source + " gives " + f);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.3, 2})
    void blackBodyRadiatesAllItsPhotons(double kT) {
        EnergyGrid grid = linear(0, 50 * kT, 100_000);
        // Integral of x^2 / (exp(x) - 1) is 2 zeta(3).
        double expected = 1.0344e-3 * 7 * 2 * 1.2020569031595942 * kT * kT * kT;
        assertEquals(expected, sum(flux("bbodyrad", grid, kT, 7)), 1e-6 * expected);
    }

    @Test
    void blackBodyNormIsItsLuminosity() {
        EnergyGrid grid = linear(0, 60, 100_000);
        double[] flux = flux("bbody", grid, 1.3, 2);
        double energy = 0;
        for (int i = 0; i < flux.length; i++) {
            energy += flux[i] * (grid.low(i) + grid.high(i)) / 2 * KEV_IN_ERG;
        }
        double expected = 2e39 / (4 * Math.PI * TEN_KPC_IN_CM * TEN_KPC_IN_CM);
        // XSPEC's constant is 0.24 % above this.
        assertEquals(1.0024, energy / expected, 1e-4);
    }

    @Test
    void blackBodyStopsAtSixtyTemperatures() {
        double[] flux = flux("bbodyrad", EnergyGrid.ofEdges(5.8, 5.9, 6.1, 6.2), 0.1, 1);
        assertTrue(flux[0] > 0);
        assertEquals(0, flux[1]);
        assertEquals(0, flux[2]);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-2, 0, 1, 1.7, 3})
    void cutoffPowerLaw(double index) {
        for (EnergyGrid grid : List.of(linear(0.3, 10, 970), EnergyGrid.ofEdges(0.1, 1, 30, 300))) {
            double[] flux = flux("cutoffpl", grid, index, 7.5, 3);
            assertIntegrals(grid, flux, e -> 3 * Math.pow(e, -index) * Math.exp(-e / 7.5), 1e-8);
        }
    }

    @Test
    void cutoffPowerLawWithIndexZeroIsAnExponential() {
        EnergyGrid grid = EnergyGrid.ofEdges(1, 1.005, 20, 5000);
        double[] flux = flux("cutoffpl", grid, 0, 4, 1);
        for (int i = 0; i < grid.size(); i++) {
            double expected = 4 * (Math.exp(-grid.low(i) / 4) - Math.exp(-grid.high(i) / 4));
            assertEquals(expected, flux[i], 1e-8 * expected);
        }
    }

    @Test
    void brokenPowerLaw() {
        EnergyGrid grid = EnergyGrid.ofEdges(1, 2, 3, 4, 5);
        double[] flux = flux("bknpower", grid, 0.5, 3.4, 2.5, 10);
        assertIntegrals(grid, flux, e -> 10 * (e < 3.4 ? Math.pow(e, -0.5) : Math.pow(3.4, 2) * Math.pow(e, -2.5)),
                1e-5);
        assertArrayEquals(flux("powerlaw", grid, 0.5, 10), flux("bknpower", grid, 0.5, 9, 2.5, 10), 1e-12);
    }

    @Test
    void redshiftedPowerLaw() {
        EnergyGrid grid = EnergyGrid.ofEdges(1, 2, 4);
        assertIntegrals(grid, flux("zpowerlw", grid, 1.8, 0.5, 2), e -> 2 * Math.pow(1.5 * e, -1.8), 1e-8);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.3, 1, 8})
    void diskIsASumOfBlackBodies(double tin) {
        EnergyGrid grid = new EnergyGrid(new double[] {0.3, 0.31, 1, 5}, new double[] {0.31, 1, 1.02, 5.05});
        double[] expected = new double[grid.size()];
        int rings = 4000;
        double step = Math.log(1e4) / rings;
        for (int ring = 0; ring <= rings; ring++) {
            // Rings of radius r (inner radius 1), seen face on: 2 pi r dr against pi of a sphere of radius 1.
            double r = Math.exp(ring * step);
            double kT = tin * Math.pow(r, -0.75);
            double simpson = (ring == 0 || ring == rings ? 1 : ring % 2 == 0 ? 2 : 4) / 3.0;
            double weight = 2 * r * r * step * simpson;
            for (int i = 0; i < expected.length; i++) {
                expected[i] += weight * planckOver(grid, i, kT, tin);
            }
        }
        double[] flux = flux("diskbb", grid, tin, 1);
        for (int i = 0; i < flux.length; i++) {
            if (expected[i] > 1e-40) {
                // XSPEC's norm is 0.42 % larger. The outermost rings left out here matter least.
                assertEquals(1.00424, flux[i] / expected[i], 1e-5, "bin " + i);
            }
        }
    }

    private static double planckOver(EnergyGrid grid, int bin, double kT, double hottest) {
        double sum = 0;
        int parts = 2 * (int) Math.ceil(8 * (grid.high(bin) - grid.low(bin)) / hottest) + 40;
        double h = (grid.high(bin) - grid.low(bin)) / parts;
        for (int k = 0; k <= parts; k++) {
            double e = grid.low(bin) + k * h;
            double weight = k == 0 || k == parts ? 1 : k % 2 == 0 ? 2 : 4;
            sum += weight * 1.0344e-3 * e * e / Math.expm1(e / kT);
        }
        return sum * h / 3;
    }

    @Test
    void gaussianHoldsItsPhotons() {
        EnergyGrid grid = linear(4, 9, 1000);
        double[] flux = flux("gaussian", grid, 6.4, 0.1, 3e-4);
        assertEquals(3e-4, sum(flux), 1e-15);
        assertIntegrals(linear(6, 7, 100), flux("gaussian", linear(6, 7, 100), 6.4, 0.1, 3e-4),
                e -> 3e-4 / (0.1 * Math.sqrt(2 * Math.PI)) * Math.exp(-0.5 * Math.pow((e - 6.4) / 0.1, 2)), 1e-6);
        double[] half = flux("gaussian", EnergyGrid.ofEdges(6.4, 100), 6.4, 0.1, 1);
        assertEquals(0.5, half[0], 1e-14);
    }

    @Test
    void gaussianWithoutWidthFallsIntoOneBin() {
        EnergyGrid grid = EnergyGrid.ofEdges(6, 6.2, 6.4, 6.6);
        assertArrayEquals(new double[] {0, 5, 0}, flux("gaussian", grid, 6.4, 0, 5));
        assertArrayEquals(new double[] {0, 2.5, 0}, flux("zgauss", grid, 12.5, 0, 1, 5));
    }

    /** Exponents of factors are added before one exponential is taken. */
    @Test
    void productIsThatOfItsFactors() {
        EnergyGrid grid = linear(0.1, 10, 500);
        double[] product = flux("ztbabs*constant*phabs*zpowerlw", grid, 0.4, 0.3, 2, 0.1, 1.8, 0.3, 3);
        double[] ztbabs = new ZTbAbs().on(grid, ModelSettings.DEFAULT).evaluate(new double[] {0.4, 0.3});
        double[] phabs = new PhAbs().on(grid, ModelSettings.DEFAULT).evaluate(new double[] {0.1});
        double[] source = flux("zpowerlw", grid, 1.8, 0.3, 3);
        for (int i = 0; i < product.length; i++) {
            double expected = 2 * ztbabs[i] * phabs[i] * source[i];
            assertEquals(expected, product[i], 1e-12 * expected);
        }
    }

    @Test
    void redshiftedGaussian() {
        EnergyGrid grid = linear(1, 8, 700);
        double[] shifted = flux("zgauss", grid, 6.4, 0.2, 0.6, 1);
        double[] atRest = flux("gaussian", grid, 4, 0.125, 1 / 1.6);
        assertArrayEquals(atRest, shifted, 1e-15);
    }

    @Test
    void constantMultiplies() {
        EnergyGrid grid = EnergyGrid.ofEdges(1, 2, 4);
        assertArrayEquals(flux("powerlaw", grid, 2, 0.5), flux("constant*powerlaw", grid, 0.5, 2, 1), 1e-16);
    }

    @Test
    void absorberAtARedshift() {
        EnergyGrid grid = linear(0.3, 2, 200);
        SpectralModel.OnGrid model = ModelExpression.parse("ztbabs*powerlaw").on(grid);
        double[] atRest = model.photonFlux(0.5, 0, 2, 1);
        double[] far = model.photonFlux(0.5, 1, 2, 1);
        assertArrayEquals(atRest, model.photonFlux(0.5, 0, 2, 1), "back at the first redshift");
        assertTrue(sum(far) > sum(atRest));
        EnergyGrid shiftedGrid = linear(0.6, 4, 200);
        double[] inItsFrame = ModelExpression.parse("ztbabs*powerlaw").on(shiftedGrid).photonFlux(0.5, 0, 2, 1);
        for (int i = 0; i < far.length; i++) {
            assertEquals(inItsFrame[i], far[i] / 2, 1e-9 * inItsFrame[i]);
        }
    }

    @Test
    void abundancesMatter() {
        EnergyGrid grid = EnergyGrid.ofEdges(7.2, 8);
        double wilm = ModelExpression.parse("phabs*powerlaw").on(grid).photonFlux(10, 2, 1)[0];
        double angr = ModelExpression.parse("phabs*powerlaw", new ModelSettings(AbundanceTable.ANGR)).on(grid)
                .photonFlux(10, 2, 1)[0];
        // Above its edge iron absorbs most, and angr has 1.74 times as much of it.
        assertTrue(angr < 0.97 * wilm, wilm + " " + angr);
    }

    static List<String> names() {
        return List.copyOf(ComponentCatalog.names());
    }

    @ParameterizedTest
    @MethodSource("names")
    void componentsAreWellFormed(String name) {
        SpectralComponent component = ComponentCatalog.named(name).orElseThrow();
        assertEquals(name, component.name());
        List<String> parameters = component.parameters().stream().map(ComponentParameter::name).toList();
        assertEquals(parameters.size(), parameters.stream().distinct().count());
        boolean additive = component.kind() == SpectralComponent.Kind.ADDITIVE;
        assertEquals(additive, parameters.get(parameters.size() - 1).equals("norm"));
        if (component instanceof Convolution) {
            return;
        }
        EnergyGrid grid = linear(0.1, 12, 300);
        double[] values = component.parameters().stream().mapToDouble(ComponentParameter::initial).toArray();
        double[] result = component.on(grid, ModelSettings.DEFAULT).evaluate(values);
        assertEquals(grid.size(), result.length);
        assertTrue(Arrays.stream(result).allMatch(v -> Double.isFinite(v) && v >= 0));
        assertTrue(Arrays.stream(result).anyMatch(v -> v > 0));
    }

    private static double[] flux(String model, EnergyGrid grid, double... parameters) {
        return ModelExpression.parse(model).on(grid).photonFlux(parameters);
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }

    private static EnergyGrid linear(double low, double high, int bins) {
        double[] edges = new double[bins + 1];
        for (int i = 0; i <= bins; i++) {
            edges[i] = low + (high - low) * i / bins;
        }
        return EnergyGrid.ofEdges(edges);
    }

    /** Compares with Simpson's rule in ln E. */
    private static void assertIntegrals(EnergyGrid grid, double[] flux, DoubleUnaryOperator density, double tolerance) {
        int parts = 4000;
        for (int i = 0; i < flux.length; i += Math.max(1, flux.length / 10)) {
            double start = Math.log(grid.low(i));
            double h = (Math.log(grid.high(i)) - start) / parts;
            double sum = 0;
            for (int k = 0; k <= parts; k++) {
                double e = Math.exp(start + k * h);
                sum += (k == 0 || k == parts ? 1 : k % 2 == 0 ? 2 : 4) * e * density.applyAsDouble(e);
            }
            double expected = sum * h / 3;
            assertEquals(expected, flux[i], tolerance * expected + 1e-300, "bin " + i);
        }
    }

    /** As in XSPEC: the lowest edge of the grid belongs to its first bin, the highest to none. */
    @Test
    void lineWithoutWidthOnAnEdge() {
        EnergyGrid grid = EnergyGrid.ofEdges(1, 2, 3);
        assertArrayEquals(new double[] {5, 0}, flux("gaussian", grid, 1, 0, 5));
        assertArrayEquals(new double[] {5, 0}, flux("gaussian", grid, 2, 0, 5));
        assertArrayEquals(new double[] {0, 5}, flux("gaussian", grid, 2.5, 0, 5));
        assertArrayEquals(new double[] {0, 0}, flux("gaussian", grid, 3, 0, 5));
        assertArrayEquals(new double[] {0, 0}, flux("gaussian", grid, 0.99, 0, 5));
        assertArrayEquals(new double[] {2.5, 0}, flux("zgauss", grid, 2, 0, 1, 5));
    }
}
