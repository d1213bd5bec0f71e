package io.github.montecat.gpu;

import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import io.github.montecat.engine.GpuEngine;
import io.github.montecat.engine.CpuEngine;
import io.github.montecat.kernel.GruNetwork;
import io.github.montecat.kernel.GruSampler;
import io.github.montecat.kernel.GruWeights;
import io.github.montecat.progress.Progress;
import io.github.montecat.random.DropoutMask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Whether a device computes what it should. Serves a real one and the emulated one.
 */
final class DeviceChecks {

    private static final long BUDGET = 1L << 30;
    private static final double POSTERIOR_TOLERANCE = 0.01;

    private final String library;
    private final CheckReport report;

    /**
     * @param library name or path of the driver library
     * @param report takes what is found
     */
    DeviceChecks(String library, CheckReport report) {
        this.library = library;
        this.report = report;
    }

    /** How long each part of opening a device takes, on a driver that nothing has used yet. */
    void startUp() {
        long start = System.nanoTime();
        CudaDriver driver = CudaDriver.load(library);
        start = tell("driver library", start);
        CudaException.check(driver, "cuInit", driver.cuInit(0));
        start = tell("cuInit", start);
        IntByReference device = new IntByReference();
        CudaException.check(driver, "cuDeviceGet", driver.cuDeviceGet(device, 0));
        PointerByReference context = new PointerByReference();
        CudaException.check(driver, "cuDevicePrimaryCtxRetain",
                driver.cuDevicePrimaryCtxRetain(context, device.getValue()));
        start = tell("context", start);
        GpuDevice.open(driver, device.getValue()).close();
        tell("module", start);
        CudaException.check(driver, "cuDevicePrimaryCtxRelease",
                driver.cuDevicePrimaryCtxRelease_v2(device.getValue()));
    }

    private long tell(String part, long start) {
        long now = System.nanoTime();
        report.number("start-up, " + part, (now - start) / 1e6, "ms");
        return System.nanoTime();
    }

    /** Opens the first device as the engine does, without the engine around it. */
    GpuDevice device() {
        CudaDriver driver = CudaDriver.load(library);
        CudaException.check(driver, "cuInit", driver.cuInit(0));
        IntByReference device = new IntByReference();
        CudaException.check(driver, "cuDeviceGet", driver.cuDeviceGet(device, 0));
        return GpuDevice.open(driver, device.getValue());
    }

    /** Runs a network by a certain kernel. */
    static List<float[]> run(GpuDevice device, GruNetwork network, LayerKernel kernel, List<float[]> spectra,
            long[] rows, int passes, long seed) {
        return device.within(() -> {
            try (GpuNetwork resident = new GpuNetwork(network, device, kernel);
                    Workspace workspace = new Workspace(device)) {
                return new SamplingRun(device, resident, workspace, BUDGET, spectra, rows, passes, seed, Progress.NONE).run();
            }
        });
    }

    /** Every kernel against the same arithmetic in Java, in the sense of the relative error of all outputs. */
    void arithmetic(int steps) {
        try (GpuDevice device = device()) {
            for (int units : new int[] {100, 112, 128, 200, 47}) {
                // Two layers for those that stand for the shipped density networks, whose dropout is low.
                boolean density = units == 128;
                RandomNetwork network = new RandomNetwork(units, density ? 2 : 4, units, density ? 33 : 2, steps,
                        density ? 30 : 7, density ? 0.001 : 0.1);
                GruNetwork plain = network.sampler().network();
                List<float[]> spectra = network.spectra(2);
                long[] rows = {3, 1L << 35};
                int passes = 21;
                for (Precision precision : Precision.values()) {
                    DeviceGru java = new DeviceGru(plain, precision);
                    List<float[]> expected = List.of(java.sample(spectra.get(0), -5, rows[0], passes),
                            java.sample(spectra.get(1), -5, rows[1], passes));
                    for (LayerKernel kernel : LayerKernel.values()) {
                        if (kernel.precision() == precision && device.within(() -> kernel.runsOn(device, units))) {
                            List<float[]> got = run(device, plain, kernel, spectra, rows, passes, -5);
                            double error = Math.max(distance(expected.get(0), got.get(0)),
                                    distance(expected.get(1), got.get(1)));
                            double most = precision == Precision.SINGLE ? 1e-5 : 3e-3;
                            report.verdict("arithmetic of " + kernel + ", " + units + " units",
                                    error < most, String.format(Locale.ROOT,
                                            "relative error %.2e against Java, at most %.0e", error, most));
                        }
                    }
                }
            }
        }
    }

    /** ||a - b|| / ||a||, infinite if b is not finite anywhere. */
    private static double distance(float[] a, float[] b) {
        double difference = 0;
        double size = 0;
        for (int i = 0; i < a.length; i++) {
            if (!Float.isFinite(b[i])) {
                return Double.POSITIVE_INFINITY;
            }
            difference += (a[i] - (double) b[i]) * (a[i] - (double) b[i]);
            size += a[i] * (double) a[i];
        }
        return Math.sqrt(difference / size);
    }

    /** Bit-equal masks: an output that is the identity shows which of the last states are dropped. */
    void masks(GpuEngine engine) {
        int units = 100;
        int steps = 3;
        int passes = 1000;
        RandomNetwork random = new RandomNetwork(4, 2, units, 1, steps, 1, 0.1);
        List<GruWeights> layers = random.sampler().network().layers();
        float[] identity = new float[units * units];
        for (int j = 0; j < units; j++) {
            identity[j * units + j] = 1;
        }
        GruSampler sampler = new GruSampler(layers, identity, new float[units], steps, 0.1);
        long[] rows = {12, -7};
        long seed = 0x123456789ABCDEFL;
        List<float[]> got = engine.sample(sampler, Precision.HALF, random.spectra(2), rows, passes, seed, Progress.NONE);
        DropoutMask mask = new DropoutMask(0.1);
        float[] expected = new float[units];
        int wrong = 0;
        for (int i = 0; i < rows.length; i++) {
            for (int pass = 0; pass < passes; pass++) {
                mask.fill(seed, rows[i], pass, 2 * steps - 1, expected, 0, units);
                for (int j = 0; j < units; j++) {
                    wrong += (expected[j] == 0) == (got.get(i)[pass * units + j] == 0) ? 0 : 1;
                }
            }
        }
        report.verdict("masks of the last layer", wrong == 0,
                wrong + " of " + rows.length * passes * units + " units differ");
    }

    /** Means and deviations against the processor's engine, in units of the posterior's width. */
    void posteriors(GpuEngine engine, CheckedNetwork network, int passes) {
        long[] rows = new long[network.spectra().size()];
        Arrays.setAll(rows, i -> i);
        List<float[]> expected = new CpuEngine().sample(network.sampler(), network.spectra(), rows, passes, 11,
                Progress.NONE);
        List<float[]> got = engine.sample(network.sampler(), network.precision(), network.spectra(), rows, passes, 11,
                Progress.NONE);
        double shift = 0;
        double width = 0;
        double largest = 0;
        for (int i = 0; i < rows.length; i++) {
            SampleMoments[] a = PosteriorMoments.of(expected.get(i), network.parameters(), network.components());
            SampleMoments[] b = PosteriorMoments.of(got.get(i), network.parameters(), network.components());
            for (int p = 0; p < a.length; p++) {
                shift = worst(shift, (b[p].mean() - a[p].mean()) / a[p].deviation());
                width = worst(width, b[p].deviation() / a[p].deviation() - 1);
            }
            largest = worst(largest, distance(expected.get(i), got.get(i)));
        }
        report.verdict("posteriors of " + network.name(), shift <= POSTERIOR_TOLERANCE && width <= POSTERIOR_TOLERANCE,
                String.format(Locale.ROOT, "means off by at most %.3f %% of the width, widths by %.3f %%, "
                        + "samples by %.1e; at most 1 %%", 100 * shift, 100 * width, largest));
    }

    /** The larger magnitude; not a number wins. */
    private static double worst(double so, double value) {
        return Double.isNaN(value) ? Double.POSITIVE_INFINITY : Math.max(so, Math.abs(value));
    }

    /** The same bits again, in other company and in a fifth of the passes. */
    void determinism(GpuEngine engine, CheckedNetwork network, int count, int passes) {
        List<float[]> many = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            many.add(network.spectra().get(i % network.spectra().size()));
        }
        long[] rows = new long[many.size()];
        Arrays.setAll(rows, i -> i);
        List<float[]> all = engine.sample(network.sampler(), network.precision(), many, rows, passes, 3,
                Progress.NONE);
        List<float[]> again = engine.sample(network.sampler(), network.precision(), many, rows, passes, 3,
                Progress.NONE);
        int middle = count / 2;
        float[] alone = engine.sample(network.sampler(), network.precision(), many.subList(middle, middle + 1),
                new long[] {middle}, passes / 5, 3, Progress.NONE).get(0);
        boolean same = true;
        for (int i = 0; i < rows.length; i++) {
            same &= Arrays.equals(all.get(i), again.get(i));
        }
        boolean part = Arrays.equals(alone, Arrays.copyOf(all.get(middle), alone.length));
        report.verdict("determinism of " + network.name(), same && part,
                count + " spectra twice: " + (same ? "same bits" : "DIFFERENT") + "; one of them alone: "
                        + (part ? "same bits" : "DIFFERENT"));
    }

    /** Free memory after many runs, once the first has set things up, and the same samples throughout. */
    void leaks(int runs) {
        RandomNetwork network = new RandomNetwork(8, 4, 100, 1, 5, 3, 0.1);
        List<float[]> spectra = network.spectra(1);
        try (GpuDevice device = device();
                GpuEngine engine = new GpuEngine(((GpuOpening.Opened) GpuPasses.open(library)).passes())) {
            float[] first = engine.sample(network.sampler(), Precision.HALF, spectra, new long[1], 100, 1, Progress.NONE).get(0);
            long before = device.within(device::freeBytes);
            boolean same = true;
            for (int i = 0; i < runs; i++) {
                same &= Arrays.equals(first,
                        engine.sample(network.sampler(), Precision.HALF, spectra, new long[1], 100, 1, Progress.NONE).get(0));
            }
            long lost = before - device.within(device::freeBytes);
            report.verdict(runs + " runs", lost <= 0 && same,
                    lost + " bytes of device memory lost, samples " + (same ? "the same" : "DIFFERENT"));
        }
    }
}
