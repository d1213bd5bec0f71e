package io.github.montecat.bench;

import io.github.montecat.kernel.GruSampler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs all benchmarks in this virtual machine, which has the flags that the kernels need. */
public final class BenchmarkRun {

    /** Number of measurements. */
    public static final int MEASUREMENTS = 7;

    private final int seconds;

    /** @param seconds time per measurement, and per warm-up */
    public BenchmarkRun(int seconds) {
        this.seconds = seconds;
    }

    /**
     * A measurement.
     *
     * @param what what was done
     * @param milliseconds median time
     * @param floorMilliseconds what its matrix products alone would take at the machine's rate
     */
    public record Line(String what, double milliseconds, double floorMilliseconds) {
    }

    /**
     * All measurements.
     *
     * @param kernel the arithmetic that was used
     * @param operationsPerSecond rate of single-precision matrix products on all cores
     * @param simulatedPerSecond simulated spectra per second, noise included, see {@link SimulationBenchmark}
     * @param lines the measurements
     */
    public record Result(String kernel, double operationsPerSecond, double simulatedPerSecond, List<Line> lines) {
    }

    /**
     * Measures.
     *
     * @return the measurements
     * @throws IOException if JMH's log cannot be kept
     * @throws RunnerException if a benchmark fails
     */
    public Result run() throws IOException, RunnerException {
        Path log = Files.createTempFile("montecat-bench", ".log");
        try {
            Options options = new OptionsBuilder()
                    .include(BenchmarkRun.class.getPackageName() + ".*")
                    .forks(0)
                    .warmupIterations(1).warmupTime(TimeValue.seconds(seconds))
                    .measurementIterations(1).measurementTime(TimeValue.seconds(seconds))
                    .shouldFailOnError(true)
                    .output(log.toString())
                    .build();
            return result(new Runner(options).run());
        } finally {
            Files.delete(log);
        }
    }

    private static Result result(Collection<RunResult> runs) {
        double rate = MatrixProductBenchmark.operations() / (median(only(runs, "multiply")) / 1e3);
        double simulated = SimulationBenchmark.SPECTRA / (median(only(runs, "simulate")) / 1e3);
        List<Line> lines = new ArrayList<>();
        for (RunResult r : runs) {
            if (is(r, "update")) {
                lines.add(new Line("training update, " + TrainingBenchmark.BATCH + " spectra, A", median(r),
                        1e3 * NetworkCase.A.trainingOperations(TrainingBenchmark.BATCH) / rate));
            } else if (!is(r, "multiply") && !is(r, "simulate")) {
                NetworkCase network = NetworkCase.valueOf(r.getParams().getParam("network"));
                boolean one = is(r, "onePosterior");
                long passes = one ? InferenceBenchmark.ONE_PASSES
                        : InferenceBenchmark.CATALOGUE_SPECTRA * (long) InferenceBenchmark.CATALOGUE_PASSES;
                lines.add(new Line((one ? "1 spectrum x " + InferenceBenchmark.ONE_PASSES
                        : InferenceBenchmark.CATALOGUE_SPECTRA + " spectra x " + InferenceBenchmark.CATALOGUE_PASSES)
                        + " passes, " + network, median(r), 1e3 * network.inferenceOperations(passes) / rate));
            }
        }
        return new Result(GruSampler.kernel(), rate, simulated, lines);
    }

    private static RunResult only(Collection<RunResult> runs, String method) {
        return runs.stream().filter(r -> is(r, method)).findFirst().orElseThrow();
    }

    private static boolean is(RunResult run, String method) {
        return run.getParams().getBenchmark().endsWith("." + method);
    }

    private static double median(RunResult run) {
        return run.getPrimaryResult().getStatistics().getPercentile(50);
    }
}
