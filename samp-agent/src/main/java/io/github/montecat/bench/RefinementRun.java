package io.github.montecat.bench;

import io.github.montecat.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/** Times {@link RefinementBenchmark} in this virtual machine: for each spectrum nested sampling, and the other way before and after. */
public final class RefinementRun {

    private final double seconds;

    /** @param seconds time per measurement of importance sampling, of which there are two, and of its warm-up */
    public RefinementRun(double seconds) {
        this.seconds = seconds;
    }

    /**
     * Three ways to the same posterior.
     *
     * @param what which spectrum
     * @param refined time of a posterior by importance sampling in milliseconds, mean of before and after
     * @param sampled time of one without a network, worth 400 samples, in milliseconds
     * @param nested time of one by nested sampling in milliseconds
     */
    public record Line(String what, double refined, double sampled, double nested) {
    }

    /**
     * Measures.
     *
     * @param progress counts spectra; may cancel between them
     * @return a line per spectrum, model by model
     * @throws IOException if JMH's log cannot be kept
     * @throws RunnerException if a benchmark fails
     */
    public List<Line> run(Progress progress) throws IOException, RunnerException {
        Path log = Files.createTempFile("montecat-bench", ".log");
        try {
            List<Line> lines = new ArrayList<>();
            RefinementBenchmark.Source[] sources = RefinementBenchmark.Source.values();
            int all = sources.length * RefinementBenchmark.SPECTRA;
            for (int i = 0; i < all; i++) {
                progress.update(i, all);
                Map<String, String> spectrum = Map.of("source", sources[i / RefinementBenchmark.SPECTRA].name(), "row",
                        String.valueOf(i % RefinementBenchmark.SPECTRA));
                double before = time("refine", spectrum, true, log);
                double sampled = time("sample", spectrum, false, log);
                double nested = time("nest", spectrum, false, log);
                lines.add(new Line(sources[i / RefinementBenchmark.SPECTRA] + ", spectrum " + (1 + i % RefinementBenchmark.SPECTRA),
                        (before + time("refine", spectrum, false, log)) / 2, sampled, nested));
            }
            progress.update(all, all);
            return lines;
        } finally {
            Files.delete(log);
        }
    }

    private double time(String method, Map<String, String> spectrum, boolean warmUp, Path log) throws RunnerException {
        return BenchmarkRun.measure(RefinementBenchmark.class, method, spectrum, seconds, warmUp, log);
    }
}
