package io.github.montecat.physics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.physics.absorption.AbundanceTable;
import io.github.montecat.spectrum.EnergyGrid;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XSPEC's smaller components against closed forms and brute-force integrals. */
class FurtherComponentsTest {

    private static final EnergyGrid FINE = EnergyGrid.ofEdges(IntStream.rangeClosed(0, 970)
            .mapToDouble(i -> 0.3 + 0.01 * i).toArray());
    /** Bins whose bounds are exact in single precision. */
    private static final EnergyGrid BINARY = EnergyGrid.ofEdges(IntStream.rangeClosed(0, 1024)
            .mapToDouble(i -> 0.25 + i / 128.0).toArray());

    private static double[] values(String component, EnergyGrid grid, double... parameters) {
        return ComponentCatalog.named(component).orElseThrow().on(grid, ModelSettings.DEFAULT).evaluate(parameters);
    }

    /** The integral over a bin by Simpson's rule in E. */
    private static double integral(double low, double high, DoubleUnaryOperator density) {
        int parts = 400;
        double h = (high - low) / parts;
        double sum = 0;
        for (int k = 0; k <= parts; k++) {
            sum += (k == 0 || k == parts ? 1 : k % 2 == 0 ? 2 : 4) * density.applyAsDouble(low + k * h);
        }
        return sum * h / 3;
    }

    private static void assertIntegrals(EnergyGrid grid, double[] flux, DoubleUnaryOperator density, double tolerance) {
        for (int i = 0; i < flux.length; i++) {
            double expected = integral(grid.low(i), grid.high(i), density);
            assertEquals(expected, flux[i], tolerance * Math.abs(expected) + 1e-300, "bin " + i);
        }
    }

    private static void assertMeans(EnergyGrid grid, double[] factor, DoubleUnaryOperator value, double tolerance) {
        for (int i = 0; i < factor.length; i++) {
            double expected = integral(grid.low(i), grid.high(i), value) / (grid.high(i) - grid.low(i));
            assertEquals(expected, factor[i], tolerance * expected, "bin " + i);
        }
    }

    @Test
    void absorbersOfNoColumnOrCoverNothingAndFullCoverIsAll() {
        double[] ones = new double[FINE.size()];
        Arrays.fill(ones, 1);
        assertArrayEquals(ones, values("wabs", FINE, 0), 1e-15);
        assertArrayEquals(ones, values("pcfabs", FINE, 5, 0), 1e-15);
        assertArrayEquals(ones, values("zpcfabs", FINE, 5, 0, 2), 1e-15);
        assertArrayEquals(ones, values("tbpcf", FINE, 5, 0, 2), 1e-15);
        assertArrayEquals(values("phabs", FINE, 0.5), values("pcfabs", FINE, 0.5, 1), 1e-15);
        assertArrayEquals(values("tbabs", FINE, 0.5), values("tbpcf", FINE, 0.5, 1, 0), 1e-15);
        assertArrayEquals(values("zphabs", FINE, 0.5, 1.3), values("zpcfabs", FINE, 0.5, 1, 1.3), 1e-15);
    }

    @Test
    void wisconsinCrossSections() {
        // At 2 keV: (202.7 + 104.7 E - 17 E^2) E^-3 1e-24 cm2 of Morrison and McCammon's table 2.
        double sigma = (202.7 + 104.7 * 2 - 17 * 4) / 8 * 1e-2;
        double narrow = values("wabs", EnergyGrid.ofEdges(1.9999, 2.0001), 1.5)[0];
        assertEquals(Math.exp(-1.5 * sigma), narrow, 1e-5 * narrow);
        // An edge inside a bin: oxygen at 0.532 keV, absorption rises at once.
        double[] edge = values("wabs", EnergyGrid.ofEdges(0.530, 0.532, 0.534), 0.3);
        double across = values("wabs", EnergyGrid.ofEdges(0.530, 0.534), 0.3)[0];
        assertTrue(edge[1] < 0.9 * edge[0], Arrays.toString(edge));
        assertEquals((edge[0] + edge[1]) / 2, across, 1e-4);
        assertEquals(1, values("wabs", EnergyGrid.ofEdges(0.005, 0.01), 1)[0]);
        // It knows no abundances.
        double angr = new WAbs().on(FINE, new ModelSettings(AbundanceTable.ANGR)).evaluate(new double[] {1})[300];
        assertEquals(values("wabs", FINE, 1)[300], angr);
        // Bins at z = 1 are those of twice the energy.
        assertArrayEquals(values("wabs", EnergyGrid.ofEdges(1, 2, 4), 1), values("zwabs", EnergyGrid.ofEdges(0.5, 1, 2),
                1, 1), 1e-15);
    }

    @Test
    void exponentialFactorsAreMeansOfTheEdges() {
        EnergyGrid grid = EnergyGrid.ofEdges(1, 3, 3.5, 8);
        assertArrayEquals(new double[] {(Math.exp(-2) + Math.exp(-2 / 3.0)) / 2,
            (Math.exp(-2 / 3.0) + Math.exp(-2 / 3.5)) / 2, (Math.exp(-2 / 3.5) + Math.exp(-0.25)) / 2},
                values("expabs", grid, 2), 1e-15);
        double below = Math.exp(-0.001 / 5);
        double[] cut = {below, (below + Math.exp(-0.1)) / 2, (Math.exp(-0.1) + Math.exp(-1)) / 2};
        assertArrayEquals(cut, values("highecut", grid, 3, 5), 1e-15);
        assertArrayEquals(cut, values("zhighect", EnergyGrid.ofEdges(0.5, 1.5, 1.75, 4), 3, 5, 1), 1e-15);
        assertArrayEquals(values("spexpcut", grid, 4, 1), new double[] {(Math.exp(-0.25) + Math.exp(-0.75)) / 2,
            (Math.exp(-0.75) + Math.exp(-0.875)) / 2, (Math.exp(-0.875) + Math.exp(-2)) / 2}, 1e-15);
    }

    @Test
    void limitsOfCutOffsAreFinite() {
        EnergyGrid grid = EnergyGrid.ofEdges(0, 0.1, 10);
        assertArrayEquals(new double[] {1, 1}, values("expabs", grid, 0), 1e-15);
        assertArrayEquals(new double[] {0, 0}, values("spexpcut", grid, 0, 2), 1e-15);
        assertArrayEquals(new double[] {1, 1}, values("spexpcut", grid, 0, -2), 1e-15);
        assertArrayEquals(new double[] {1, 1}, values("edge", grid, 0, 3), 1e-15);
        assertTrue(values("highecut", grid, 1e-4, 1e-4)[1] >= 0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.7, 1.25, 1.2537, 6.9, 20})
    void edgeInsideABin(double energy) {
        double[] edge = values("edge", BINARY, energy, 1.4);
        for (int i = 0; i < edge.length; i++) {
            double low = BINARY.low(i);
            double high = BINARY.high(i);
            double above = integral(Math.max(low, Math.min(energy, high)), high,
                    e -> Math.exp(-1.4 * Math.pow(e / energy, -3)));
            double expected = (Math.max(0, Math.min(energy, high) - low) + above) / (high - low);
            assertEquals(expected, edge[i], 3e-4 * expected, "bin " + i);
        }
        assertArrayEquals(edge, values("zedge", BINARY, energy, 1.4, 0));
    }

    @ParameterizedTest
    @CsvSource({"2, 0.1, 0.1", "2.003, 0.001, 0.05", "6.4, 0.02, 3", "2, 3, 5", "0.1, 0.05, 1", "5, 0.3, 0"})
    void gaussianAbsorptionIsAveraged(double line, double sigma, double strength) {
        double[] factor = values("gabs", FINE, line, sigma, strength);
        double depth = strength / (sigma * Math.sqrt(2 * Math.PI));
        for (int i = 0; i < factor.length; i++) {
            if (Math.abs(FINE.low(i) - line) < 5.9 * sigma + 0.01) {
                double expected = integral(FINE.low(i), FINE.high(i),
                        e -> Math.exp(-depth * Math.exp(-0.5 * Math.pow((e - line) / sigma, 2)))) / 0.01;
                assertEquals(expected, factor[i], 1e-6 * expected + 1e-12, "bin " + i);
            }
        }
    }

    @Test
    void gaussianAbsorptionWithoutWidthAbsorbsNothing() {
        assertEquals(FINE.size(), Arrays.stream(values("gabs", FINE, 2, 0, 1)).sum());
        // One wide bin holds all of a narrow line.
        double wide = values("gabs", EnergyGrid.ofEdges(1, 5), 2, 0.01, 1e-3)[0];
        assertEquals(1 - 1e-3 / 4, wide, 1e-5);
    }

    @Test
    void expfac() {
        DoubleUnaryOperator factor = e -> e < 1.5 ? 1 : 1 + 2 * Math.exp(-0.4 * e);
        double[] found = values("expfac", BINARY, 2, 0.4, 1.5);
        for (int i = 0; i < found.length; i++) {
            double middle = factor.applyAsDouble((BINARY.low(i) + BINARY.high(i)) / 2);
            // As in XSPEC, the bin that starts at StartE is left out.
            assertEquals(BINARY.low(i) == 1.5 ? 1 : middle, found[i], 3e-5 * middle, "bin " + i);
        }
        double inside = values("expfac", EnergyGrid.ofEdges(1, 2), 2, 0.4, 1.5)[0];
        assertEquals(1 + integral(1.5, 2, e -> 2 * Math.exp(-0.4 * e)), inside, 1e-6);
        assertEquals(3, values("expfac", EnergyGrid.ofEdges(2, 4), 2, 0, 1.5)[0], 1e-6);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1, 2, 5})
    void plabs(double index) {
        assertMeans(FINE, values("plabs", FINE, index, 2), e -> 2 * Math.pow(e, -index), 1e-9);
    }

    @Test
    void notchIsSharedByBins() {
        EnergyGrid grid = EnergyGrid.ofEdges(1, 2, 3, 4, 5, 6);
        assertArrayEquals(new double[] {1, 0.6, 0.2, 0.4, 1}, values("notch", grid, 3.625, 2.25, 0.8), 1e-6);
        assertArrayEquals(new double[] {1, 1, 0.75, 1, 1}, values("notch", grid, 3.5, 0.25, 1), 1e-6);
        assertArrayEquals(new double[] {1, 1, 1, 1, 1}, values("notch", grid, 3.5, 0, 1), 1e-6);
        assertArrayEquals(new double[] {0, 0, 0, 0, 0}, values("notch", grid, 3.5, 20, 1), 1e-6);
    }

    /** Hot plasma: the Born approximation, whose Gaunt factor is sqrt(3)/pi exp(u/2) K0(u/2). */
    @Test
    void bremsstrahlungOfHotPlasma() {
        double kT = 100;
        for (double energy : new double[] {0.5, 5, 50, 300}) {
            double width = energy / 1024;
            double centre = energy + width / 2;
            double u = centre / kT;
            // K0(x) = integral of exp(-x cosh t) over t from 0 to infinity.
            double bessel = integral(0, 12, t -> Math.exp(-u / 2 * (Math.cosh(t) - 1)));
            double expected = Math.sqrt(3) / Math.PI * bessel * (1 + 4 * 0.085) * Math.exp(-u)
                    / (centre * Math.sqrt(kT));
            double found = values("bremss", EnergyGrid.ofEdges(energy, energy + width), kT, 1)[0] / width;
            assertEquals(expected, found, 1e-4 * expected, "at " + energy);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-4, 0.005, 0.02, 0.1, 0.5, 3, 12, 60, 200})
    void bremsstrahlungIsFiniteAndFalls(double kT) {
        double[] flux = values("bremss", EnergyGrid.ofEdges(IntStream.rangeClosed(0, 300)
                .mapToDouble(i -> 0.01 * Math.pow(10, 0.01 * i)).toArray()), kT, 1);
        for (int i = 0; i < flux.length; i++) {
            assertTrue(flux[i] >= 0 && Double.isFinite(flux[i]), kT + ": " + flux[i]);
        }
        for (int i = 20; i < flux.length; i += 20) {
            assertTrue(flux[i] <= 1.05 * flux[i - 20], kT + " bin " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 3, 10})
    void redshiftedSources(double z) {
        EnergyGrid grid = EnergyGrid.ofEdges(0.25, 0.5, 0.75, 1.5);
        EnergyGrid source = RestFrame.single(grid, z);
        assertSame(values("bremss", source, 2, 1), values("zbremss", grid, 2, z, 1), 1 + z);
        assertSame(values("bbody", source, 0.7, 1), values("zbbody", grid, 0.7, z, 1), 1 + z);
        assertSame(values("logpar", source, 1.8, 0.3, 1, 1), values("zlogpar", grid, 1.8, 0.3, 1, z, 1), 1 + z);
        assertSame(values("cutoffpl", source, 1.8, 6, 1), values("zcutoffpl", grid, 1.8, 6, z, 1), 1 + z);
    }

    private static void assertSame(double[] atRest, double[] observed, double stretch) {
        for (int i = 0; i < atRest.length; i++) {
            assertEquals(atRest[i] / stretch, observed[i], 1e-6 * observed[i], "bin " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.6, 0.75, 1})
    void diskIntegral(double p) {
        DiskIntegral exact = DiskIntegral.exact(p);
        DiskIntegral xspec = DiskIntegral.asXspec(p);
        for (double x : new double[] {0.01, 0.15, 0.3, 0.9, 1.7, 5, 20, 60}) {
            // In ln u: u^(2/p) / (exp(u) - 1).
            double sum = 0;
            for (double from = Math.log(x); from < Math.log(x + 60); from += 0.05) {
                sum += integral(from, from + 0.05, l -> Math.exp(2 / p * l) / Math.expm1(Math.exp(l)));
            }
            assertEquals(1, Math.exp(exact.logAt(Math.log(x))) / sum, 2e-6, "x " + x);
            assertEquals(1, Math.exp(xspec.logAt(Math.log(x))) / sum, x < 0.2 ? 2e-6 : 2e-2, "x " + x);
        }
    }

    @Test
    void diskWithThreeQuartersIsDiskbb() {
        double[] free = values("diskpbb", FINE, 1.3, 0.75, 2);
        double[] fixed = values("diskbb", FINE, 1.3, 2);
        for (int i = 0; i < free.length; i++) {
            // Both norms carry the digits that XSPEC has for them, and the sum over radii is XSPEC's.
            assertEquals(1, free[i] / fixed[i], 5e-3, "bin " + i);
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 0, 1", "1.5, -0.3, 2", "0, 4, 1", "4, -4, 3", "2.5, 0.7, 0.5"})
    void logParabola(double alpha, double beta, double pivot) {
        assertIntegrals(BINARY, values("logpar", BINARY, alpha, beta, pivot, 3),
                e -> 3 * Math.pow(e / pivot, -alpha - beta * Math.log10(e / pivot)), 3e-5);
    }

    @ParameterizedTest
    @CsvSource({"2.003, 5.001", "2, 5", "0.1, 5", "2, 50", "0.01, 0.02", "20, 50", "3.004, 3.006", "5, 2", "0, 5"})
    void twiceBrokenPowerLaw(double first, double second) {
        double from = Math.max(first, 1e-10);
        double to = Math.max(from, second);
        double middle = Math.pow(from, 2 - 1);
        double last = middle * Math.pow(to, 3.5 - 2);
        double[] flux = values("bkn2pow", FINE, 1, first, 2, second, 3.5, 2);
        for (int i = 0; i < flux.length; i++) {
            double a = FINE.low(i);
            double b = FINE.high(i);
            double expected = 2 * (part(a, Math.min(b, from), 1) + middle * part(Math.max(a, from), Math.min(b, to), 2)
                    + last * part(Math.max(a, to), b, 3.5));
            assertEquals(expected, flux[i], 1e-9 * expected, "bin " + i);
        }
    }

    private static double part(double low, double high, double index) {
        return high <= low ? 0 : index == 1 ? Math.log(high / low)
                : (Math.pow(high, 1 - index) - Math.pow(low, 1 - index)) / (1 - index);
    }

    @ParameterizedTest
    @CsvSource({"6.4, 0.2", "6.4, 0.001", "2.001, 5", "0, 1"})
    void lorentzian(double line, double width) {
        double half = width / 2;
        double above = Math.PI / 2 + Math.atan(line / half);
        double[] flux = values("lorentz", FINE, line, width, 3);
        for (int i = 0; i < flux.length; i++) {
            double expected = 3 * (Math.atan((FINE.high(i) - line) / half) - Math.atan((FINE.low(i) - line) / half))
                    / above;
            assertEquals(expected, flux[i], 1e-9 * expected + 1e-15, "bin " + i);
        }
        assertEquals(3, values("lorentz", EnergyGrid.ofEdges(0, 1e9), line, width, 3)[0], 1e-7);
    }

    @Test
    void lorentzianWithoutWidthFallsIntoOneBin() {
        assertArrayEquals(new double[] {0, 5, 0}, values("lorentz", EnergyGrid.ofEdges(6, 6.2, 6.4, 6.6), 6.4, 0, 5));
    }

    @ParameterizedTest
    @CsvSource({"1", "1.7", "2", "3", "-3", "10"})
    void peggedPowerLawHoldsItsFlux(double index) {
        double[] flux = values("pegpwrlw", BINARY, index, 2, 8, 5);
        double energy = 0;
        for (int i = 0; i < flux.length; i++) {
            double low = BINARY.low(i);
            double high = BINARY.high(i);
            if (low >= 2 && high <= 8) {
                // Mean energy of a power law in the bin.
                energy += flux[i] * part(low, high, index - 1) / part(low, high, index);
            }
        }
        assertEquals(5e-12, energy * 1.602e-9, 1e-5 * 5e-12);
    }

    @Test
    void peggedPowerLawAtAPoint() {
        // 1 microjansky at 4 keV is 1e-29 erg/cm2/s/Hz.
        double perKeV = 1e-29 * 2.417989e17 / (4 * 1.602177e-9);
        double[] flux = values("pegpwrlw", EnergyGrid.ofEdges(3.99, 4.01), 1.5, 4, 4, 1);
        assertEquals(perKeV * 0.02, flux[0], 2e-3 * perKeV * 0.02);
        assertEquals(values("powerlaw", BINARY, 1.5, 2)[10], values("pegpwrlw", BINARY, 1.5, -1, 4, 2)[10], 1e-5);
        // Bins too narrow for single precision are integrated exactly.
        double[] narrow = values("pegpwrlw", EnergyGrid.ofEdges(5, 5.0001, 5.0002), 2, 0, 4, 1);
        assertEquals(1e-4 / 25, narrow[0], 1e-4 * narrow[0]);
    }

    /** Powers that single precision cannot hold. */
    @Test
    void peggedPowerLawAtItsLimits() {
        double[] rising = values("pegpwrlw", BINARY, -3, 2, 1e10, 5);
        // 5e-12 erg/cm2/s is the integral of E^4 up to 1e10 keV.
        double expected = 5 / 1.602e3 * 5 / 1e50 * part(BINARY.low(9), BINARY.high(9), -3);
        assertEquals(expected, rising[9], 1e-6 * expected);
        // 1 microjansky at 1e10 keV of a density that rises as E^3.
        double point = 1.509e-3 / 1e40 * part(BINARY.low(9), BINARY.high(9), -3);
        assertEquals(point, values("pegpwrlw", BINARY, -3, 1e10, 1e10, 1)[9], 1e-6 * point);
        double[] steep = values("pegpwrlw", EnergyGrid.ofEdges(1e-5, 1e-4, 1), 10, 2, 10, 5);
        assertTrue(Double.isFinite(steep[0]) && steep[0] > 1e8 * steep[1], Arrays.toString(steep));
    }

    /** Extreme temperatures neither overflow nor lose what is there. */
    @Test
    void coldSources() {
        for (String name : List.of("bremss", "zbremss", "zbbody", "diskpbb")) {
            SpectralComponent component = ComponentCatalog.named(name).orElseThrow();
            double[] parameters = component.parameters().stream().mapToDouble(ComponentParameter::initial).toArray();
            for (double kT : new double[] {component.parameters().get(0).hardMin(),
                component.parameters().get(0).hardMax()}) {
                parameters[0] = kT;
                assertTrue(Arrays.stream(component.on(FINE, ModelSettings.DEFAULT).evaluate(parameters))
                        .allMatch(f -> f >= 0 && Double.isFinite(f)), name + " at " + kT);
            }
        }
    }
}
