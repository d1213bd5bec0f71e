package io.github.montecat.gpu;

import io.github.montecat.engine.GpuEngine;
import io.github.montecat.engine.CpuEngine;
import io.github.montecat.kernel.GruNetwork;
import io.github.montecat.progress.Progress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How fast a device is, on networks with random weights: the paper's, which the aims are about, and the shape of the density
 * networks that are shipped, which are much smaller.
 */
final class DeviceTimings {

    private static final int PARAMETERS = 3;
    private static final int COMPONENTS = 3;
    private static final int DENSITY = COMPONENTS * PosteriorMoments.stride(PARAMETERS);

    private final CheckReport report;
    private final Extent extent;
    private final RandomNetwork a;
    private final RandomNetwork b;
    private final RandomNetwork small;
    private final RandomNetwork wide;

    /**
     * How much is measured.
     *
     * @param steps steps of one bin
     * @param passes passes per spectrum
     * @param manyA spectra of Model A
     * @param manyB spectra of Model B
     * @param perKernel spectra for each kernel
     * @param manySmall spectra of a small density network
     * @param processorA spectra of Model A on the processor
     * @param processorB spectra of Model B on the processor
     * @param processorSmall spectra of the small density network on the processor
     */
    record Extent(int steps, int passes, int manyA, int manyB, int manySmall, int perKernel, int processorA, int processorB,
            int processorSmall) {

        /** What issue and documentation ask for. */
        static final Extent FULL = new Extent(140, 1000, 10_000, 1000, 2000, 400, 16, 8, 100);
        /** So little that an emulated device gets through, to try the check itself; the numbers mean nothing. */
        static final Extent TRIAL = new Extent(3, 20, 3, 2, 3, 2, 2, 2, 2);
    }

    DeviceTimings(CheckReport report, Extent extent) {
        this.report = report;
        this.extent = extent;
        a = new RandomNetwork(1, 4, 100, 1, extent.steps, 3, 0.10);
        b = new RandomNetwork(2, 4, 200, 1, extent.steps, 5, 0.05);
        small = new RandomNetwork(3, 2, 100, 33, Math.min(7, extent.steps), DENSITY, 0.001);
        wide = new RandomNetwork(4, 2, 128, 33, Math.min(7, extent.steps), DENSITY, 0.001);
    }

    /**
     * @return networks with random weights and spectra: the paper's Model A and Model B, and the shapes of shipped ones: a
     *         density of an exposure, wider, one with a background, whose steps are few and broad, and Model B in broad steps
     */
    List<CheckedNetwork> networks() {
        int few = Math.min(4, extent.steps);
        RandomNetwork background = new RandomNetwork(5, 2, 100, 97, few, DENSITY, 0.02);
        RandomNetwork broad = new RandomNetwork(6, 4, 200, 32, Math.min(7, extent.steps), 5, 0.05);
        return List.of(new CheckedNetwork("A, random weights", Precision.HALF, a.sampler(), a.spectra(3), 3, 0),
                new CheckedNetwork("B, random weights", Precision.HALF, b.sampler(), b.spectra(3), 5, 0),
                new CheckedNetwork("2 x 100 density, random weights", Precision.SINGLE, small.sampler(), small.spectra(3),
                        PARAMETERS, COMPONENTS),
                new CheckedNetwork("2 x 128 density, random weights", Precision.SINGLE, wide.sampler(), wide.spectra(3),
                        PARAMETERS, COMPONENTS),
                new CheckedNetwork("2 x 100 density with background, random weights", Precision.SINGLE,
                        background.sampler(), background.spectra(3), PARAMETERS, COMPONENTS),
                new CheckedNetwork("B in broad steps, random weights", Precision.HALF, broad.sampler(), broad.spectra(3),
                        5, 0));
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
        one(engine, "2 x 100 density", small);
    }

    private void one(GpuEngine engine, String name, RandomNetwork network) {
        List<float[]> spectra = network.spectra(4);
        double[] times = new double[24];
        for (int i = 0; i < times.length; i++) {
            int place = i % 4;
            times[i] = seconds(() -> engine.sample(network.sampler(), precision(network),
                    spectra.subList(place, place + 1), new long[1], extent.passes, 1, Progress.NONE));
        }
        report.number("one spectrum, " + name + ", first call", 1e3 * times[0], "ms");
        double[] later = Arrays.copyOfRange(times, 4, times.length);
        Arrays.sort(later);
        report.number("one spectrum, " + name + ", median", 1e3 * later[later.length / 2], "ms");
        report.number("one spectrum, " + name + ", slowest", 1e3 * later[later.length - 1], "ms");
    }

    /** Many spectra through the engine. */
    void manySpectra(GpuEngine engine) {
        many(engine, "A", a, extent.manyA);
        many(engine, "B", b, extent.manyB);
        many(engine, "2 x 100 density", small, extent.manySmall);
    }

    private void many(GpuEngine engine, String name, RandomNetwork network, int count) {
        List<float[]> spectra = network.spectra(count);
        long[] rows = new long[count];
        Arrays.setAll(rows, i -> i);
        engine.sample(network.sampler(), precision(network), spectra.subList(0, Math.min(20, count)), rows, extent.passes, 1,
                Progress.NONE);
        double time = seconds(() -> engine.sample(network.sampler(), precision(network), spectra, rows, extent.passes, 1,
                Progress.NONE));
        rate("many spectra, " + name, network, count, time);
    }

    /** A and B in what the tensor cores take, a density as the engine runs every bundle. */
    private Precision precision(RandomNetwork network) {
        return network == small ? Precision.SINGLE : Precision.HALF;
    }

    private void rate(String what, RandomNetwork network, int count, double time) {
        report.number(what + ", time of " + count + " spectra", time, "s");
        report.number(what + ", passes", count * (double) extent.passes / time, "1/s");
        report.number(what + ", rate",
                operations(network.sampler().network(), count * (double) extent.passes) / time / 1e12, "TFLOP/s");
    }

    /** Every kernel, to see what each choice is worth. */
    void kernels(DeviceChecks checks) {
        int count = extent.perKernel;
        try (GpuDevice device = checks.device()) {
            for (RandomNetwork network : List.of(a, b, wide)) {
                List<float[]> spectra = network.spectra(count);
                long[] rows = new long[count];
                int units = network.sampler().network().units();
                for (LayerKernel kernel : LayerKernel.values()) {
                    if (device.within(() -> kernel.runsOn(device, units))) {
                        DeviceChecks.run(device, network.sampler().network(), kernel, spectra.subList(0, 1), rows,
                                extent.passes, 1);
                        double time = seconds(() -> DeviceChecks.run(device, network.sampler().network(), kernel, spectra,
                                rows, extent.passes, 1));
                        rate(String.format(Locale.ROOT, "kernel %s, %s", kernel,
                                network == a ? "A" : network == b ? "B" : "2 x 128"), network, count, time);
                    }
                }
            }
        }
    }

    /**
     * Networks of two, three and four layers of 100 units. With two, the one layer that is launched masks its input; the
     * third adds masks of its predecessor's output and a copy; the fourth a layer that does both. Differences tell where the
     * time goes.
     */
    void layers(DeviceChecks checks) {
        try (GpuDevice device = checks.device()) {
            for (int layers = 2; layers <= 4; layers++) {
                RandomNetwork network = new RandomNetwork(5, layers, 100, 1, extent.steps, 3, 0.1);
                List<float[]> spectra = network.spectra(extent.perKernel);
                long[] rows = new long[extent.perKernel];
                DeviceChecks.run(device, network.sampler().network(), LayerKernel.RESIDENT_112,
                        spectra.subList(0, 1), rows, extent.passes, 1);
                double time = seconds(() -> DeviceChecks.run(device, network.sampler().network(),
                        LayerKernel.RESIDENT_112, spectra, rows, extent.passes, 1));
                rate(layers + " layers of 100 units", network, extent.perKernel, time);
            }
        }
    }

    /** The processor's engine on the same machine. */
    void processor() {
        CpuEngine engine = new CpuEngine();
        report.text("processor's engine", engine.name() + ", " + Runtime.getRuntime().availableProcessors() + " cores");
        for (RandomNetwork network : List.of(a, b, small)) {
            String name = network == a ? "A" : network == b ? "B" : "2 x 100 density";
            int count = network == a ? extent.processorA : network == b ? extent.processorB : extent.processorSmall;
            List<float[]> spectra = network.spectra(count);
            long[] rows = new long[count];
            for (int warm = 0; warm < 2; warm++) {
                engine.sample(network.sampler(), spectra.subList(0, 1), rows, extent.passes, 1, Progress.NONE);
            }
            report.number("one spectrum, " + name + ", processor", 1e3 * seconds(() -> engine.sample(network.sampler(),
                    spectra.subList(0, 1), rows, extent.passes, 1, Progress.NONE)), "ms");
            double time = seconds(() -> engine.sample(network.sampler(), spectra, rows, extent.passes, 1, Progress.NONE));
            rate("many spectra, " + name + ", processor", network, count, time);
        }
    }
}
