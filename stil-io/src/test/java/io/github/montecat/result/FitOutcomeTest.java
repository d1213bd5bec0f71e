package io.github.montecat.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.MissingFile;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.inference.FitResult;
import java.util.List;
import java.util.stream.IntStream;
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

    private static FitResult lacking(String kind, String name) {
        return FitResult.failed(0, new UnfitSpectrumException(FitFlag.NO_RESPONSE, "why",
                new MissingFile(kind, name, "beside the spectra", "put it there")));
    }

    @Test
    void filesThatAreMissingAreSaidOnceWithTheNumberOfSpectra() {
        FitResult fitted = Results.powerLaw(3).missing(List.of(new MissingFile("background", "b.pha", "here", "look")));
        FitOutcome outcome = FitOutcome.of(List.of(lacking("RMF", "a.rmf"), lacking("RMF", "b.rmf"),
                lacking("RMF", "b.rmf"), fitted, failed(FitFlag.EMPTY)));
        assertEquals(List.of("RMF b.rmf, named by 2 spectra, is not found beside the spectra; put it there",
                "RMF a.rmf, named by 1 spectrum, is not found beside the spectra; put it there",
                "background b.pha, named by 1 spectrum, is not found here; look"), outcome.missingFiles());
        assertEquals("1 fitted, 4 not: no response (3), empty spectrum (1)", outcome.sentence());
        assertEquals(List.of(), new FitOutcome().missingFiles());
    }

    @Test
    void manyFilesOfAKindAreSaidTogether() {
        FitOutcome outcome = FitOutcome.of(IntStream.range(0, 56).mapToObj(i -> lacking("ARF", i + ".arf")).toList());
        assertEquals(List.of("56 files (ARF), named by 56 spectra, are not found beside the spectra: 0.arf, "
                + "1.arf, 2.arf, 3.arf, 4.arf, 5.arf, 6.arf, 7.arf, 8.arf, 9.arf, 10.arf, 11.arf and 44 more; "
                + "put it there"), outcome.missingFiles());
    }
}
