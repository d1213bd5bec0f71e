package io.github.montecat.derived;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.physics.ModelExpression;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.physics.SpectralModel;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.prior.UniformPrior;
import io.github.montecat.spectrum.EnergyGrid;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Models that have no integral. */
class BandIntegralsTest {

    private static final SpectralModel POWER_LAW = ModelExpression.parse("powerlaw");

    /** A model with the same photons in each bin. */
    private record Flat(ToDoubleFunction<EnergyGrid> photons, AtomicInteger grids) implements SpectralModel {

        @Override
        public String expression() {
            return "flat";
        }

        @Override
        public List<ModelParameter> parameters() {
            return POWER_LAW.parameters();
        }

        @Override
        public OnGrid on(EnergyGrid grid) {
            grids.incrementAndGet();
            return new OnGrid() {
                @Override
                public EnergyGrid grid() {
                    return grid;
                }

                @Override
                public double[] photonFlux(double... parameters) {
                    double[] flux = new double[grid.size()];
                    Arrays.fill(flux, photons.applyAsDouble(grid));
                    return flux;
                }
            };
        }
    }

    private static List<DerivedValues> flux(SpectralModel model) {
        ModelPrior prior = new ModelPrior(model, Map.of("PhoIndex", new UniformPrior(1, 3)), Map.of("norm", 1.0));
        return new Fluxes(FluxCase.request("1-2")).derive(new FittedSamples(prior, new double[][] {{2, 2.5}},
                Optional.empty()));
    }

    @Test
    void aSumThatDoesNotConvergeIsAFailure() {
        DerivedValues flux = flux(new Flat(grid -> 1, new AtomicInteger())).get(0);
        assertEquals("2 of 2 samples have no integral over 1-2 keV: the model is not finite there, or bins of any size "
                + "differ", flux.failure());
        assertTrue(Arrays.stream(flux.values()).allMatch(Double::isNaN));
        assertEquals("", flux(new Flat(grid -> 1.0 / grid.size(), new AtomicInteger())).get(0).failure());
    }

    @Test
    void aSumThatIsNotFiniteEndsTheHalving() {
        for (double photons : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            AtomicInteger grids = new AtomicInteger();
            DerivedValues flux = flux(new Flat(grid -> photons, grids)).get(0);
            assertTrue(flux.failure().startsWith("2 of 2 samples have no integral over 1-2 keV: "), flux.failure());
            assertEquals(2, grids.get());
        }
    }
}
