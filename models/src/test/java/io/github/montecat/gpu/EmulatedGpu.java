package io.github.montecat.gpu;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.montecat.engine.GpuEngine;
import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/**
 * A GPU for tests: the kernels' own source, compiled for the processor with the library of {@code src/test/cuda} that takes
 * the place of the driver. Its fibers run in an order drawn from a seed. Tests that want it are skipped where there is no g++.
 */
final class EmulatedGpu {

    private static final Path SOURCE = Path.of("src/test/cuda");
    private static Path built;

    /** What the library can do beyond the driver's functions. */
    interface Controls extends Library {

        void emulated_configure(int devices, int major, int multiprocessors, int sharedBytes, int version, long memory);

        void emulated_claim(long freeBytes);

        void emulated_without_clusters();

        void emulated_taken();

        void emulated_shuffle(int seed);

        long emulated_leftovers();

        long emulated_launches();

        long emulated_cluster_launches();

        int emulated_half(float value);

        void emulated_survivors(long seed, long row, int threshold, int blocks, int pass, int sequence, int block,
                int[] out);
    }

    private EmulatedGpu() {
    }

    /** @return the library's path; aborts the test if it cannot be built for want of a compiler */
    static synchronized String library() {
        if (built == null) {
            assumeTrue(runs("g++", "--version"), "no g++ on this machine, so the kernels cannot be emulated");
            try {
                Path library = Files.createDirectories(Path.of("target", "emulated-gpu")).resolve("libemulated.so")
                        .toAbsolutePath();
                String output = output(List.of("g++", "-std=c++17", "-O2", "-Wall", "-Wextra", "-Wno-unknown-pragmas",
                        "-Wno-clobbered", "-shared", "-fPIC", "-fno-strict-aliasing", "-DMONTECAT_EMULATE",
                        "-I" + SOURCE, SOURCE.resolve("emulated_driver.cpp").toString(),
                        SOURCE.resolve("emulation.cpp").toString(), "-o", library.toString()));
                if (!output.isEmpty()) {
                    throw new AssertionError("g++ says:\n" + output);
                }
                built = library;
            } catch (IOException e) {
                throw new TestAbortedException("g++ cannot be run", e);
            }
        }
        return built.toString();
    }

    /** @return the controls, with the configuration of a small Hopper device */
    static Controls controls() {
        Controls controls = Native.load(library(), Controls.class);
        controls.emulated_configure(1, 9, 4, 227 * 1024, 13000, 1L << 30);
        controls.emulated_shuffle(1);
        return controls;
    }

    /** @return an engine on the emulated device, to be closed */
    static GpuEngine engine() {
        return new GpuEngine(((GpuOpening.Opened) GpuPasses.open(library())).passes());
    }

    /** Whether a command can be run and ends well. */
    static boolean runs(String... command) {
        try {
            output(List.of(command));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** What a command says; an IOException if it cannot be run, an AssertionError if it ends badly. */
    static String output(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command) + " failed:\n" + output);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return output;
    }
}
