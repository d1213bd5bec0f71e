package io.github.montecat.gpu;

import io.github.montecat.engine.GpuEngine;
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
 * One step of checking and measuring the GPU engine on the machine it runs on, without Maven, JUnit or Deeplearning4j. What
 * {@code models/src/gpu-check/gpu-check.sh} starts, each step in a process of its own, so that one that hangs or breaks the
 * device's context takes no other with it.
 *
 * <pre>
 * GpuCheck STEP full NETWORKS RESULTS.json   a step, with the networks in a folder
 * GpuCheck STEP trial NETWORKS RESULTS.json  the same at a size that an emulated device gets through
 * GpuCheck share SECONDS                     samples for so long and prints a digest: for several processes at once
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
        boolean share = args[0].equals("share");
        CheckReport report = share ? new CheckReport() : new CheckReport(Path.of(args[3]));
        DeviceChecks checks = new DeviceChecks(library, report);
        boolean start = args[0].equals("start");
        if (start) {
            startUp(checks);
        }
        long before = System.nanoTime();
        GpuOpening opening = GpuPasses.open(library);
        double opened = (System.nanoTime() - before) / 1e6;
        if (opening instanceof GpuOpening.Unavailable none) {
            System.out.println(none.reason());
            System.exit(NO_GPU);
        }
        GpuPasses passes = ((GpuOpening.Opened) opening).passes();
        try (GpuEngine engine = new GpuEngine(passes)) {
            if (share) {
                share(engine, Double.parseDouble(args[1]));
                return;
            }
            if (start) {
                report.text("engine", engine.name());
                report.number("start-up, engine on a driver that is warm", opened, "ms");
            } else {
                step(args[0], engine, checks, report, Path.of(args[2]), args[1].equals("trial"));
                report.verdict("step " + args[0] + " on the GPU", !passes.neededProcessor(),
                        passes.neededProcessor() ? "the processor had to help, see the log" : "all of it");
            }
        } catch (CudaException e) {
            report.verdict("step " + args[0], false, e.getMessage());
        }
        if (!report.passed()) {
            System.exit(1);
        }
    }

    /** Times each part of the start, if there is a GPU. */
    private static void startUp(DeviceChecks checks) {
        try {
            checks.startUp();
        } catch (UnsatisfiedLinkError | CudaException e) {
            // The engine finds the same and says it in its own words.
        }
    }

    private static void step(String step, GpuEngine engine, DeviceChecks checks, CheckReport report, Path folder,
            boolean trial) throws IOException {
        DeviceTimings timings = new DeviceTimings(report,
                trial ? DeviceTimings.Extent.TRIAL : DeviceTimings.Extent.FULL);
        switch (step) {
            case "masks" -> checks.masks(engine);
            case "arithmetic" -> checks.arithmetic(trial ? 2 : 12);
            case "posteriors" -> {
                for (CheckedNetwork network : networks(folder, timings)) {
                    checks.posteriors(engine, trial ? network.first(2) : network, trial ? 16 : 1000);
                }
            }
            case "determinism" -> {
                for (CheckedNetwork network : networks(folder, timings)) {
                    checks.determinism(engine, network, trial ? 3 : 40, trial ? 20 : 500);
                }
            }
            case "leaks" -> checks.leaks(trial ? 3 : 1000);
            case "one" -> timings.oneSpectrum(engine);
            case "many" -> timings.manySpectra(engine);
            case "kernels" -> {
                timings.kernels(checks);
                timings.layers(checks);
            }
            case "processor" -> timings.processor();
            default -> throw new IllegalArgumentException("there is no step " + step);
        }
    }

    /** The shipped bundles', then those of random weights. */
    private static List<CheckedNetwork> networks(Path folder, DeviceTimings timings) throws IOException {
        return Stream.concat(read(folder).stream(), timings.networks().stream()).toList();
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
            int now = engine.sample(network.sampler(), Precision.HALF, spectra, rows, 100, 6, Progress.NONE).stream()
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
