package io.github.montecat.plugin.link;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Starts an agent in the background and stops it with TOPCAT. {@code montecat topcat} says by the properties
 * {@code montecat.java} and {@code montecat.classpath} where the program is; without them a {@code montecat} on the path
 * is taken. Where {@code montecat.downloads} is {@code true} the agent is told to fetch addresses in cells. Safe for
 * use by several threads.
 */
final class AgentLauncher {

    private static final Logger LOG = Logger.getLogger(AgentLauncher.class.getName());
    private static final long STOP_SECONDS = 10;

    private Process process;
    private Path log;

    /** @return whether an agent started here is running */
    synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    /**
     * Starts an agent unless one started here is running.
     *
     * @throws AgentException if none can be started; the message says what to do
     */
    synchronized void start() throws AgentException {
        if (isRunning()) {
            return;
        }
        List<String> command = command().orElseThrow(() -> new AgentException("There is no Montecat agent on the SAMP "
                + "hub, and none can be started from here: start TOPCAT by './montecat topcat', or './montecat agent' "
                + "in a terminal, and try again"));
        command.addAll(words());
        try {
            log = Files.createTempFile("montecat-agent", ".log");
            log.toFile().deleteOnExit();
            process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new AgentException("The Montecat agent could not be started by '" + command.get(0) + "': "
                    + e.getMessage() + "; start './montecat agent' in a terminal and try again", e);
        }
        Process mine = process;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(mine), "Montecat agent stop"));
        LOG.info("started a Montecat agent, process " + process.pid());
    }

    /**
     * @return the last thing that the agent said before it ended; empty while it runs or if it said nothing
     */
    synchronized Optional<String> lastWords() {
        if (process == null || process.isAlive() || log == null) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            return lines.isEmpty() ? Optional.empty() : Optional.of(lines.get(lines.size() - 1));
        } catch (IOException e) {
            LOG.log(Level.FINE, "cannot read " + log, e);
            return Optional.empty();
        }
    }

    /** @return the agent's command and its options */
    static List<String> words() {
        List<String> words = new ArrayList<>(Arrays.asList("agent", "--while",
                Long.toString(ProcessHandle.current().pid())));
        if (Boolean.getBoolean("montecat.downloads")) {
            words.add("--allow-downloads");
        }
        return words;
    }

    private static Optional<List<String>> command() {
        String classPath = System.getProperty("montecat.classpath");
        if (classPath != null) {
            String java = System.getProperty("montecat.java",
                    Paths.get(System.getProperty("java.home"), "bin", "java").toString());
            return Optional.of(new ArrayList<>(Arrays.asList(java, "-Djava.awt.headless=true", "-cp", classPath,
                    "io.github.montecat.cli.launch.Launcher")));
        }
        String path = System.getenv("PATH");
        for (String folder : path == null ? new String[0] : path.split(File.pathSeparator)) {
            File script = new File(folder, "montecat");
            if (script.isFile() && script.canExecute()) {
                return Optional.of(new ArrayList<>(List.of(script.toString())));
            }
        }
        return Optional.empty();
    }

    private static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
