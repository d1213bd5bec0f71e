package io.github.montecat.cli;

import java.io.PrintStream;
import java.util.Objects;

/**
 * Where a command speaks: results to standard output, everything else to standard error. Safe for use by several
 * threads.
 */
public final class Console {

    /** System property by which a launcher says whether standard error is a terminal; Java itself cannot tell. */
    public static final String TERMINAL_PROPERTY = "montecat.terminal";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;
    private final boolean quiet;
    /** The display last started, which may have a line on the terminal that is not ended. */
    private volatile ConsoleProgress progress;

    /**
     * @param out results
     * @param err messages and progress
     * @param terminal whether {@code err} is a terminal that can redraw a line
     * @param quiet whether to leave progress and remarks out; errors are always shown
     */
    public Console(PrintStream out, PrintStream err, boolean terminal, boolean quiet) {
        this.out = Objects.requireNonNull(out);
        this.err = Objects.requireNonNull(err);
        this.terminal = terminal;
        this.quiet = quiet;
    }

    /** @return the process's own streams */
    public static Console system() {
        String told = System.getProperty(TERMINAL_PROPERTY);
        boolean terminal = told != null ? Boolean.parseBoolean(told)
                : System.console() != null && System.getenv("TERM") != null;
        return new Console(System.out, System.err, terminal, false);
    }

    /** @return the same without progress and remarks */
    public Console quietly() {
        return new Console(out, err, terminal, true);
    }

    /** @return whether progress and remarks are left out */
    public boolean isQuiet() {
        return quiet;
    }

    /** @return the stream for results */
    public PrintStream out() {
        return out;
    }

    /**
     * Says something that is no result: what was read, where a file went.
     *
     * @param message one line
     */
    public void remark(String message) {
        if (!quiet) {
            log(message);
        }
    }

    /**
     * Writes to standard error, even when quiet.
     *
     * @param lines one or more lines
     */
    public void log(String lines) {
        ConsoleProgress running = progress;
        if (running == null) {
            err.println(lines);
        } else {
            running.interrupt(lines);
        }
    }

    /**
     * Says what went wrong, even when quiet.
     *
     * @param message one sentence
     */
    public void error(String message) {
        log("montecat: " + message);
    }

    /**
     * Shows where an error came from.
     *
     * @param error the error
     */
    public void stackTrace(Throwable error) {
        error.printStackTrace(err);
    }

    /**
     * Starts a progress display on standard error; close it when the work is over, well or not.
     *
     * @param label what is being done, such as {@code fitting}
     * @param unit plural of what is counted, such as {@code spectra}
     * @return the display
     */
    public ConsoleProgress progress(String label, String unit) {
        ConsoleProgress.Style style = quiet ? ConsoleProgress.Style.NONE
                : terminal ? ConsoleProgress.Style.BAR : ConsoleProgress.Style.LINES;
        progress = new ConsoleProgress(label, unit, err, style, System::nanoTime);
        return progress;
    }
}
