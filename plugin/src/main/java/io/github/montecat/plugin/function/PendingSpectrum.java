package io.github.montecat.plugin.function;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A spectrum that waits to be fitted, and its results by column when it has been. Safe for use by several threads. */
final class PendingSpectrum {

    private final SpectrumKey key;
    private final double[] counts;
    private final double exposure;
    private final CompletableFuture<Map<String, Object>> result = new CompletableFuture<>();

    /**
     * @param counts counts per channel, not copied
     * @param exposure in s
     */
    PendingSpectrum(double[] counts, double exposure) {
        this.key = SpectrumKey.of(counts, exposure);
        this.counts = counts;
        this.exposure = exposure;
    }

    SpectrumKey key() {
        return key;
    }

    double[] counts() {
        return counts;
    }

    double exposure() {
        return exposure;
    }

    CompletableFuture<Map<String, Object>> result() {
        return result;
    }
}
