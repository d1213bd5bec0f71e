package io.github.montecat.response;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.physics.ModelExpression;
import io.github.montecat.physics.SpectralModel;
import io.github.montecat.spectrum.ChannelGrouping;
import io.github.montecat.spectrum.EnergyGrid;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResponseTest {

    private static final EnergyGrid ENERGIES = EnergyGrid.ofEdges(1, 2, 3);
    private static final EnergyGrid CHANNELS = EnergyGrid.ofEdges(0, 1, 2, 3, 4);

    /** Energy 0 goes to channels 1 and 2, energy 1 to channels 0, 2 and 3. */
    private static RedistributionMatrix matrix() {
        return new RedistributionMatrix(ENERGIES, CHANNELS, 0, new int[] {0, 2, 5}, new int[] {1, 2, 0, 2, 3},
                new double[] {0.75, 0.25, 0.125, 0.5, 0.25});
    }

    private static Response response() {
        return Response.of(matrix(), Optional.of(new EffectiveArea(ENERGIES, new double[] {10, 20})));
    }

    @Test
    void foldsByHand() {
        assertArrayEquals(new double[] {0.125 * 20 * 3, 0.75 * 10 * 2, 0.25 * 10 * 2 + 0.5 * 20 * 3, 0.25 * 20 * 3},
                response().fold(new double[] {2, 3}), 1e-12);
    }

    @Test
    void aMatrixWithTheAreaInItNeedsNoOther() {
        assertArrayEquals(new double[] {0.375, 1.5, 2, 0.75},
                Response.of(matrix(), Optional.empty()).fold(new double[] {2, 3}), 1e-12);
    }

    @Test
    void groupingCommutesWithFolding() {
        ChannelGrouping g = new ChannelGrouping(1, 3, 4);
        double[] flux = {2, 3};
        assertArrayEquals(g.sum(response().fold(flux)), response().grouped(g).fold(flux), 1e-12);
    }

    @Test
    void denseRoundTrip() {
        Response r = response();
        assertArrayEquals(r.fold(new double[] {1, 7}),
                Response.ofDense(ENERGIES, CHANNELS, r.toDense()).fold(new double[] {1, 7}), 1e-12);
    }

    /** One energy bin without area is kept at each end, for lines on its edge. */
    @Test
    void trimmingKeepsWhatReachesTheBins() {
        EnergyGrid energies = EnergyGrid.ofEdges(1, 2, 3, 4, 5, 6, 7, 8);
        float[] matrix = {0, 0, 0, 0, 1, 2, 0, 0, 0, 5, 0, 0, 0, 0};
        Response whole = Response.ofDense(energies, EnergyGrid.ofEdges(0, 1, 2), matrix);
        Response trimmed = whole.trimmed();
        assertEquals(EnergyGrid.ofEdges(2, 3, 4, 5, 6, 7), trimmed.energies());
        assertArrayEquals(whole.fold(new double[] {7, 8, 2, 3, 4, 9, 6}), trimmed.fold(new double[] {8, 2, 3, 4, 9}));
        assertSame(trimmed, trimmed.trimmed());
        Response blind = Response.ofDense(energies, EnergyGrid.ofEdges(0, 1, 2), new float[14]).trimmed();
        assertArrayEquals(new double[2], blind.fold(new double[blind.energies().size()]));
    }

    /** A line without width on the edge of the last bin that is seen. */
    @Test
    void trimmingMovesNoLine() {
        EnergyGrid energies = EnergyGrid.ofEdges(6, 6.2, 6.4, 6.6, 6.8);
        Response whole = Response.ofDense(energies, EnergyGrid.ofEdges(0, 1), new float[] {0, 1, 0, 0});
        SpectralModel model = ModelExpression.parse("gaussian");
        for (double line : new double[] {6.2, 6.4}) {
            assertArrayEquals(whole.fold(model.on(energies).photonFlux(line, 0, 1)),
                    whole.trimmed().fold(model.on(whole.trimmed().energies()).photonFlux(line, 0, 1)));
        }
    }

    @Test
    void manyAtOnceAreThoseOneByOne() {
        double[][] fluxes = {{2, 3}, {0, 1}, {5, 0}};
        double[][] rates = response().fold(fluxes);
        for (int s = 0; s < fluxes.length; s++) {
            assertArrayEquals(response().fold(fluxes[s]), rates[s]);
        }
        assertArrayEquals(new double[4], response().fold(new double[2]));
    }

    @Test
    void refusesAnAreaOfAnotherGrid() {
        String message = assertThrows(IllegalArgumentException.class, () -> Response.of(matrix(),
                Optional.of(new EffectiveArea(EnergyGrid.ofEdges(1, 2, 4), new double[2])))).getMessage();
        assertTrue(message.contains("ARF") && message.contains("RMF"), message);
        assertThrows(IllegalArgumentException.class, () -> response().fold(new double[3]));
        assertThrows(IllegalArgumentException.class,
                () -> new EffectiveArea(ENERGIES, new double[] {1, Double.NaN}));
        assertThrows(IllegalArgumentException.class, () -> new RedistributionMatrix(ENERGIES, CHANNELS, 0,
                new int[] {0, 1, 2}, new int[] {0, 4}, new double[2]));
    }
}
