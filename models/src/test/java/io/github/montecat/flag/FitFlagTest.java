package io.github.montecat.flag;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FitFlagTest {

    /** As README.md has them: tables of users are read by these numbers. */
    @Test
    void bitsAreThePublishedOnes() {
        Map<Integer, String> published = new TreeMap<>(Map.of(1, "UNREADABLE", 2, "NO_EXPOSURE", 4, "EMPTY",
                8, "NEGATIVE", 16, "NOT_FINITE", 32, "WRONG_LENGTH", 64, "NO_BUNDLE", 128, "PRIOR_EDGE", 256, "NO_BACKGROUND", 512,
                "OUT_OF_DISTRIBUTION"));
        published.put(1024, "NOT_REFINED");
        published.put(2048, "NO_RESPONSE");
        published.put(4096, "NO_PARAMETER");
        published.put(8192, "FAINT");
        published.put(16384, "BIASED_W");
        published.put(32768, "SPECTRUM_LEFT_OUT");
        assertEquals(published, Arrays.stream(FitFlag.values())
                .collect(Collectors.toMap(FitFlag::bit, Enum::name, (a, b) -> a + " and " + b, TreeMap::new)));
    }

    @Test
    void maskIsTheSumOfBits() {
        assertEquals(0, FitFlag.mask(List.of()));
        assertEquals(257, FitFlag.mask(List.of(FitFlag.UNREADABLE, FitFlag.NO_BACKGROUND, FitFlag.UNREADABLE)));
    }
}
