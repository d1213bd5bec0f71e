package io.github.montecat.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.fitmodel.FitModel;
import io.github.montecat.fixture.TinyBundle;
import io.github.montecat.inference.EnergyRange;
import io.github.montecat.inference.ModelChoice;
import io.github.montecat.physics.ModelSettings;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelSetTest {

    private static ModelChoice model(String name, boolean always, String notice) {
        return new ModelChoice(new FitModel(name, "", TinyBundle.prior(), ModelSettings.DEFAULT), always,
                Optional.ofNullable(notice).map(EnergyRange::parse));
    }

    @Test
    void prefixesAreLegalAndDiffer() {
        assertEquals(List.of("powerlaw", "powerlaw_blackbody", "tbabs_powerlaw_bbodyrad"),
                ModelSet.prefixes(List.of("powerlaw", "powerlaw-blackbody", "tbabs*(powerlaw+bbodyrad)")));
        assertEquals(List.of("model1", "a_b", "model3", "model4", "model5", "model6"), ModelSet.prefixes(List.of(
                "2comp", "a*b", "A+B", "***", "tbabs*(powerlaw+bbodyrad+gaussian+apec)", "model9")));
    }

    @Test
    void modelsThatCannotBeComparedAreRefused() {
        ModelSet two = ModelSet.ofEqualOdds(List.of(model("a", true, "1,2"), model("b", true, "1,2")));
        assertEquals(List.of("a", "b"), two.names());
        assertEquals(List.of(1.0, 1.0), two.odds());
        assertTrue(assertThrows(RefusedValueException.class, () -> ModelSet.ofEqualOdds(List.of(model("a", true, null),
                model("a", true, null)))).getMessage().contains("model a is given twice"));
        assertThrows(IllegalArgumentException.class,
                () -> ModelSet.ofEqualOdds(List.of(model("a", true, "1,2"), model("b", true, "1,3"))));
        assertThrows(IllegalArgumentException.class,
                () -> ModelSet.ofEqualOdds(List.of(model("a", true, null), model("b", false, null))));
        assertThrows(RefusedValueException.class, () -> new ModelSet(two.choices(), List.of(1.0, 0.0), false));
        assertThrows(IllegalArgumentException.class, () -> new ModelSet(two.choices(), List.of(1.0), false));
        assertEquals(1, ModelSet.of(model("a", false, null)).size());
    }
}
