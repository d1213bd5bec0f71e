package io.github.montecat.bench;

import io.github.montecat.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/** Times {@link RefinementBenchmark} in this virtual machine: importance sampling before and after nested sampling. */
public final class RefinementRun {

    private final double seconds;

    /** @param seconds time per measurement of importance sampling, of which there are two, and of its warm-up */
    public RefinementRun(double seconds) {
        this.seconds = seconds;
    }

    /**
     * Both ways to the same posteriors.
     *
     * @param what which spectra
     * @param refined time of a posterior by importance sampling in milliseconds, mean of before and after
     * @param nested time of one by nested sampling in milliseconds
     */
    public record Line(String what, double refined, double nested) {
    }

    /**
     * Measures.
     *
     * @param progress counts measurements; may cancel between them
     * @return a line per model
     * @throws IOException if JMH's log cannot be kept
     * @throws RunnerException if a benchmark fails
     */
    public List<Line> run(Progress progress) throws IOException, RunnerException {
        Path log = Files.createTempFile("montecat-bench", ".log");
        try {
            List<Line> lines = new ArrayList<>();
            RefinementBenchmark.Source[] sources = RefinementBenchmark.Source.values();
            for (RefinementBenchmark.Source source : sources) {
                progress.update(2L * lines.size(), 2L * sources.length);
                double before = time("refine", source, true, log);
                progress.update(2L * lines.size() + 1, 2L * sources.length);
                double nested = time("nest", source, false, log);
                double after = time("refine", source, false, log);
                lines.add(new Line("Model " + source, (before + after) / 2, nested));
            }
            progress.update(2L * sources.length, 2L * sources.length);
            return lines;
        } finally {
            Files.delete(log);
        }
    }

    /** Per posterior. */
    private double time(String method, RefinementBenchmark.Source source, boolean warmUp, Path log) throws RunnerException {
        return BenchmarkRun.measure(RefinementBenchmark.class, method, Map.of("source", source.name()), seconds, warmUp, log)
                / RefinementBenchmark.SPECTRA;
    }
}
