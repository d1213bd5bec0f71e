package io.github.montecat.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.engine.CpuEngine;
import io.github.montecat.fitmodel.FitModel;
import io.github.montecat.fitmodel.RowParameter;
import io.github.montecat.fitmodel.RowParameters;
import io.github.montecat.fixture.TinyBundle;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.inference.FitRequest;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.inference.ModelChoice;
import io.github.montecat.physics.ModelExpression;
import io.github.montecat.physics.ModelSettings;
import io.github.montecat.prior.LogUniformPrior;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.progress.Progress;
import io.github.montecat.spectrum.EnergyGrid;
import io.github.montecat.spectrum.Spectrum;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparingFitterTest {

    private static final double[] SLOPES = {1.9, 2.2};

    private static ModelChoice slope(double slope) {
        return choice("slope" + slope, "powerlaw", Map.of("PhoIndex", slope));
    }

    private static ModelChoice choice(String name, String expression, Map<String, Double> fixed) {
        ModelPrior prior = new ModelPrior(ModelExpression.parse(expression), Map.of("norm", new LogUniformPrior(1e-6, 1)),
                fixed);
        return new ModelChoice(new FitModel(name, "", prior, ModelSettings.DEFAULT), true, Optional.empty());
    }

    private static List<RowFits> fit(ModelSet models, FitRequest... requests) {
        return new ComparingFitter(BundleLibrary.of(List.of()), models, new FitSettings(2000, 3, Optional.empty()),
                new CpuEngine(), spectrum -> Optional.of(TinyBundle.response())).fit(List.of(requests), Progress.NONE);
    }

    private static Spectrum spectrum() {
        double[] counts = new double[TinyBundle.CHANNELS];
        Arrays.setAll(counts, c -> Math.round(20 * Math.pow(c + 1, -1.6)));
        return Spectrum.of(counts, TinyBundle.EXPOSURE);
    }

    /** ln of the probability of counts, of shape alone: a norm with equal density in ln(norm) takes out the level. */
    private static double shape(Spectrum spectrum, double slope) {
        EnergyGrid bins = TinyBundle.response().bins();
        double[] flux = new double[TinyBundle.CHANNELS];
        Arrays.setAll(flux, b -> Math.pow(bins.low(b), 1 - slope) - Math.pow(bins.high(b), 1 - slope));
        double all = Arrays.stream(flux).sum();
        double sum = 0;
        for (int b = 0; b < flux.length; b++) {
            sum += spectrum.counts()[b] * Math.log(flux[b] / all);
        }
        return sum;
    }

    @Test
    void evidencesOfFixedShapesHaveTheClosedFormRatio() {
        ModelSet models = new ModelSet(List.of(slope(SLOPES[0]), slope(SLOPES[1])), List.of(3.0, 1.0), false);
        RowFits fits = fit(models, FitRequest.of(0, spectrum())).get(0);
        double ratio = 3 * Math.exp(shape(spectrum(), SLOPES[0]) - shape(spectrum(), SLOPES[1]));
        ModelComparison c = fits.comparison().orElseThrow();
        assertEquals(ratio / (1 + ratio), c.probabilities().get(0), 5 * c.errors().get(0));
        assertTrue(c.errors().get(0) < 0.02 && ratio > 0.01 && ratio < 100, c + ", ratio " + ratio);
        assertEquals(fits.results().get(c.best()), fits.preferred());
        assertEquals("", fits.reason());
    }

    @Test
    void aRowThatCannotBeFittedIsNotComparedAndCostsNoOther() {
        ModelSet models = ModelSet.ofEqualOdds(List.of(slope(1), slope(2)));
        List<RowFits> fits = fit(models, FitRequest.unreadable(0, new UnfitSpectrumException(FitFlag.UNREADABLE, "gone")),
                FitRequest.of(1, spectrum()));
        assertTrue(fits.get(0).comparison().isEmpty());
        assertEquals("the models are not compared: slope1.0 has no evidence: gone", fits.get(0).reason());
        assertEquals("the models are not compared: slope1.0 has no evidence: gone", fits.get(0).preferred().reason());
        assertTrue(fits.get(0).preferred().flags().contains(FitFlag.UNREADABLE));
        assertTrue(fits.get(1).comparison().isPresent());
        assertEquals(7, fits.get(1).inRow(7).preferred().row());
    }

    /** A redshift is no parameter of the first model, and leaves the second nothing that it can be. */
    @Test
    void aModelThatFailsLeavesTheOthersTheirFit() {
        ModelSet models = ModelSet.ofEqualOdds(List.of(slope(2), choice("far", "zpowerlw", Map.of("PhoIndex", 2.0,
                "Redshift", 1.0))));
        RowParameters far = new RowParameters(List.of(new RowParameter("redshift", Optional.of(-5.0), Optional.empty(),
                "column Z")));
        RowParameters near = new RowParameters(List.of(new RowParameter("redshift", Optional.of(0.5), Optional.empty(),
                "column Z")));
        List<RowFits> fits = fit(models, FitRequest.of(0, spectrum()).with(far), FitRequest.of(1, spectrum()).with(near));
        assertTrue(fits.get(0).results().get(0).posterior().isPresent());
        assertTrue(fits.get(0).results().get(1).posterior().isEmpty());
        assertTrue(fits.get(0).comparison().isEmpty());
        assertTrue(fits.get(0).reason().startsWith("the models are not compared: far has no evidence: "),
                fits.get(0).reason());
        assertTrue(fits.get(0).preferred().posterior().isEmpty());
        // The same shape under another name of its level.
        assertEquals(0.5, fits.get(1).comparison().orElseThrow().probabilities().get(0), 0.05);
    }
}
