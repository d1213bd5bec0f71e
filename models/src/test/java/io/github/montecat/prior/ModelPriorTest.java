package io.github.montecat.prior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.physics.ModelExpression;
import io.github.montecat.physics.SpectralModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelPriorTest {

    private static final SpectralModel MODEL_B = ModelExpression.parse("tbabs*(powerlaw+bbodyrad)");

    @Test
    void priorsMapTheirEndsAndMiddles() {
        Prior uniform = Prior.parse("uniform:0.1,0.5");
        assertEquals(0.3, uniform.fromUnit(0.5), 1e-15);
        assertEquals(0.25, uniform.toUnit(0.2), 1e-15);
        Prior log = Prior.parse("loguniform:0.1,10");
        assertEquals(1, log.fromUnit(0.5), 1e-15);
        assertEquals(0.75, log.toUnit(Math.sqrt(10)), 1e-15);
        assertEquals(log, Prior.parse(log.toString()));
        assertEquals(uniform, Prior.parse(uniform.toString()));
    }

    @Test
    void badPriorsSayWhatIsExpected() {
        for (String text : List.of("uniform", "uniform:1", "uniform:a,b", "gamma:0,1", "uniform:2,1",
                "loguniform:0,1", "uniform:NaN,1")) {
            String message = assertThrows(IllegalArgumentException.class, () -> Prior.parse(text), text).getMessage();
            assertTrue(message.length() > 10, message);
        }
    }

    @Test
    void fixedAndFreeParametersComeTogetherInXspecsOrder() {
        ModelPrior prior = new ModelPrior(MODEL_B, Map.of("PhoIndex", new UniformPrior(1, 3), "kT",
                new UniformPrior(0.3, 3)), Map.of("nH", 0.2, "powerlaw_norm", 5.0, "bbodyrad_norm", 100.0));
        assertEquals(2, prior.dimension());
        double[] values = prior.fromUnit(new double[] {0.5, 0});
        assertArrayEquals(new double[] {2, 0.3}, values, 1e-15);
        assertArrayEquals(new double[] {0.2, 2, 5, 0.3, 100}, prior.modelValues(values), 1e-15);
        assertArrayEquals(new double[] {0.5, 0}, prior.toUnit(values), 1e-15);
        assertEquals(Map.of("nH", 0.2, "powerlaw_norm", 5.0, "bbodyrad_norm", 100.0), prior.fixed());
    }

    @Test
    void badCombinationsAreRefusedByName() {
        Map<String, Double> rest = Map.of("PhoIndex", 2.0, "powerlaw_norm", 5.0, "kT", 1.0, "bbodyrad_norm", 100.0);
        refused(Map.of(), Map.of(), "nH");
        refused(Map.of("nH", new UniformPrior(0, 1), "nH2", new UniformPrior(0, 1)), rest, "nH2");
        refused(Map.of("nH", new UniformPrior(-1, 1)), rest, "nH");
        refused(Map.of("nH", new UniformPrior(0, 1), "kT", new UniformPrior(0.1, 1)), rest, "kT");
    }

    private static void refused(Map<String, Prior> priors, Map<String, Double> fixed, String name) {
        String message = assertThrows(IllegalArgumentException.class, () -> new ModelPrior(MODEL_B, priors, fixed))
                .getMessage();
        assertTrue(message.contains(name), message);
    }
}
