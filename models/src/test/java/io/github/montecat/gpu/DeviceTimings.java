package io.github.montecat.gpu;

import io.github.montecat.inference.CpuEngine;
import io.github.montecat.kernel.GruNetwork;
import io.github.montecat.progress.Progress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How fast a device is, on the paper's networks with random weights: 140 steps of one bin. */
final class DeviceTimings {

    private static final int STEPS = 140;
    private static final int PASSES = 1000;

    private final CheckReport report;
    private final RandomNetwork a = new RandomNetwork(1, 4, 100, 1, STEPS, 3, 0.10);
    private final RandomNetwork b = new RandomNetwork(2, 4, 200, 1, STEPS, 5, 0.05);

    DeviceTimings(CheckReport report) {
        this.report = report;
    }

    /** @return the paper's Model A and Model B with random weights and spectra */
    List<CheckedNetwork> networks() {
        return List.of(new CheckedNetwork("A, random weights", a.sampler(), a.spectra(3)),
                new CheckedNetwork("B, random weights", b.sampler(), b.spectra(3)));
    }

    /** Operations of passes, counted as in {@code montecat bench}: two products per layer after the first. */
    static double operations(GruNetwork network, double passes) {
        double units = network.units();
        return passes * network.steps() * (network.layers().size() - 1) * 2 * 2 * units * 3 * units;
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    /** One spectrum, 1000 passes: what a user waits for a highlighted row. */
    void oneSpectrum(GpuEngine engine) {
        one(engine, "A", a);
        one(engine, "B", b);
        one(engine, "A of 25 steps x 8 bins", new RandomNetwork(3, 4, 100, 8, 25, 3, 0.10));
    }

    private void one(GpuEngine engine, String name, RandomNetwork network) {
        List<float[]> spectra = network.spectra(4);
        double[] times = new double[24];
        for (int i = 0; i < times.length; i++) {
            int place = i % 4;
            times[i] = seconds(() -> engine.sample(network.sampler(), spectra.subList(place, place + 1), new long[1],
                    PASSES, 1, Progress.NONE));
        }
        report.number("one spectrum, " + name + ", first call", 1e3 * times[0], "ms");
        double[] later = Arrays.copyOfRange(times, 4, times.length);
        Arrays.sort(later);
        report.number("one spectrum, " + name + ", median", 1e3 * later[later.length / 2], "ms");
        report.number("one spectrum, " + name + ", slowest", 1e3 * later[later.length - 1], "ms");
    }

    /** Many spectra through the engine. */
    void manySpectra(GpuEngine engine, int ofA, int ofB) {
        many(engine, "A", a, ofA);
        many(engine, "B", b, ofB);
    }

    private void many(GpuEngine engine, String name, RandomNetwork network, int count) {
        List<float[]> spectra = network.spectra(count);
        long[] rows = new long[count];
        Arrays.setAll(rows, i -> i);
        engine.sample(network.sampler(), spectra.subList(0, 20), new long[20], PASSES, 1, Progress.NONE);
        double time = seconds(() -> engine.sample(network.sampler(), spectra, rows, PASSES, 1, Progress.NONE));
        rate(count + " spectra, " + name, network, count, time);
    }

    private void rate(String what, RandomNetwork network, int count, double time) {
        report.number(what + ", time", time, "s");
        report.number(what + ", passes", count * (double) PASSES / time, "1/s");
        report.number(what + ", rate",
                operations(network.sampler().network(), count * (double) PASSES) / time / 1e12, "TFLOP/s");
    }

    /** Every kernel and both kinds of gates, to see what each choice is worth. */
    void kernels(DeviceChecks checks, int count) {
        try (GpuDevice device = checks.device()) {
            for (RandomNetwork network : List.of(a, b)) {
                List<float[]> spectra = network.spectra(count);
                long[] rows = new long[count];
                for (LayerKernel kernel : LayerKernel.values()) {
                    if (kernel.takes(network.sampler().network().units(), device.major(), device.sharedBytes())) {
                        for (Gates gates : Gates.values()) {
                            DeviceChecks.run(device, network.sampler().network(), kernel, gates, spectra.subList(0, 1),
                                    rows, PASSES, 1);
                            double time = seconds(() -> DeviceChecks.run(device, network.sampler().network(), kernel,
                                    gates, spectra, rows, PASSES, 1));
                            rate(String.format(Locale.ROOT, "%d spectra, %s, kernel %s, gates %s", count,
                                    network == a ? "A" : "B", kernel, gates), network, count, time);
                        }
                    }
                }
            }
        }
    }

    /** The processor's engine on the same machine. */
    void processor(int ofA, int ofB) {
        CpuEngine engine = new CpuEngine();
        report.text("processor's engine", engine.name() + ", " + Runtime.getRuntime().availableProcessors() + " cores");
        for (RandomNetwork network : List.of(a, b)) {
            String name = network == a ? "A" : "B";
            int count = network == a ? ofA : ofB;
            List<float[]> spectra = network.spectra(count);
            long[] rows = new long[count];
            for (int warm = 0; warm < 2; warm++) {
                engine.sample(network.sampler(), spectra.subList(0, 1), rows, PASSES, 1, Progress.NONE);
            }
            report.number("one spectrum, " + name + ", processor", 1e3 * seconds(() -> engine.sample(network.sampler(),
                    spectra.subList(0, 1), rows, PASSES, 1, Progress.NONE)), "ms");
            double time = seconds(() -> engine.sample(network.sampler(), spectra, rows, PASSES, 1, Progress.NONE));
            rate(count + " spectra, " + name + ", processor", network, count, time);
        }
    }
}
