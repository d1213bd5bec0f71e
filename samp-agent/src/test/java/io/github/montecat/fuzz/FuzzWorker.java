package io.github.montecat.fuzz;

import com.google.gson.Gson;
import io.github.montecat.error.UserMessage;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.logging.LogManager;

/**
 * Feeds inputs to readers, in a Java of its own. Says on standard output which input comes next ({@code run}, target
 * and seed) and what was wrong ({@code finding} and JSON). Ends itself when an input takes too long or all memory.
 *
 * <p>Arguments: a folder, then {@code TARGET:FROM:TO} for each target, with seeds from FROM to below TO. An input
 * that is the only one of its target is kept in the folder, under target and seed.
 */
final class FuzzWorker {

    /** First word of the line before an input. */
    static final String RUN = "run";
    /** First word of the line after an input with a fault. */
    static final String FINDING = "finding";
    /** Exit code after a finding that leaves no machine to go on with: too long, or out of memory. */
    static final int SPOILT = 75;

    /** Of the reading thread's own time, which other programs on the machine do not take away. */
    private static final double LONGEST_SECONDS = 10;
    /** Where a reader waits for something, or others work for it. */
    private static final double LONGEST_WAIT_SECONDS = 40;
    private static final Gson JSON = new Gson();

    private final PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true,
            StandardCharsets.UTF_8);
    private final Path folder;
    private final Thread reading = Thread.currentThread();
    private volatile FuzzTarget target;
    private volatile long seed;
    /** When the present input came, null between inputs. */
    private volatile Start started;

    /** Times in ns: of the reading thread, and of a clock. */
    private record Start(long own, long clock) {
    }

    private FuzzWorker(Path folder) {
        this.folder = folder;
    }

    /** Runs in the forked Java. */
    public static void main(String[] args) throws IOException {
        FuzzWorker worker = new FuzzWorker(Path.of(args[0]));
        // Readers warn of every second input.
        LogManager.getLogManager().reset();
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        System.setOut(nowhere);
        Thread watch = new Thread(worker::watch, "watch");
        watch.setDaemon(true);
        watch.start();
        Trial trial = new Trial(Files.createTempDirectory("fuzz"));
        for (String arg : List.of(args).subList(1, args.length)) {
            String[] part = arg.split(":");
            worker.feed(FuzzTargets.named(part[0]), Long.parseLong(part[1]), Long.parseLong(part[2]), trial);
        }
        System.exit(0);
    }

    private void feed(FuzzTarget to, long from, long end, Trial trial) throws IOException {
        List<byte[]> seeds = to.seeds().make(trial);
        target = to;
        for (long s = from; s < end; s++) {
            byte[] input = input(to, seeds, s);
            if (end - from == 1) {
                Files.write(folder.resolve(to.name() + "-" + s), input);
            }
            seed = s;
            out.println(RUN + "\t" + to.name() + "\t" + s);
            started = new Start(nanosOfReading(), System.nanoTime());
            run(input, s < seeds.size(), trial);
            started = null;
        }
    }

    /** The first inputs are the seeds themselves, which shall be read without complaint. */
    private static byte[] input(FuzzTarget target, List<byte[]> seeds, long seed) {
        byte[] valid = seeds.get((int) (seed % seeds.size()));
        return seed < seeds.size() ? valid
                : target.mutator().mutate(valid, new SplittableRandom(seed ^ (long) target.name().hashCode() << 32));
    }

    // Whatever is thrown is what this is about.
    private void run(byte[] input, boolean valid, Trial trial) {
        try {
            target.reader().read(input, trial);
        } catch (Throwable e) {
            boolean expected = !valid && e instanceof Exception
                    && (target.expected().stream().anyMatch(c -> c.isInstance(e))
                            || e instanceof UserMessage);
            if (expected) {
                trial.said((Exception) e);
            } else {
                report(Finding.unexpected(target, seed, e));
                if (e instanceof OutOfMemoryError) {
                    // The next one would have no stack.
                    Runtime.getRuntime().halt(SPOILT);
                }
            }
        }
        for (Exception e : trial.takeSaid()) {
            if (valid) {
                report(Finding.unexpected(target, seed, e));
            } else {
                Finding.noSentence(target, seed, e).ifPresent(this::report);
            }
        }
    }

    private void report(Finding finding) {
        out.println(FINDING + "\t" + JSON.toJson(finding));
    }

    private long nanosOfReading() {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(reading.getId());
    }

    private void watch() {
        while (true) {
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                return;
            }
            Start now = started;
            if (now != null && (nanosOfReading() - now.own() > LONGEST_SECONDS * 1e9
                    || System.nanoTime() - now.clock() > LONGEST_WAIT_SECONDS * 1e9)) {
                StackTraceElement[] stack = reading.getStackTrace();
                report(new Finding(target.name(), seed, String.format(Locale.ROOT, "more than %.0f s in %s",
                        LONGEST_SECONDS, Finding.place(stack)), Finding.stack(stack)));
                Runtime.getRuntime().halt(SPOILT);
            }
        }
    }
}
