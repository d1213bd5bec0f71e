package io.github.montecat.physics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvolutionTest {

    private static final double ERG_PER_KEV = 1.602192e-9;
    private static final EnergyGrid GRID = EnergyGrid.ofEdges(IntStream.rangeClosed(0, 2000)
            .mapToDouble(i -> 0.2 + 0.01 * i).toArray());

    private static double[] flux(String expression, double... parameters) {
        return ModelExpression.parse(expression).on(GRID).photonFlux(parameters);
    }

    @ParameterizedTest
    @CsvSource({
        "cflux*powerlaw, cflux*powerlaw",
        "CFlux(PowerLaw), cflux*powerlaw",
        "tbabs*cflux*(powerlaw+bbody), tbabs*cflux*(powerlaw+bbody)",
        "tbabs(cflux(powerlaw+bbody)), tbabs*cflux*(powerlaw+bbody)",
        "cflux*tbabs*powerlaw, cflux*tbabs*powerlaw",
        "cflux*powerlaw*tbabs, cflux*powerlaw*tbabs",
        "(cflux*powerlaw)*tbabs, (cflux*powerlaw)*tbabs",
        "cflux*powerlaw+zashift*bbody, cflux*powerlaw+zashift*bbody",
        "clumin*zashift*bbody, clumin*zashift*bbody"})
    void actsOnAllToItsRightInTheProduct(String expression, String canonical) {
        SpectralModel model = ModelExpression.parse(expression);
        assertEquals(canonical, model.expression());
        assertEquals(canonical, ModelExpression.parse(canonical).expression());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "cflux;5;cflux acts on the source to its right, and there is none",
        "powerlaw*cflux;14;there is none",
        "(cflux)*powerlaw;6;there is none",
        "cflux*;6;expected a component",
        "cflux+powerlaw;5;there is none",
        "cflux*tbabs;6;tbabs is a factor",
        "powerlaw*cflux*bbody;9;cannot multiply two sources"})
    void needsASource(String expression, int position, String problem) {
        ModelSyntaxException e = assertThrows(ModelSyntaxException.class, () -> ModelExpression.parse(expression));
        assertTrue(e.getMessage().contains(problem), e.getMessage());
        assertEquals(position, e.position());
    }

    @Test
    void nestingIsBounded() {
        String message = assertThrows(ModelSyntaxException.class,
                () -> ModelExpression.parse("cflux*".repeat(1500) + "powerlaw")).getMessage();
        assertTrue(message.contains("deeper than 100 levels"), message);
    }

    @Test
    void parametersStandInTheOrderOfTheExpression() {
        assertEquals(List.of("nH", "Emin", "Emax", "lg10Flux", "PhoIndex", "powerlaw_norm", "kT", "bbody_norm"),
                ModelExpression.parse("tbabs*cflux*(powerlaw+bbody)").parameters().stream()
                        .map(ModelParameter::label).toList());
        assertEquals(List.of("Emin", "Emax", "Redshift", "lg10Lum", "PhoIndex", "norm"),
                ModelExpression.parse("clumin*powerlaw").parameters().stream().map(ModelParameter::label).toList());
    }

    /** Band edges lie inside bins; photons are spread evenly over a bin. */
    @ParameterizedTest
    @CsvSource({"0.5, 10", "2.0037, 7.1291", "3.001, 3.002"})
    void cfluxSetsTheEnergyFlux(double low, double high) {
        double[] flux = flux("cflux*powerlaw", low, high, -11, 1.7, 1);
        double energy = 0;
        for (int i = 0; i < flux.length; i++) {
            double from = Math.max(low, GRID.low(i));
            double to = Math.min(high, GRID.high(i));
            if (to > from) {
                energy += flux[i] * (to - from) / (GRID.high(i) - GRID.low(i)) * (from + to) / 2 * ERG_PER_KEV;
            }
        }
        assertEquals(1e-11, energy, 1e-22);
        double[] other = flux("cflux*powerlaw", low, high, -11, 1.7, 3);
        for (int i = 0; i < flux.length; i++) {
            assertEquals(flux[i], other[i], 1e-12 * flux[i], "the norm of the source has no effect");
        }
    }

    @Test
    void cfluxOutsideAnAbsorberIsAbsorbed() {
        double[] inside = flux("cflux*powerlaw", 0.5, 10, -11, 1.7, 1);
        double[] absorption = new TbAbs().on(GRID, ModelSettings.DEFAULT).evaluate(new double[] {0.3});
        double[] absorbed = flux("tbabs*cflux*powerlaw", 0.3, 0.5, 10, -11, 1.7, 1);
        for (int i = 0; i < inside.length; i++) {
            assertEquals(inside[i] * absorption[i], absorbed[i], 1e-12 * inside[i]);
        }
        double[] whole = flux("cflux*tbabs*powerlaw", 0.5, 10, -11, 0.3, 1.7, 1);
        assertEquals(1e-11, EnergyFlux.between(GRID, whole, 0.5, 10), 1e-22, "the absorbed flux is set");
        assertTrue(whole[1000] > 1.05 * absorbed[1000], whole[1000] + " " + absorbed[1000]);
    }

    @Test
    void nothingInTheBandIsNothingAtAll() {
        assertEquals(0, Arrays.stream(flux("cflux*powerlaw", 100, 200, -11, 1.7, 1)).max().orElseThrow());
        assertEquals(0, Arrays.stream(flux("cflux*powerlaw", 1, 2, -11, 1.7, 0)).max().orElseThrow());
    }

    @Test
    void cluminSetsTheLuminosityInTheSourcesFrame() {
        double z = 0.3;
        double[] flux = flux("clumin*powerlaw", 2, 10, z, 44, 1.8, 1);
        double energy = EnergyFlux.between(GRID, flux, 2 / (1 + z), 10 / (1 + z));
        // Comoving distance by Simpson's rule.
        int parts = 1000;
        double sum = 0;
        for (int k = 0; k <= parts; k++) {
            double a = 1 + z * k / parts;
            sum += (k == 0 || k == parts ? 1 : k % 2 == 0 ? 2 : 4) / Math.sqrt(0.27 * a * a * a + 0.73);
        }
        double distance = (1 + z) * 299792.458 / 70 * sum * z / parts / 3 * 3.0856776e24;
        // XSPEC's formula and constant are up to 6e-3 off.
        assertEquals(1e44, 4 * Math.PI * distance * distance * energy, 6e-3 * 1e44);
        String message = assertThrows(IllegalArgumentException.class,
                () -> flux("clumin*powerlaw", 2, 10, 0, 44, 1.8, 1)).getMessage();
        assertTrue(message.contains("Redshift 0.0") && message.contains("above 0"), message);
    }

    /** On bins of equal ratio a shift by whole bins is exact. */
    @Test
    void zashiftByWholeBinsIsARedshiftedSource() {
        EnergyGrid grid = EnergyGrid.ofEdges(IntStream.rangeClosed(0, 400).mapToDouble(i -> 0.2 * Math.pow(1.01, i))
                .toArray());
        for (int bins : new int[] {0, 1, 60, -30}) {
            double z = Math.pow(1.01, bins) - 1;
            double[] expected = ModelExpression.parse("zcutoffpl").on(grid).photonFlux(1.9, 8, z, 2);
            double[] shifted = ModelExpression.parse("zashift(cutoffpl)").on(grid).photonFlux(z, 1.9, 8, 2);
            for (int i = 0; i < 400; i++) {
                boolean known = i + bins >= 0 && i + bins < 400;
                assertEquals(known ? expected[i] : 0, shifted[i], 1e-8 * expected[i], bins + " bins, bin " + i);
            }
        }
    }

    /** A flat spectrum is spread evenly over its bins, so its photons are shared out exactly. */
    @ParameterizedTest
    @CsvSource({"0", "0.5", "0.137", "10"})
    void zashiftLeavesNothingAboveTheHighestEnergy(double z) {
        double[] flat = flux("zashift*powerlaw", z, 0, 3);
        double end = GRID.high(GRID.size() - 1) / (1 + z);
        for (int i = 0; i < flat.length; i++) {
            double inside = Math.max(0, Math.min(GRID.high(i), end) - GRID.low(i));
            assertEquals(3 * inside, flat[i], 1e-9, "bin " + i);
        }
    }

    /** Between edges of shifted bins the photons are those of a straight line, not of the power law. */
    @Test
    void zashiftSpreadsPhotonsEvenlyOverShiftedBins() {
        double z = 0.5;
        double[] shifted = flux("zashift*powerlaw", z, 2, 1);
        double[] source = flux("powerlaw", 2, 1);
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            sum += shifted[i];
        }
        // 0.20 to 0.23 keV are 0.300 to 0.345 keV at the source: bins 10 to 13 and half of bin 14.
        double emitted = source[10] + source[11] + source[12] + source[13] + source[14] / 2;
        assertEquals(emitted / 1.5, sum, 1e-12 * sum);
    }

    @Test
    void zashiftComesBackToTheFirstRedshift() {
        SpectralModel.OnGrid model = ModelExpression.parse("zashift*tbabs*powerlaw").on(GRID);
        double[] first = model.photonFlux(0, 0.3, 1.7, 1);
        model.photonFlux(1, 0.3, 1.7, 1);
        assertArrayEquals(first, model.photonFlux(0, 0.3, 1.7, 1));
        assertArrayEquals(flux("tbabs*powerlaw", 0.3, 1.7, 1), first, 1e-15);
    }
}
