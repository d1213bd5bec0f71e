package io.github.montecat.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.inference.FitResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class FitOutcomeTest {

    private static FitResult failed(FitFlag flag) {
        return FitResult.failed(0, new UnfitSpectrumException(flag, "why"));
    }

    @Test
    void reasonsAreCountedTheMostFrequentFirst() {
        assertEquals("0 fitted", new FitOutcome().sentence());
        assertEquals("1 fitted", FitOutcome.of(List.of(Results.powerLaw(0))).sentence());
        FitOutcome outcome = FitOutcome.of(List.of(failed(FitFlag.NO_EXPOSURE), failed(FitFlag.NO_BACKGROUND),
                Results.powerLaw(2), failed(FitFlag.NO_BACKGROUND)));
        assertEquals("1 fitted, 3 not: no background (2), no exposure (1)", outcome.sentence());
        assertEquals(3, outcome.unfit());
    }
}
