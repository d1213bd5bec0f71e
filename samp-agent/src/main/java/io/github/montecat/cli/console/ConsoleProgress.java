package io.github.montecat.cli.console;

import io.github.montecat.progress.Steps;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Progress on standard error: a line that redraws itself on a terminal, plain lines now and then elsewhere. Shows
 * percentage, count, rate and time left. Never cancels. Safe for use by several threads.
 */
public final class ConsoleProgress implements Steps.Step {

    /** How progress is shown. */
    public enum Style {
        /** One line with a bar, redrawn in place. */
        BAR,
        /** A line every ten seconds and one at the end, for log files. */
        LINES,
        /** Nothing. */
        NONE
    }

    private static final long REDRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int BAR_WIDTH = 24;

    private final String label;
    private final String unit;
    private final PrintStream err;
    private final Style style;
    private final LongSupplier nanoClock;
    private final long start;
    private long lastShown;
    private long done = -1;
    private long total = -1;
    private boolean stale;
    private int drawnWidth;

    /**
     * @param label what is being done
     * @param unit plural of what is counted
     * @param err where to show it
     * @param style how to show it
     * @param nanoClock time in ns, as {@link System#nanoTime}
     */
    public ConsoleProgress(String label, String unit, PrintStream err, Style style, LongSupplier nanoClock) {
        this.label = label;
        this.unit = unit;
        this.err = err;
        this.style = style;
        this.nanoClock = nanoClock;
        this.start = nanoClock.getAsLong();
        this.lastShown = start;
    }

    @Override
    public synchronized void update(long doneNow, long totalNow) {
        boolean first = done < 0;
        done = doneNow;
        total = totalNow;
        stale = true;
        long now = nanoClock.getAsLong();
        if (style == Style.BAR ? first || now - lastShown >= REDRAW_NANOS : now - lastShown >= LINE_NANOS) {
            show(now);
        }
    }

    /** Shows the last state and ends the line. */
    @Override
    public synchronized void close() {
        if (stale) {
            show(nanoClock.getAsLong());
        }
        if (style == Style.BAR && drawnWidth > 0) {
            err.println();
            drawnWidth = 0;
        }
    }

    /**
     * Writes other lines to the same place: wipes the progress line, which comes back with the next update.
     *
     * @param lines what to write
     */
    public synchronized void interrupt(String lines) {
        if (style == Style.BAR && drawnWidth > 0) {
            err.print("\r" + " ".repeat(drawnWidth) + "\r");
            drawnWidth = 0;
            stale = true;
        }
        err.println(lines);
    }

    private void show(long now) {
        lastShown = now;
        stale = false;
        String text = text(now);
        switch (style) {
            case BAR -> {
                // Blanks wipe what a longer line has left.
                err.print("\r" + text + " ".repeat(Math.max(0, drawnWidth - text.length())));
                err.flush();
                drawnWidth = text.length();
            }
            case LINES -> err.println(text);
            case NONE -> { }
        }
    }

    private String text(long now) {
        double seconds = (now - start) * 1e-9;
        double rate = seconds > 0 ? done / seconds : 0;
        StringBuilder s = new StringBuilder(label).append("  ");
        if (total > 0) {
            if (style == Style.BAR) {
                int filled = (int) Math.min(BAR_WIDTH, done * BAR_WIDTH / total);
                s.append('[').append("#".repeat(filled)).append(".".repeat(BAR_WIDTH - filled)).append("] ");
            }
            s.append(String.format(Locale.ROOT, "%3d %%  %d/%d %s", done * 100 / total, done, total, unit));
        } else {
            s.append(done).append(' ').append(unit);
        }
        if (rate > 0) {
            s.append(String.format(Locale.ROOT, rate >= 10 ? "  %.0f/s" : "  %.2g/s", rate));
            if (total > done) {
                s.append("  ").append(duration((total - done) / rate)).append(" left");
            }
        }
        return s.toString();
    }

    private static String duration(double seconds) {
        long s = Math.round(seconds);
        return s < 3600 ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
    }
}
