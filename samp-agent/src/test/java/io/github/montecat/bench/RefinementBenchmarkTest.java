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
        // Much more would be time lost; one more round may be needed for the tail of the weights.
        assertTrue(effective >= 1000 && effective < 3000, "effective sample size " + effective);
        RefinedPosterior sampled = benchmark.sample();
        assertTrue(sampled.converged(), sampled.failure().orElse(""));
        effective = sampled.posterior().effectiveSampleSize();
        assertTrue(effective >= 400 && effective < 1200, "effective sample size " + effective);
    }
}
