package io.github.montecat.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The compiled kernels in the jar, as far as NVIDIA's compiler can judge them without a device. */
class CompiledKernelTest {

    private static final Path SOURCE = Path.of("src/main/cuda/gru.cu");
    /** Registers of a multiprocessor over the 256 threads of a block. */
    private static final int MOST_REGISTERS = 255;
    private static final Pattern USED = Pattern.compile("Used (\\d+) registers");

    private static String shipped() throws IOException {
        return resource("gru.ptx");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = GpuDevice.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sm_80", "sm_86", "sm_90", "sm_100", "sm_120"})
    void portableCodeAssembles(String target, @TempDir Path folder) throws IOException {
        assumeTrue(EmulatedGpu.runs("ptxas", "--version"), "no ptxas on this machine");
        Path ptx = Files.writeString(folder.resolve("gru.ptx"), shipped());
        String report = EmulatedGpu.output(List.of("ptxas", "-v", "-arch=" + target, "-o",
                folder.resolve("gru.cubin").toString(), ptx.toString()));
        assertNothingSpills(report, 5);
    }

    @Test
    void shippedCodeWasBuiltFromTheseSources() throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (String source : List.of("gru.cu", "machine.cuh", "philox.cuh")) {
            digest.update(Files.readAllBytes(SOURCE.resolveSibling(source)));
        }
        assertEquals(HexFormat.of().formatHex(digest.digest()), resource("gru.sources.sha256").strip(),
                "the source has changed: run models/src/main/cuda/build.sh");
    }

    @Test
    void shippedPtxIsWhatTheCompilerMakes(@TempDir Path folder) throws IOException {
        assumeTrue(EmulatedGpu.runs("nvcc", "--version"), "no nvcc on this machine");
        Path ptx = folder.resolve("gru.ptx");
        EmulatedGpu.output(List.of("nvcc", "-std=c++17", "-ptx", "-arch=compute_80", "-o", ptx.toString(),
                SOURCE.toString()));
        String made = Files.readString(ptx, StandardCharsets.US_ASCII);
        String maker = "Compiler Build ID: ";
        assumeTrue(line(made, maker).equals(line(shipped(), maker)), "another nvcc than the one that compiled the jar's");
        assertEquals(made.replaceFirst("(?m)^\\.version .*$", ".version 7.8"), shipped(),
                "the source has changed: run models/src/main/cuda/build.sh");
    }

    private static String line(String text, String start) {
        return text.lines().filter(l -> l.contains(start)).findFirst().orElse("");
    }

    @Test
    void weightsStayInRegisters(@TempDir Path folder) throws IOException {
        assumeTrue(EmulatedGpu.runs("nvcc", "--version"), "no nvcc on this machine");
        String report = EmulatedGpu.output(List.of("nvcc", "-std=c++17", "-cubin", "-arch=sm_90", "-Xptxas", "-v", "-o",
                folder.resolve("gru.cubin").toString(), SOURCE.toString()));
        assertNothingSpills(report, 6);
    }

    /** Every kernel keeps all it has in registers, and a block of it fits a multiprocessor. */
    private static void assertNothingSpills(String report, int kernels) {
        assertEquals(kernels, report.lines().filter(l -> l.contains("Compiling entry function")).count(), report);
        assertEquals(kernels,
                report.lines().filter(l -> l.contains("0 bytes stack frame, 0 bytes spill stores")).count(), report);
        Matcher used = USED.matcher(report);
        while (used.find()) {
            assertTrue(Integer.parseInt(used.group(1)) <= MOST_REGISTERS, report);
        }
    }
}
