package io.github.montecat.cli.launch;

import io.github.montecat.error.ErrorSentence;
import io.github.montecat.error.UserMessage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Runs a main class again in a second virtual machine of the same installation, as if it were this one: same class
 * path, flags, properties, working folder and standard streams, its exit code handed back.
 *
 * <p>The two end together. Whatever asks this virtual machine to stop (Ctrl-C, a termination signal, a closed
 * terminal) is passed to the second one, and this one waits until it has cleaned up; if this one is killed outright,
 * the second notices and stops by itself. Not safe for use by several threads.
 */
final class JvmRestart {

    /** Tells the second virtual machine the process number of the first. */
    /** What streams its tables; without a bound a large machine's Java would let garbage pile up. */
    private static final List<String> SMALL_HEAP_COMMANDS = List.of("agent", "infer", "demo");
    private static final String PARENT_PROPERTY = "montecat.restarted.by";

    /** How long a stop may take before the second virtual machine is killed: longer than any clean-up of ours. */
    private static final long STOP_SECONDS = 20;

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
        Thread stopper = new Thread(() -> stop(child), "stop of the restarted Java");
        Runtime.getRuntime().addShutdownHook(stopper);
        while (true) {
            try {
                return child.waitFor();
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
        if (!args.isEmpty() && SMALL_HEAP_COMMANDS.contains(args.get(0))) {
            // First, so that a heap size among the given flags wins.
            command.add("-Xmx1g");
        }
        command.addAll(given);
        command.add("-D" + PARENT_PROPERTY + "=" + ProcessHandle.current().pid());
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
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

    private static void stop(Process child) {
        if (!child.isAlive()) {
            return;
        }
        child.destroy();
        try {
            if (!child.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("montecat: the program did not stop within " + STOP_SECONDS + " s and was killed");
                child.destroyForcibly();
            }
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
