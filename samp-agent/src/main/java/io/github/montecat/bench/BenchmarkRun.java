package io.github.montecat.bench;

import io.github.montecat.kernel.GruSampler;
import io.github.montecat.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs all benchmarks in this virtual machine, which has the flags that the kernels need. The rate of matrix products is
 * measured before and after each, in several rounds, since the speed of a machine changes within minutes.
 */
public final class BenchmarkRun {

    private static final int ROUNDS = 3;
    private static final double RATE_SECONDS = 0.5;

    private static final Case RATE = new Case("matrix products", MatrixProductBenchmark.class, "multiply",
            Optional.empty(), MatrixProductBenchmark.operations());
    private static final Case SIMULATION = new Case("simulation", SimulationBenchmark.class, "simulate",
            Optional.empty(), 0);
    private static final List<Case> CASES = List.of(
            one("", "onePosterior", NetworkCase.A), one("", "onePosterior", NetworkCase.B),
            new Case(InferenceBenchmark.CATALOGUE_SPECTRA + " spectra x " + InferenceBenchmark.CATALOGUE_PASSES
                    + " passes, A", InferenceBenchmark.class, "catalogue", Optional.of(NetworkCase.A),
                    NetworkCase.A.inferenceOperations((long) InferenceBenchmark.CATALOGUE_SPECTRA
                            * InferenceBenchmark.CATALOGUE_PASSES)),
            one(", nd4j", "onePosteriorByNd4j", NetworkCase.A), one(", nd4j", "onePosteriorByNd4j", NetworkCase.B),
            new Case("training update, " + TrainingBenchmark.BATCH + " spectra, A", TrainingBenchmark.class, "update",
                    Optional.empty(), NetworkCase.A.trainingOperations(TrainingBenchmark.BATCH)));

    private final double seconds;

    /** @param seconds time per measurement, of which there are three, and per warm-up */
    public BenchmarkRun(double seconds) {
        this.seconds = seconds;
    }

    private record Case(String what, Class<?> benchmark, String method, Optional<NetworkCase> network,
            double operations) {
    }

    private static Case one(String engine, String method, NetworkCase network) {
        return new Case("1 spectrum x " + InferenceBenchmark.ONE_PASSES + " passes, " + network + engine,
                InferenceBenchmark.class, method, Optional.of(network),
                network.inferenceOperations(InferenceBenchmark.ONE_PASSES));
    }

    /**
     * A measurement: medians over the rounds.
     *
     * @param what what was done
     * @param milliseconds its time
     * @param ratio its time over what its matrix products alone would take at the rate measured before and after it
     */
    public record Line(String what, double milliseconds, double ratio) {
    }

    /**
     * All measurements.
     *
     * @param kernel the arithmetic that was used
     * @param slowest lowest rate of single-precision matrix products on all cores that was met, in operations per second
     * @param fastest highest such rate
     * @param simulatedPerSecond simulated spectra per second, noise included, see {@link SimulationBenchmark}
     * @param lines the measurements
     */
    public record Result(String kernel, double slowest, double fastest, double simulatedPerSecond, List<Line> lines) {
    }

    /** @return about how long a run takes, in seconds */
    public double duration() {
        return (CASES.size() + 1) * ((ROUNDS + 1) * seconds + ROUNDS * RATE_SECONDS + 2);
    }

    /**
     * Measures.
     *
     * @param progress counts measurements; may cancel
     * @return the measurements
     * @throws IOException if JMH's log cannot be kept
     * @throws RunnerException if a benchmark fails
     */
    public Result run(Progress progress) throws IOException, RunnerException {
        Path log = Files.createTempFile("montecat-bench", ".log");
        try {
            Map<Case, double[]> times = new LinkedHashMap<>();
            Map<Case, double[]> ratios = new LinkedHashMap<>();
            List<Double> rates = new ArrayList<>();
            measure(RATE, RATE_SECONDS, true, log);
            for (int round = 0; round < ROUNDS; round++) {
                rates.add(rate(log));
                for (Case c : CASES) {
                    progress.update((long) round * CASES.size() + CASES.indexOf(c), (long) ROUNDS * CASES.size());
                    double time = measure(c, seconds, round == 0, log);
                    double before = rates.get(rates.size() - 1);
                    rates.add(rate(log));
                    double floor = 1e3 * c.operations / ((before + rates.get(rates.size() - 1)) / 2);
                    times.computeIfAbsent(c, k -> new double[ROUNDS])[round] = time;
                    ratios.computeIfAbsent(c, k -> new double[ROUNDS])[round] = time / floor;
                }
            }
            double simulated = SimulationBenchmark.SPECTRA / (measure(SIMULATION, seconds, true, log) / 1e3);
            return new Result(GruSampler.kernel(), rates.stream().min(Double::compare).orElseThrow(),
                    rates.stream().max(Double::compare).orElseThrow(), simulated, CASES.stream()
                            .map(c -> new Line(c.what, median(times.get(c)), median(ratios.get(c))))
                            .collect(Collectors.toList()));
        } finally {
            Files.delete(log);
        }
    }

    private static double rate(Path log) throws RunnerException {
        return RATE.operations / (measure(RATE, RATE_SECONDS, false, log) / 1e3);
    }

    /** The median time of a call in milliseconds. */
    private static double measure(Case c, double seconds, boolean warmUp, Path log) throws RunnerException {
        return measure(c.benchmark, c.method, c.network.map(n -> Map.of("network", n.name())).orElse(Map.of()), seconds, warmUp,
                log);
    }

    /**
     * Measures one benchmark in this virtual machine.
     *
     * @param benchmark its class
     * @param method its method
     * @param parameters values of the class's parameters
     * @param seconds time to measure, and to warm up before; at least one call is made
     * @param warmUp whether to warm up
     * @param log takes JMH's own words
     * @return the median time of a call in milliseconds
     */
    static double measure(Class<?> benchmark, String method, Map<String, String> parameters, double seconds, boolean warmUp,
            Path log) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(benchmark.getName().replace(".", "\\.") + "\\." + method + "$")
                .forks(0)
                .warmupIterations(warmUp ? 1 : 0).warmupTime(time(seconds))
                .measurementIterations(1).measurementTime(time(seconds))
                .shouldFailOnError(true)
                .output(log.toString());
        parameters.forEach(options::param);
        RunResult result = new Runner(options.build()).runSingle();
        return result.getPrimaryResult().getStatistics().getPercentile(50);
    }

    private static TimeValue time(double seconds) {
        return TimeValue.milliseconds(Math.round(1e3 * seconds));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
