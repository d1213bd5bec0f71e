package io.github.montecat.fuzz;

import com.google.gson.Gson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs workers until all inputs are through: when one dies, another goes on after the input that killed it. Findings
 * are counted by target and fault.
 */
final class FuzzRun {

    /** A worker that says nothing for so long does not answer to itself either. */
    private static final long SILENCE_SECONDS = 300;
    /** Each death, hang and lack of memory costs the start of a Java; a target with more has shown its faults. */
    private static final int MOST_DEATHS = 25;
    private static final Gson JSON = new Gson();

    private final Path folder;
    private final Map<String, long[]> left = new LinkedHashMap<>();
    private final Map<String, Integer> deaths = new TreeMap<>();
    private final Map<String, List<Finding>> findings = new TreeMap<>();
    private volatile long lastHeard;

    /** @param folder where work is done, and single inputs are kept; emptied first */
    FuzzRun(Path folder) throws IOException {
        this.folder = folder.toAbsolutePath();
        delete(this.folder);
        Files.createDirectories(this.folder);
    }

    /** Adds inputs: seeds from {@code from} to below {@code end}. */
    FuzzRun add(FuzzTarget target, long from, long end) {
        left.put(target.name(), new long[] {from, end});
        return this;
    }

    /** Runs all inputs that were added. */
    FuzzRun run() throws IOException, InterruptedException {
        while (!left.isEmpty()) {
            Path work = Files.createDirectories(folder.resolve("work"));
            Process worker = start(work);
            Thread watch = new Thread(() -> watch(worker), "watch");
            watch.setDaemon(true);
            watch.start();
            listen(worker, work);
            delete(work);
        }
        return this;
    }

    private Process start(Path work) throws IOException {
        // Without the vector module, whose loops are slow until they are compiled.
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                "-Djava.awt.headless=true",
                "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + work.resolve("hs_err.log"), "-Djava.io.tmpdir=" + work,
                "-Dorg.bytedeco.javacpp.cachedir=" + System.getProperty("org.bytedeco.javacpp.cachedir",
                        Path.of(System.getProperty("user.home"), ".javacpp", "cache").toString()),
                "-cp", System.getProperty("java.class.path"), FuzzWorker.class.getName(), folder.toString()));
        left.forEach((name, seeds) -> command.add(name + ":" + seeds[0] + ":" + seeds[1]));
        ProcessBuilder builder = new ProcessBuilder(command).directory(work.toFile())
                .redirectError(work.resolve("stderr").toFile());
        builder.environment().put("OMP_NUM_THREADS", "1");
        lastHeard = System.nanoTime();
        return builder.start();
    }

    private void watch(Process worker) {
        try {
            while (!worker.waitFor(1, TimeUnit.SECONDS)) {
                if (System.nanoTime() - lastHeard > TimeUnit.SECONDS.toNanos(SILENCE_SECONDS)) {
                    worker.destroyForcibly();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen(Process worker, Path work) throws IOException, InterruptedException {
        String current = left.keySet().iterator().next();
        long seed = left.get(current)[0];
        boolean started = false;
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(worker.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                lastHeard = System.nanoTime();
                String[] words = line.split("\t", 3);
                if (words[0].equals(FuzzWorker.RUN)) {
                    if (!words[1].equals(current)) {
                        left.remove(current);
                    }
                    started = true;
                    current = words[1];
                    seed = Long.parseLong(words[2]);
                } else if (words[0].equals(FuzzWorker.FINDING)) {
                    add(JSON.fromJson(words[1], Finding.class));
                }
            }
        }
        int code = worker.waitFor();
        if (code == 0) {
            left.clear();
            return;
        }
        if (!started) {
            throw new IOException("the worker ended with exit code " + code + ": "
                    + Files.readString(work.resolve("stderr")));
        }
        if (code != FuzzWorker.SPOILT) {
            add(new Finding(current, seed, "the Java machine died with exit code " + code, death(work)));
        }
        left.get(current)[0] = seed + 1;
        if (deaths.merge(current, 1, Integer::sum) >= MOST_DEATHS) {
            add(new Finding(current, seed, "given up after " + MOST_DEATHS + " workers", ""));
            left.remove(current);
        } else if (left.get(current)[0] >= left.get(current)[1]) {
            left.remove(current);
        }
    }

    private static String death(Path work) throws IOException {
        Path log = work.resolve("hs_err.log");
        if (!Files.exists(log)) {
            List<String> said = Files.readAllLines(work.resolve("stderr"));
            return String.join(System.lineSeparator(), said.subList(Math.max(0, said.size() - 20), said.size()));
        }
        List<String> lines = Files.readAllLines(log);
        return String.join(System.lineSeparator(), lines.stream().filter(l -> l.matches("#\\s+(SIG|C  |V  |J |j ).*")
                || l.matches("[jJ] .*(montecat|nd4j|deeplearning4j).*")).limit(12).toList());
    }

    private void add(Finding finding) {
        findings.computeIfAbsent(finding.target() + ": " + finding.fault(), k -> new ArrayList<>()).add(finding);
    }

    /** How many kinds of faults were found. */
    int faults() {
        return findings.size();
    }

    /** The findings, those of a target together, most frequent first, each with the first input that shows it. */
    String report() {
        StringBuilder text = new StringBuilder();
        Comparator<List<Finding>> order = Comparator.comparing((List<Finding> f) -> f.get(0).target())
                .thenComparing(f -> -f.size());
        findings.values().stream().sorted(order).forEach(same -> {
            Finding first = same.get(0);
            text.append(String.format("%n%s: %d x %s; seed %d%n    %s%n", first.target(), same.size(), first.fault(),
                    first.seed(), first.detail().stripTrailing()));
        });
        return text.toString();
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
