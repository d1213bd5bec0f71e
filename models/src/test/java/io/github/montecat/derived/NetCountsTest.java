package io.github.montecat.derived;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.statistic.BinnedCounts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Net counts of spectra with and without background. */
class NetCountsTest {

    private static List<DerivedValues> derive(Optional<BinnedCounts> counts) {
        FittedSamples point = FluxCase.point("powerlaw", 2, 1);
        return new NetCounts().derive(new FittedSamples(point.prior(), point.columns(), counts));
    }

    private static double[] numbers(BinnedCounts counts) {
        return derive(Optional.of(counts)).stream().mapToDouble(d -> d.values()[0]).toArray();
    }

    @Test
    void backgroundIsScaledAndTakenOff() {
        double[] net = numbers(BinnedCounts.of(new double[] {7, 0, 9}, new double[] {4, 2, 6}, new double[] {0.5, 0.5,
                0.5}));
        assertEquals(16 - 6, net[0], 1e-12);
        assertEquals(Math.sqrt(16 + 12 * 0.25), net[1], 1e-12);
        assertEquals(net[0], net[2], 1e-12, "the exposure is 1 s");
        assertEquals(net[1], net[3], 1e-12);
    }

    @Test
    void emptyBinsAddNoError() {
        double[] net = numbers(BinnedCounts.of(new double[1000]));
        assertEquals(0, net[0]);
        assertEquals(0, net[1]);
        assertEquals(3, numbers(BinnedCounts.of(new double[] {0, 9}))[1], 1e-12);
    }

    @Test
    void unknownCountsAreBlank() {
        List<DerivedValues> unknown = derive(Optional.empty());
        assertEquals(List.of("net_counts", "net_counts_error", "net_rate", "net_rate_error", "background_p"),
                unknown.stream().map(d -> d.quantity().name()).toList());
        assertTrue(unknown.stream().allMatch(d -> Double.isNaN(d.values()[0]) && !d.quantity().perSample()));
    }
}
