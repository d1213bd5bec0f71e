package io.github.montecat.cli.launch;

import io.github.montecat.error.ErrorSentence;
import io.github.montecat.error.UserMessage;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Runs a main class again in a second virtual machine of the same installation, as if it were this one: same class
 * path, flags, properties, working folder and standard streams, its exit code handed back. Its standard error comes
 * through this one, which leaves out {@link StartWarning}.
 *
 * <p>The two end together. Whatever asks this virtual machine to stop (Ctrl-C, a termination signal, a closed
 * terminal) is passed to the second one, and this one waits until it has cleaned up; if this one is killed outright,
 * the second notices and stops by itself. Not safe for use by several threads.
 */
final class JvmRestart {

    /** What streams its tables; without a bound a large machine's Java would let garbage pile up. */
    private static final List<String> SMALL_HEAP_COMMANDS = List.of("agent", "infer", "region", "demo");
    /** Flags that choose a garbage collector, of which there may be one. */
    private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC");
    /** Tells the second virtual machine the process number of the first. */
    private static final String PARENT_PROPERTY = "montecat.restarted.by";

    /** How long a stop may take before the second virtual machine is killed: longer than any clean-up of ours. */
    private static final long STOP_SECONDS = 20;
    /** How long its last words may take once it has ended. */
    private static final long LAST_WORDS_MILLIS = 2000;

    private final String mainClass;

    /**
     * @param mainClass the class to run, which is on this virtual machine's class path
     */
    JvmRestart(String mainClass) {
        this.mainClass = Objects.requireNonNull(mainClass, "mainClass");
    }

    /** @return whether this is the second virtual machine, started by {@link #run} */
    static boolean isRestarted() {
        return Long.getLong(PARENT_PROPERTY) != null;
    }

    /**
     * Makes the second virtual machine end when the first one is gone; does nothing in any other.
     */
    static void endWithParent() {
        Long parent = Long.getLong(PARENT_PROPERTY);
        if (parent != null) {
            // The exit code of a process that a termination signal ended.
            Runnable stop = () -> System.exit(128 + 15);
            ProcessHandle.of(parent).ifPresentOrElse(p -> p.onExit().thenRun(stop), stop);
        }
    }

    /**
     * Runs the class and waits for its end.
     *
     * @param needs what the second virtual machine must have
     * @param args arguments of the main class
     * @return its exit code
     * @throws CannotRestartException if it could not be started
     */
    int run(List<JvmNeed> needs, List<String> args) throws CannotRestartException {
        Process child = start(needs, args);
        Thread errors = new Thread(() -> passOn(child), "standard error of the restarted Java");
        // A program that the second virtual machine has started may hold the stream open for ever.
        errors.setDaemon(true);
        errors.start();
        Thread stopper = new Thread(() -> stop(child, errors), "stop of the restarted Java");
        Runtime.getRuntime().addShutdownHook(stopper);
        while (true) {
            try {
                int code = child.waitFor();
                errors.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
                return code;
            } catch (InterruptedException e) {
                // Nobody but a stop has reason to interrupt the waiting thread.
                child.destroy();
            }
        }
    }

    private Process start(List<JvmNeed> needs, List<String> args) throws CannotRestartException {
        List<String> command = new ArrayList<>();
        command.add(javaCommand());
        List<String> given = ManagementFactory.getRuntimeMXBean().getInputArguments();
        // First, so that a heap size among the given flags wins.
        command.addAll(heapFlags(args, given));
        command.addAll(given);
        command.add("-D" + PARENT_PROPERTY + "=" + ProcessHandle.current().pid());
        ProcessBuilder builder = new ProcessBuilder(command).redirectInput(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT);
        for (JvmNeed need : needs) {
            if (need.canBeMet()) {
                need.add(command, builder.environment());
            }
        }
        command.addAll(consentFlags(Runtime.version().feature()));
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(mainClass);
        command.addAll(args);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new CannotRestartException("could not start " + command.get(0) + ": " + ErrorSentence.of(e), e);
        }
    }

    /**
     * Flags of the heap that a command needs.
     *
     * @param args the command line
     * @param given flags of the first virtual machine, which are handed on
     * @return the flags, to be put before those
     */
    static List<String> heapFlags(List<String> args, List<String> given) {
        if (args.isEmpty() || !SMALL_HEAP_COMMANDS.contains(args.get(0))) {
            return List.of();
        }
        // The collector that starts quickest, and enough for so small a heap. Java refuses two of them.
        return given.stream().anyMatch(f -> COLLECTOR.matcher(f).matches()) ? List.of("-Xmx1g")
                : List.of("-Xmx1g", "-XX:+UseSerialGC");
    }

    /**
     * Newer versions of Java warn, at length and on the user's terminal, of what ND4J's Java side does: it loads a native
     * library and uses {@code sun.misc.Unsafe}.
     */
    private static List<String> consentFlags(int javaVersion) {
        List<String> flags = new ArrayList<>();
        if (javaVersion >= 22) {
            flags.add("--enable-native-access=ALL-UNNAMED");
        }
        if (javaVersion >= 23) {
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        return flags;
    }

    private static String javaCommand() {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        return Path.of(System.getProperty("java.home"), "bin", windows ? "java.exe" : "java").toString();
    }

    private static void passOn(Process child) {
        try (InputStream in = child.getErrorStream()) {
            StartWarning.copyWithout(in, new FileOutputStream(FileDescriptor.err));
        } catch (IOException e) {
            System.err.println("montecat: what the restarted Java says can no longer be shown: " + ErrorSentence.of(e));
        }
    }

    private static void stop(Process child, Thread errors) {
        if (child.isAlive()) {
            child.destroy();
        }
        try {
            if (!child.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("montecat: the program did not stop within " + STOP_SECONDS + " s and was killed");
                child.destroyForcibly();
            }
            errors.join(LAST_WORDS_MILLIS);
        } catch (InterruptedException e) {
            child.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** No second virtual machine could be started. */
    static final class CannotRestartException extends Exception implements UserMessage {

        private static final long serialVersionUID = 1;

        /**
         * @param message what was tried and why it failed
         * @param cause the system's error
         */
        CannotRestartException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
