package io.github.montecat.gpu;

import com.google.gson.GsonBuilder;
import io.github.montecat.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks and measures the GPU engine on the machine it runs on, without Maven, JUnit or Deeplearning4j. What
 * {@code models/src/gpu-check/gpu-check.sh} starts.
 *
 * <pre>
 * GpuCheck all NETWORKS RESULTS.json    checks and measures, reads the networks in a folder
 * GpuCheck quick NETWORKS RESULTS.json  checks and kernels only, for tuning
 * GpuCheck trial NETWORKS RESULTS.json  all of it at a size that an emulated device gets through
 * GpuCheck share SECONDS                samples for so long and prints a digest: for several processes at once
 * </pre>
 *
 * <p>Exit code 0 if all verdicts are good, 1 if not, 3 if there is no GPU.
 */
final class GpuCheck {

    private static final int NO_GPU = 3;

    private GpuCheck() {
    }

    /** @param args see the class comment */
    public static void main(String[] args) throws IOException {
        String library = System.getProperty("montecat.cuda", CudaDriver.libraryName());
        CheckReport report = new CheckReport();
        DeviceChecks checks = new DeviceChecks(library, report);
        if (!args[0].equals("share")) {
            startUp(checks);
        }
        long start = System.nanoTime();
        GpuOpening opening = GpuEngine.open(library, Gates.FAST);
        double opened = (System.nanoTime() - start) / 1e6;
        if (opening instanceof GpuOpening.Unavailable none) {
            System.out.println(none.reason());
            System.exit(NO_GPU);
        }
        try (GpuEngine engine = ((GpuOpening.Opened) opening).engine()) {
            if (args[0].equals("share")) {
                share(engine, Double.parseDouble(args[1]));
                return;
            }
            report.text("engine", engine.name());
            report.number("start-up, engine on a driver that is warm", opened, "ms");
            check(engine, checks, report, Path.of(args[1]), args[0]);
            report.verdict("all of it on the GPU", !engine.neededProcessor(),
                    engine.neededProcessor() ? "the processor had to help, see the log" : "yes");
            Files.writeString(Path.of(args[2]),
                    new GsonBuilder().setPrettyPrinting().create().toJson(report.entries()));
            System.out.println(report.passed() ? "all checks passed" : "SOME CHECKS FAILED");
            if (!report.passed()) {
                System.exit(1);
            }
        }
    }

    /** Times each part of the start, if there is a GPU. */
    private static void startUp(DeviceChecks checks) {
        try {
            checks.startUp();
        } catch (UnsatisfiedLinkError | CudaException e) {
            // The engine finds the same and says it in its own words.
            System.out.println("start-up was not timed: " + e.getMessage().lines().findFirst().orElse(""));
        }
    }

    private static void check(GpuEngine engine, DeviceChecks checks, CheckReport report, Path folder, String what)
            throws IOException {
        boolean trial = what.equals("trial");
        boolean all = trial || what.equals("all");
        DeviceTimings timings = new DeviceTimings(report,
                trial ? DeviceTimings.Extent.TRIAL : DeviceTimings.Extent.FULL);
        checks.masks(engine);
        checks.arithmetic(trial ? 2 : 12);
        List<CheckedNetwork> networks = Stream.concat(read(folder).stream(), timings.networks().stream()).toList();
        if (all) {
            for (CheckedNetwork network : networks) {
                checks.posteriors(engine, network, trial ? 16 : 1000);
                checks.determinism(engine, network, trial ? 3 : 40, trial ? 20 : 500);
            }
            checks.leaks(trial ? 3 : 1000);
            timings.oneSpectrum(engine);
        }
        timings.kernels(checks);
        timings.layers(checks);
        if (all) {
            timings.manySpectra(engine);
            timings.processor();
        }
    }

    private static List<CheckedNetwork> read(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<CheckedNetwork> networks = new ArrayList<>();
            for (Path file : files.filter(f -> f.toString().endsWith(".network")).sorted().toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    networks.add(CheckedNetwork.read(in));
                }
            }
            return networks;
        }
    }

    private static void share(GpuEngine engine, double seconds) {
        RandomNetwork network = new RandomNetwork(21, 4, 100, 1, 12, 3, 0.1);
        List<float[]> spectra = network.spectra(10);
        long[] rows = new long[10];
        Arrays.setAll(rows, i -> i);
        int digest = 0;
        int runs = 0;
        for (long end = System.nanoTime() + (long) (seconds * 1e9); System.nanoTime() < end; runs++) {
            int now = engine.sample(network.sampler(), spectra, rows, 100, 6, Progress.NONE).stream()
                    .mapToInt(Arrays::hashCode).reduce(0, (x, y) -> 31 * x + y);
            if (runs > 0 && now != digest) {
                System.out.println("DIFFERENT samples in run " + runs);
                System.exit(1);
            }
            digest = now;
        }
        System.out.println("digest " + Integer.toHexString(digest) + " in each of " + runs + " runs");
    }
}
