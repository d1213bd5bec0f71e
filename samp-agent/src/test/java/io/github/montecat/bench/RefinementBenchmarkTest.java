package io.github.montecat.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.exact.RefinedPosterior;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is timed does its work. */
class RefinementBenchmarkTest {

    @ParameterizedTest
    @CsvSource({"A, 3", "B, 5"})
    void theFastWayConverges(RefinementBenchmark.Source source, int parameters) throws IOException {
        assumeTrue(BundleLibrary.shipped().find("nicer-a").isPresent(), "no bundle nicer-a");
        RefinementBenchmark benchmark = new RefinementBenchmark();
        benchmark.source = source;
        benchmark.simulate();
        RefinedPosterior posterior = benchmark.refine();
        assertTrue(posterior.converged(), posterior.failure().orElse(""));
        assertEquals(parameters, posterior.posterior().dimension());
        double effective = posterior.posterior().effectiveSampleSize();
        // More would be time lost.
        assertTrue(effective >= 1000 && effective < 1400, "effective sample size " + effective);
    }
}
