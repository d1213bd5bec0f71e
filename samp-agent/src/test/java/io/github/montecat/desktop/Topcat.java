package io.github.montecat.desktop;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The installed TOPCAT, started on a display with {@link TopcatDriver} inside. One thread at a time.
 */
final class Topcat implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final PrintWriter commands;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    /**
     * A table in TOPCAT's list.
     *
     * @param id TOPCAT's number for it
     * @param rows number of rows
     * @param columns number of columns
     * @param label its label
     */
    record Table(int id, long rows, int columns, String label) {

        static Table parse(String line) {
            String[] words = line.split(" ", 4);
            return new Table(Integer.parseInt(words[0]), Long.parseLong(words[1]), Integer.parseInt(words[2]),
                    words[3]);
        }
    }

    /**
     * Starts TOPCAT and waits until its window is there.
     *
     * @param display where to show it
     * @param lockFile of the hub that it is to use
     * @param classPath more folders or jars for its class path
     * @param words more of its command line
     * @throws IOException if it does not start
     */
    Topcat(VirtualDisplay display, Path lockFile, List<Path> classPath, String... words) throws IOException {
        Path driver = Path.of(TopcatDriver.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        List<String> paths = new ArrayList<>(List.of(driver.toString()));
        classPath.forEach(p -> paths.add(p.toString()));
        List<String> command = new ArrayList<>(List.of("topcat", "-classpath", String.join(File.pathSeparator, paths),
                "-Dtopcat.exttools=" + TopcatDriver.class.getName(), "-nohub"));
        command.addAll(List.of(words));
        ProcessBuilder builder = display.command(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("SAMP_HUB", "std-lockurl:" + lockFile.toUri());
        // Set for our own Java by the build; TOPCAT is to start as it does for a user.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        process = builder.start();
        commands = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread reader = new Thread(this::readAnswers, "TOPCAT's answers");
        reader.setDaemon(true);
        reader.start();
        try {
            answer("started");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while TOPCAT started", e);
        }
    }

    /** @return the tables in the order of TOPCAT's list */
    List<Table> tables() throws IOException, InterruptedException {
        List<Table> tables = new ArrayList<>();
        String all = ask("tables");
        for (String line : all.isEmpty() ? new String[0] : all.split("\t")) {
            tables.add(Table.parse(line));
        }
        return tables;
    }

    /**
     * Waits for a table.
     *
     * @param what the table, for messages
     * @param wanted which one
     * @return the last one in the list that fits
     */
    Table awaitTable(String what, Predicate<Table> wanted) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            List<Table> tables = tables();
            Table found = tables.stream().filter(wanted).reduce((a, b) -> b).orElse(null);
            if (found != null) {
                return found;
            }
            if (System.nanoTime() > end) {
                throw new IOException("no " + what + " in TOPCAT within " + PATIENCE.toSeconds() + " s; it has "
                        + tables);
            }
            Thread.sleep(200);
        }
    }

    /**
     * Broadcasts a table by the entry of TOPCAT's Interop menu.
     *
     * @param table the table
     */
    void broadcast(Table table) throws IOException, InterruptedException {
        ask("broadcast " + table.id());
    }

    /**
     * Highlights a row and tells other programs so, as TOPCAT's activation action "Send row index" does.
     *
     * @param table the table
     * @param row from 0, in the order shown
     */
    void highlight(Table table, long row) throws IOException, InterruptedException {
        ask("highlight " + table.id() + " " + row);
    }

    /**
     * Selects a table in the list and presses a button of the main window.
     *
     * @param table the table
     * @param action the action's name, such as {@code Table Data}
     */
    void open(Table table, String action) throws IOException, InterruptedException {
        ask("open " + table.id() + " " + action);
    }

    /**
     * Places a window.
     *
     * @param title part of its title
     * @param bounds x, y, width and height
     */
    void place(String title, int... bounds) throws IOException, InterruptedException {
        ask("place " + bounds[0] + " " + bounds[1] + " " + bounds[2] + " " + bounds[3] + " " + title);
    }

    /**
     * Scrolls a window's table.
     *
     * @param title part of the window's title
     * @param column the first column to be seen
     */
    void reveal(String title, String column) throws IOException, InterruptedException {
        ask("reveal " + column + " " + title);
    }

    /**
     * Does one of the other things that {@link TopcatDriver} can do.
     *
     * @param command one of its commands
     * @return its answer
     */
    String ask(String command) throws IOException, InterruptedException {
        commands.println(command);
        return answer(command);
    }

    private String answer(String command) throws IOException, InterruptedException {
        String line = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (line == null) {
            throw new IOException("TOPCAT did not answer '" + command + "' within " + PATIENCE.toSeconds() + " s"
                    + (process.isAlive() ? "" : "; it has ended with code " + process.exitValue()));
        }
        if (line.startsWith("ok")) {
            return line.substring(2).stripLeading();
        }
        throw new IOException("TOPCAT, asked '" + command + "', said: " + line);
    }

    private void readAnswers() {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith(TopcatDriver.MARK)) {
                    answers.add(line.substring(TopcatDriver.MARK.length()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the Java processes of agents that the plugin inside has started */
    List<ProcessHandle> agents() {
        // Their command lines are too long to be told.
        return process.descendants().filter(p -> p.parent().flatMap(parent -> parent.info().command()).orElse("")
                .endsWith("java")).toList();
    }

    /** @return whether the program has ended within some time */
    boolean awaitEnd(int seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        // The script that starts TOPCAT passes no signals on.
        List<ProcessHandle> all = process.descendants().toList();
        all.forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                all.forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            all.forEach(ProcessHandle::destroyForcibly);
            Thread.currentThread().interrupt();
        }
    }
}
