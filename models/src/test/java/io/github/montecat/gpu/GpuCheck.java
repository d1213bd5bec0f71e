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
        long start = System.nanoTime();
        GpuOpening opening = GpuEngine.open(library, Gates.FAST);
        double opened = (System.nanoTime() - start) / 1e6;
        if (opening instanceof GpuOpening.Unavailable none) {
            System.out.println("no GPU here: " + none.reason());
            System.exit(NO_GPU);
        }
        try (GpuEngine engine = ((GpuOpening.Opened) opening).engine()) {
            if (args[0].equals("share")) {
                share(engine, Double.parseDouble(args[1]));
                return;
            }
            CheckReport report = new CheckReport();
            report.text("engine", engine.name());
            report.number("start-up, driver and module", opened, "ms");
            check(library, engine, report, Path.of(args[1]), args[0].equals("all"));
            Files.writeString(Path.of(args[2]),
                    new GsonBuilder().setPrettyPrinting().create().toJson(report.entries()));
            System.out.println(report.passed() ? "all checks passed" : "SOME CHECKS FAILED");
            if (!report.passed()) {
                System.exit(1);
            }
        }
    }

    private static void check(String library, GpuEngine engine, CheckReport report, Path folder, boolean all)
            throws IOException {
        DeviceChecks checks = new DeviceChecks(library, report);
        DeviceTimings timings = new DeviceTimings(report);
        // A second opening finds the driver warm: what is left is the module's own time.
        long start = System.nanoTime();
        checks.device().close();
        report.number("start-up, module again", (System.nanoTime() - start) / 1e6, "ms");
        checks.masks(engine);
        checks.arithmetic(12);
        List<CheckedNetwork> networks = Stream.concat(read(folder).stream(), timings.networks().stream()).toList();
        if (all) {
            for (CheckedNetwork network : networks) {
                checks.posteriors(engine, network, 1000);
                checks.determinism(engine, network);
            }
            checks.leaks(1000);
            timings.oneSpectrum(engine);
        }
        timings.kernels(checks, 100);
        if (all) {
            timings.manySpectra(engine, 10_000, 1000);
            timings.processor(16, 8);
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
        RandomNetwork network = new RandomNetwork(21, 4, 100, 1, 40, 3, 0.1);
        List<float[]> spectra = network.spectra(50);
        long[] rows = new long[50];
        Arrays.setAll(rows, i -> i);
        int digest = 0;
        int runs = 0;
        for (long end = System.nanoTime() + (long) (seconds * 1e9); System.nanoTime() < end; runs++) {
            int now = engine.sample(network.sampler(), spectra, rows, 200, 6, Progress.NONE).stream()
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
