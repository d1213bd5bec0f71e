package io.github.montecat.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.fitmodel.FitModelLibrary;
import io.github.montecat.inference.EnergyRange;
import io.github.montecat.inference.ModelChoice;
import io.github.montecat.physics.absorption.AbundanceTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelRequestTest {

    private static final FitModelLibrary SHIPPED = FitModelLibrary.shipped();

    private static ModelRequest request(String model, String notice, String abund, boolean withBundle) {
        return new ModelRequest(Optional.ofNullable(model), List.of(), List.of(), Optional.ofNullable(notice),
                Optional.ofNullable(abund), withBundle);
    }

    private static ModelChoice choose(ModelRequest request, ModelChoice fallback) throws Exception {
        return request.choose(SHIPPED, fallback, name -> "--" + name);
    }

    @Test
    void whatIsNotSaidIsThatOfTheFallback() throws Exception {
        ModelChoice fallback = choose(request("agn", "0.5,8", null, false), ModelChoice.automatic());
        assertTrue(fallback.always());
        assertEquals(fallback, choose(request(null, null, null, false), fallback));
        ModelChoice narrower = choose(request(null, "1,2", null, false), fallback);
        assertSame(fallback.model(), narrower.model());
        assertEquals(new EnergyRange(1, 2), narrower.noticed().orElseThrow());
        assertEquals(new EnergyRange(0.5, 8), choose(request("diskbb", null, null, false), fallback).noticed().orElseThrow());
        assertFalse(choose(request(null, null, null, true), fallback).always(), "a bundle was named");
    }

    @Test
    void fixedTextsAreValuesOrTies() throws Exception {
        ModelChoice choice = choose(new ModelRequest(Optional.of("agn"), List.of("PhoIndex = normal:1.9,0.2"),
                List.of("ztbabs_nH=3", "tbabs_nH=ztbabs_nH"), Optional.empty(), Optional.empty(), false),
                ModelChoice.automatic());
        assertEquals(3, choice.model().prior().fixed().get("ztbabs_nH"));
        assertEquals("ztbabs_nH", choice.model().prior().ties().get("tbabs_nH"));
        assertTrue(choice.model().prior().toString().contains("normal"), choice.model().prior().toString());
    }

    @Test
    void abundancesOfANamedModelAreNotChangedInSilence() throws Exception {
        assertSame(AbundanceTable.ANGR, choose(request("tbabs*powerlaw", null, "angr", false), ModelChoice.automatic())
                .model().settings().abundances());
        assertEquals("powerlaw", choose(request("powerlaw", null, "wilm", false), ModelChoice.automatic()).model().name());
        assertEquals("--abund is angr, but model powerlaw has the abundances wilm; give its expression instead, "
                + "tbabs*powerlaw", assertThrows(RefusedValueException.class,
                () -> choose(request("powerlaw", null, "angr", false), ModelChoice.automatic())).getMessage());
    }

    @Test
    void refusalsNameWhatIsMissing() {
        Map.of("--abund goes with --model", request(null, null, "angr", false),
                "give --model or --bundle, not both", request("agn", null, null, true)).forEach((text, request) ->
                assertEquals(text, assertThrows(RefusedValueException.class,
                        () -> choose(request, ModelChoice.automatic())).getMessage()));
    }
}
