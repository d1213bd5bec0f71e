package io.github.montecat.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.comparison.ModelSet;
import io.github.montecat.fitmodel.FitModelLibrary;
import io.github.montecat.inference.ModelChoice;
import io.github.montecat.table.ParameterSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelSetRequestTest {

    private static final FitModelLibrary SHIPPED = FitModelLibrary.shipped();
    private static final ModelSet AUTOMATIC = ModelSet.of(ModelChoice.automatic());

    private static ModelSet choose(String model, List<String> priors, List<String> fixed, String odds, ModelSet fallback)
            throws Exception {
        return new ModelSetRequest(new ModelRequest(Optional.ofNullable(model), priors, fixed, Optional.empty(),
                Optional.empty(), false), Optional.ofNullable(odds), Optional.empty()).choose(SHIPPED, fallback, n -> "--" + n);
    }

    private static String prior(ModelSet models, int model, String label) {
        return models.choices().get(model).model().prior().free().stream()
                .filter(f -> f.parameter().label().equals(label)).findFirst().orElseThrow().prior().toString();
    }

    @Test
    void listsAreSplitOutsideBrackets() {
        assertEquals(List.of("powerlaw", "blackbody"), ListedModels.split("powerlaw, blackbody"));
        assertEquals(List.of("tbabs*atable{a,b.mod}", "f(x,y)*g"), ListedModels.split("tbabs*atable{a,b.mod},f(x,y)*g"));
        assertEquals(List.of("a", "", ""), ListedModels.split("a,,"));
        assertEquals(List.of("powerlaw"), ListedModels.split(" powerlaw "));
    }

    @Test
    void severalModelsHaveEqualOddsUnlessTheyAreGiven() throws Exception {
        ModelSet models = choose("powerlaw,tbabs*(powerlaw+bbodyrad),agn", List.of(), List.of(), null, AUTOMATIC);
        assertEquals(List.of("powerlaw", "tbabs*(powerlaw+bbodyrad)", "agn"), models.names());
        assertEquals(List.of(1.0, 1.0, 1.0), models.odds());
        assertTrue(models.choices().stream().allMatch(ModelChoice::always));
        assertFalse(models.bestOnly());
        assertEquals(List.of(1.0, 0.5, 2.0), choose("powerlaw,tbabs*(powerlaw+bbodyrad),agn", List.of(), List.of(),
                "agn=2,tbabs*(powerlaw+bbodyrad)=.5", AUTOMATIC).odds());
        assertEquals(List.of(3.0, 1.0), choose("powerlaw-blackbody,agn", List.of(), List.of(), "powerlaw_blackbody=3",
                AUTOMATIC).odds());
    }

    @Test
    void whatIsSaidHoldsForAllModelsThatHaveTheParameter() throws Exception {
        ModelSet models = choose("powerlaw,blackbody", List.of("blackbody.nH=uniform:0,2", "nH=uniform:0,1"),
                List.of("PhoIndex=2", "blackbody.kT=1"), null, AUTOMATIC);
        assertTrue(prior(models, 0, "nH").contains("1.0"), prior(models, 0, "nH"));
        assertTrue(prior(models, 1, "nH").contains("2.0"), prior(models, 1, "nH"));
        assertEquals(2, models.choices().get(0).model().prior().fixed().get("PhoIndex"));
        assertEquals(1, models.choices().get(1).model().prior().fixed().get("kT"));
    }

    @Test
    void whereNoModelIsNamedTheUsualOnesHold() throws Exception {
        ModelSet usual = choose("powerlaw,blackbody", List.of(), List.of(), "powerlaw=4", AUTOMATIC);
        ModelSet same = choose(null, List.of("kT=uniform:1,2"), List.of(), null, usual);
        assertEquals(usual.names(), same.names());
        assertEquals(List.of(4.0, 1.0), same.odds());
        assertTrue(prior(same, 1, "kT").contains("2.0"));
        assertEquals(List.of("agn"), choose("agn", List.of(), List.of(), null, usual).names());
    }

    @Test
    void valuesOfRowsGoToTheModelsThatHaveTheParameter() throws Exception {
        ModelSet models = choose("powerlaw,agn", List.of(), List.of(), null, AUTOMATIC);
        List<ParameterSource> sources = new ParameterRequest(List.of("redshift=Z"), Optional.empty())
                .sources(models, n -> "--" + n);
        assertEquals("ztbabs_Redshift", sources.get(0).parameter().label());
        ModelSet two = choose("powerlaw,blackbody", List.of(), List.of(), null, AUTOMATIC);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new ParameterRequest(List.of("norm=N"), Optional.empty())
                .sources(two, n -> "--" + n)).getMessage()
                .contains("--let norm: that is another quantity in blackbody than in powerlaw"));
        assertThrows(IllegalArgumentException.class, () -> new ParameterRequest(List.of("redshift=Z"), Optional.empty())
                .sources(two, n -> "--" + n));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "powerlaw,powerlaw | - | - | --model names powerlaw twice",
        "powerlaw, | - | - | expected a model before and after each comma",
        "powerlaw,blackbdy | - | - | models by name: agn",
        "powerlaw,blackbody | Tin=uniform:0,1 | - | no model has a parameter Tin; powerlaw has PhoIndex, nH, norm; blackbody has",
        "powerlaw,blackbody | powerlaw.kT=uniform:0,1 | - | no model has a parameter powerlaw.kT",
        "powerlaw,blackbody | kT | - | --prior is 'kT', expected NAME=VALUE",
        "powerlaw,blackbody | - | agn=2 | --model-odds has 'agn', which is none of the models powerlaw, blackbody",
        "powerlaw,blackbody | - | powerlaw=0 | expected a number above 0",
        "powerlaw,blackbody | - | powerlaw=x | expected a number above 0",
        "powerlaw,blackbody | - | 2 | expected MODEL=NUMBER",
        "powerlaw,blackbody | - | powerlaw=1,powerlaw=2 | gives the odds of powerlaw twice",
        "powerlaw | - | powerlaw=2 | --model-odds goes with several models",
    })
    void wrongListsAreRefused(String model, String prior, String odds, String message) {
        Exception e = assertThrows(Exception.class, () -> choose(model, prior == null ? List.of() : List.of(prior),
                List.of(), odds, AUTOMATIC));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }
}
