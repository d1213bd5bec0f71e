package io.github.montecat.output;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OutputFileTest {

    private static final byte[] OLD = "old".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NEW = "new and longer".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("out.fits");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().collect(Collectors.toList());
        }
    }

    @Test
    void aFileAppearsWholeAndReplacesTheOldOne() throws IOException {
        OutputFile.requireWritable(file);
        assertEquals(List.of(), names(), "the check leaves nothing");
        Files.write(file, OLD);
        OutputFile.write(file, out -> {
            out.write(NEW);
            out.flush();
            assertArrayEquals(OLD, Files.readAllBytes(file));
        });
        assertArrayEquals(NEW, Files.readAllBytes(file));
        assertEquals(List.of("out.fits"), names());
    }

    @Test
    void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
        Files.write(file, OLD);
        OutputFile.Content failing = out -> {
            out.write(NEW);
            throw new IOException("no more rows");
        };
        IOException e = assertThrows(IOException.class, () -> OutputFile.write(file, failing));
        assertEquals("no more rows", e.getMessage());
        assertThrows(IllegalStateException.class, () -> OutputFile.write(file, out -> {
            throw new IllegalStateException();
        }));
        assertArrayEquals(OLD, Files.readAllBytes(file));
        assertEquals(List.of("out.fits"), names());
    }

    @Test
    void severalWritersDoNotMix() throws Exception {
        int writers = 4;
        ExecutorService pool = Executors.newFixedThreadPool(writers);
        try {
            for (int round = 0; round < 10; round++) {
                CountDownLatch all = new CountDownLatch(writers);
                List<Future<?>> ends = new ArrayList<>();
                for (int w = 0; w < writers; w++) {
                    byte[] content = new byte[100_000 + w];
                    Arrays.fill(content, (byte) w);
                    ends.add(pool.submit(() -> {
                        OutputFile.write(file, out -> {
                            out.write(content, 0, 1000);
                            out.flush();
                            all.countDown();
                            await(all);
                            out.write(content, 1000, content.length - 1000);
                        });
                        return null;
                    }));
                }
                for (Future<?> end : ends) {
                    end.get();
                }
                byte[] found = Files.readAllBytes(file);
                assertEquals(100_000 + found[0], found.length);
                for (byte b : found) {
                    assertEquals(found[0], b);
                }
            }
        } finally {
            pool.shutdownNow();
        }
        assertEquals(List.of("out.fits"), names());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links take rights there")
    void linksAreFollowedAndStay() throws IOException {
        Path target = Files.createDirectory(folder.resolve("other")).resolve("target.fits");
        Files.createSymbolicLink(file, Path.of("next"));
        Files.createSymbolicLink(folder.resolve("next"), Path.of("other/target.fits"));
        for (int i = 0; i < 2; i++) {
            // First it leads to no file, then to one.
            OutputFile.requireWritable(file);
            OutputFile.write(file, i == 0 ? OLD : NEW);
            assertArrayEquals(i == 0 ? OLD : NEW, Files.readAllBytes(target));
        }
        assertTrue(Files.isSymbolicLink(file));
        assertEquals(List.of("next", "other", "out.fits"), names());
        Files.delete(folder.resolve("next"));
        Files.createSymbolicLink(folder.resolve("next"), file.getFileName());
        assertThrows(OutputException.class, () -> OutputFile.requireWritable(file));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links take rights there")
    void noLinkIsFollowedThatSomebodyPutsInTheWay() throws IOException {
        Path victim = Files.write(folder.resolve("victim"), OLD);
        // The name that was written to before.
        Files.createSymbolicLink(folder.resolve(".out.fits.part"), victim);
        OutputFile.write(file, NEW);
        assertArrayEquals(OLD, Files.readAllBytes(victim));
        assertFalse(Files.isSymbolicLink(file));
        TreeSet<String> used = new TreeSet<>();
        for (int i = 0; i < 2; i++) {
            OutputFile.write(file, out -> used.addAll(names()));
        }
        used.removeAll(List.of("victim", "out.fits", ".out.fits.part"));
        assertEquals(2, used.size(), "a name of its own for each: " + used);
    }

    @Test
    void permissionsAreThoseOfAnyFileOrOfTheOldOne() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
        Path any = Files.createFile(folder.resolve("any"));
        OutputFile.write(file, NEW);
        assertEquals(Files.getPosixFilePermissions(any), Files.getPosixFilePermissions(file));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        OutputFile.write(file, OLD);
        assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDeviceIsAFailureEvenIfItIsSwallowed() throws IOException {
        Files.createSymbolicLink(file, Path.of("/dev/full"));
        OutputFile.requireWritable(file);
        assertTrue(OutputFile.isStream(file));
        assertThrows(OutputException.class, () -> OutputFile.requireRegular(file));
        OutputException e = assertThrows(OutputException.class, () -> OutputFile.write(file, out -> {
            PrintStream print = new PrintStream(out);
            print.print("swallows");
            print.flush();
        }));
        assertTrue(e.getMessage().startsWith("cannot write " + file + ": "), e.getMessage());
        OutputException first = assertThrows(OutputException.class, () -> OutputFile.write(file, out -> {
            try {
                out.write(new byte[1 << 20]);
            } catch (IOException wrapped) {
                throw new IllegalStateException("the library has a problem", wrapped);
            }
        }));
        assertEquals(e.getMessage(), first.getMessage());
        assertTrue(Files.isSymbolicLink(file));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPipeIsWrittenThrough() throws Exception {
        assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
        OutputFile.requireWritable(file);
        Process reader = new ProcessBuilder("cat", file.toString()).start();
        OutputFile.write(file, NEW);
        assertArrayEquals(NEW, reader.getInputStream().readAllBytes());
        assertFalse(Files.isRegularFile(file));
        assertEquals(List.of("out.fits"), names());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void standardOutputIsGoneOnWith() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("stdout"), Path.of("/proc/self/fd/1"));
        Process process = java(folder.resolve("said"), link, "through");
        assertEquals(0, process.waitFor());
        assertEquals("before\nthrough\nafter\n", Files.readString(folder.resolve("said")));
        assertTrue(Files.isSymbolicLink(link));
    }

    @Test
    void whatCannotBeWrittenIsRefused() throws IOException {
        Path plain = Files.write(folder.resolve("plain"), OLD);
        refuse("a folder", () -> OutputFile.requireWritable(folder));
        refuse("no folder", () -> OutputFile.requireWritable(folder.resolve("none/out.fits")));
        refuse("cannot write", () -> OutputFile.requireWritable(plain.resolve("out.fits")));
        refuse("plain", () -> OutputFile.requireFolder(plain));
        refuse("a folder", () -> OutputFile.write(folder, NEW));
        OutputFile.requireFolder(folder.resolve("a/b"));
        assertTrue(Files.isDirectory(folder.resolve("a/b")));
        assertEquals(List.of("a", "plain"), names());
    }

    private static void refuse(String part, Executable step) {
        String message = assertThrows(OutputException.class, step).getMessage();
        assertTrue(message.contains(part) && !message.contains("null"), message);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "without such permissions")
    void whatHasNoPermissionIsRefused() throws IOException {
        Files.write(file, OLD);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        assumeTrue(!Files.isWritable(file), "the superuser may write everything");
        refuse("no permission", () -> OutputFile.requireWritable(file));
        Path closed = Files.createDirectory(folder.resolve("closed"), PosixFilePermissions.asFileAttribute(
                PosixFilePermissions.fromString("r-xr-xr-x")));
        refuse("no permission", () -> OutputFile.requireWritable(closed.resolve("out.fits")));
        refuse("no permission", () -> OutputFile.requireFolder(closed));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatIsLeftByAKilledProgramIsRemovedByTheNext() throws Exception {
        Process process = java(folder.resolve("said"), file, "wait");
        while (names().stream().noneMatch(n -> n.endsWith(".part"))) {
            assertTrue(process.isAlive());
            Thread.sleep(10);
        }
        Path sibling = folder.resolve("sibling.fits");
        OutputFile.write(sibling, OLD);
        assertTrue(names().stream().anyMatch(n -> n.endsWith(".part")), "a living writer's file stays");
        process.destroyForcibly().waitFor();
        assertTrue(names().stream().anyMatch(n -> n.endsWith(".part")));
        assertEquals(0, java(folder.resolve("said"), sibling, "through").waitFor());
        assertEquals(List.of("said", "sibling.fits"), names());
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process is ended there without being asked")
    void aStoppedProgramLeavesNothing() throws Exception {
        Process process = java(folder.resolve("said"), file, "wait");
        while (names().stream().noneMatch(n -> n.endsWith(".part"))) {
            assertTrue(process.isAlive());
            Thread.sleep(10);
        }
        process.destroy();
        process.waitFor();
        assertEquals(List.of("said"), names());
    }

    @Test
    void onlyOldFilesOfOurNameAreOrphansElsewhere() throws IOException {
        String random = UUID.randomUUID().toString();
        List<String> kept = List.of(".montecat-0badcafe-1-" + random + ".part", ".montecat-old.part", ".out.fits.part");
        for (String name : kept) {
            Files.write(folder.resolve(name), OLD);
        }
        Path old = Files.write(folder.resolve(".montecat-0badcafe-2-" + random + ".part"), OLD);
        for (Path p : List.of(old, folder.resolve(".montecat-old.part"))) {
            Files.setLastModifiedTime(p, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        }
        OutputFile.requireWritable(file);
        assertEquals(kept.stream().sorted().toList(), names());
    }

    private static Process java(Path said, Path file, String what) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto",
                "-cp", System.getProperty("java.class.path"), Writer.class.getName(), file.toString(), what)
                .redirectError(ProcessBuilder.Redirect.INHERIT).redirectOutput(said.toFile()).start();
    }

    /** A program that writes a file: its second word, or for ever if that is {@code wait}. */
    static final class Writer {

        private Writer() {
        }

        public static void main(String[] args) throws Exception {
            System.out.println("before");
            OutputFile.write(Path.of(args[0]), out -> {
                out.write((args[1] + "\n").getBytes(StandardCharsets.US_ASCII));
                out.flush();
                if (args[1].equals("wait")) {
                    sleep();
                }
            });
            System.out.println("after");
        }

        private static void sleep() {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
