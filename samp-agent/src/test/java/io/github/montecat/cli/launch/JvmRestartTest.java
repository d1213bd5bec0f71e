package io.github.montecat.cli.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class JvmRestartTest {

    @Test
    void theRestartedJavaHasWhatWasMissing() throws Exception {
        Process bare = bareJava("7", "a b", "*");
        String said = firstLine(bare);
        assertEquals(7, bare.waitFor(), "exit code is handed back");
        assertTrue(said.startsWith("missing=[] property=kept args=7|a b|* pid="), said);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process is ended there without being asked")
    void aStopReachesTheRestartedJavaAndIsWaitedFor(@TempDir Path dir) throws Exception {
        Path file = dir.resolve("done");
        Process bare = bareJava("wait", file.toString());
        ProcessHandle child = childOf(firstLine(bare));
        bare.destroy();
        assertTrue(bare.waitFor() != 0);
        assertEquals("cleaned up", Files.readString(file), "the first Java outlives the clean-up of the second");
        assertFalse(child.isAlive());
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process is ended there without being asked")
    void theRestartedJavaEndsWhenItsParentIsKilled(@TempDir Path dir) throws Exception {
        Path file = dir.resolve("done");
        Process bare = bareJava("wait", file.toString());
        ProcessHandle child = childOf(firstLine(bare));
        bare.destroyForcibly().waitFor();
        child.onExit().get(30, TimeUnit.SECONDS);
        assertEquals("cleaned up", Files.readString(file), "it ended in good order");
    }

    @Test
    void standardErrorIsPassedOnWithoutJavasWarning(@TempDir Path dir) throws Exception {
        Path errors = dir.resolve("errors");
        Process bare = bareJava(ProcessBuilder.Redirect.to(errors.toFile()), "3", "WARNING: Using incubators");
        assertEquals(3, bare.waitFor());
        // The last words come without an end of line, right before the exit.
        assertEquals("args=3|WARNING: Using incubators" + System.lineSeparator() + "last words",
                Files.readString(errors));
    }

    @Test
    void onlyTheOneLineIsLeftOut() throws IOException {
        String warning = "WARNING: Using incubator modules: jdk.incubator.vector";
        String line = warning + System.lineSeparator();
        assertEquals("", passedOn(line));
        assertEquals("a\nb", passedOn("a\n" + line + "b"));
        assertEquals("a\n" + line + "b", passedOn("a\n" + line + line + "b"));
        for (String other : List.of("", "WARN", "WARNING: Using\nx\n", warning + ", jdk.incubator.foreign\n", warning,
                "x" + line, warning + "\rx", "\n\n \r50 %\rWARNING", "\u00e9\u4e2d\n")) {
            assertEquals(other, passedOn(other));
        }
    }

    /** Through a stream that gives one byte at a time, and through one that gives all. */
    private static String passedOn(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        StartWarning.copyWithout(new ByteArrayInputStream(bytes), whole);
        ByteArrayOutputStream single = new ByteArrayOutputStream();
        StartWarning.copyWithout(new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] b, int from, int length) {
                return super.read(b, from, Math.min(length, 1));
            }

            @Override
            public int read(byte[] b) {
                return read(b, 0, b.length);
            }
        }, single);
        assertEquals(whole.toString(StandardCharsets.UTF_8), single.toString(StandardCharsets.UTF_8));
        return whole.toString(StandardCharsets.UTF_8);
    }

    @Test
    void onlyWhatUsesNd4jNeedsOneOpenMpThread() {
        for (List<String> words : List.of(List.of("train"), List.of("infer", "--engine", "ND4J"), List.of("bench"),
                List.of("adapt", "-o", "x"), List.of("infer", "--engine=nd4j"))) {
            assertTrue(JvmNeed.ONE_OPENMP_THREAD.isNeededBy(words), words.toString());
        }
        for (List<String> words : List.of(List.<String>of(), List.of("infer", "train"), List.of("agent"),
                List.of("demo", "--engine", "cpu"))) {
            assertFalse(JvmNeed.ONE_OPENMP_THREAD.isNeededBy(words), words.toString());
            assertTrue(JvmNeed.VECTOR_MODULE.isNeededBy(words), words.toString());
        }
    }

    @Test
    void commandsThatStreamHaveASmallHeapAndOneCollector() {
        assertEquals(List.of("-Xmx1g", "-XX:+UseSerialGC"), JvmRestart.heapFlags(List.of("infer"), List.of("-Da=b")));
        assertEquals(List.of("-Xmx1g"), JvmRestart.heapFlags(List.of("region", "x"), List.of("-XX:+UseZGC")));
        assertEquals(List.of(), JvmRestart.heapFlags(List.of("train"), List.of()));
        assertEquals(List.of(), JvmRestart.heapFlags(List.of(), List.of()));
    }

    /** A Java without any of the needed flags, as {@code java -jar} is. */
    private static Process bareJava(String... args) throws IOException {
        return bareJava(ProcessBuilder.Redirect.DISCARD, args);
    }

    private static Process bareJava(ProcessBuilder.Redirect errors, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Dprobe=kept", "-cp",
                System.getProperty("java.class.path"), RestartProbe.class.getName()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors);
        builder.environment().remove("OMP_NUM_THREADS");
        return builder.start();
    }

    private static String firstLine(Process process) throws IOException {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    private static ProcessHandle childOf(String line) {
        long pid = Long.parseLong(line.substring(line.lastIndexOf('=') + 1));
        return ProcessHandle.of(pid).orElseThrow();
    }
}
