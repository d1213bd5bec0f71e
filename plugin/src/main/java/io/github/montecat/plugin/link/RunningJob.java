package io.github.montecat.plugin.link;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import uk.ac.starlink.table.StarTable;

/** A job of the agent's as its messages tell of it. Safe for use by several threads. */
final class RunningJob {

    private final FitParts parts = new FitParts();
    private String state = "waiting";
    private String message = "";
    private long done;
    private long total = -1;
    private boolean changed = true;

    /** @param progress the parameters of {@code montecat.job.progress} */
    synchronized void progress(Map<?, ?> progress) {
        state = String.valueOf(progress.get("state"));
        message = String.valueOf(progress.get("message"));
        done = number(progress.get("done"), 0);
        total = number(progress.get("total"), -1);
        changed = true;
        notifyAll();
    }

    synchronized void part(String kind, StarTable table) {
        parts.put(kind, table);
        changed = true;
        notifyAll();
    }

    /**
     * Waits for news.
     *
     * @param millis how long at most
     * @return whether there are any since this was last called
     */
    synchronized boolean awaitNews(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = millis; !changed && left > 0;
                left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
            wait(left);
        }
        boolean news = changed;
        changed = false;
        return news;
    }

    /** @return whether the job itself has ended, well or not; parts may still be on their way */
    synchronized boolean hasEnded() {
        return state.equals("done") || hasFailed() || wasCancelled();
    }

    synchronized boolean hasFailed() {
        return state.equals("failed");
    }

    synchronized boolean wasCancelled() {
        return state.equals("cancelled");
    }

    synchronized String message() {
        return message;
    }

    synchronized long done() {
        return done;
    }

    synchronized long total() {
        return total;
    }

    /** @return whether the results are here */
    synchronized boolean hasResults() {
        return parts.has(Protocol.COLUMNS) || parts.has(Protocol.TABLE);
    }

    synchronized boolean hasPosterior() {
        return parts.has(Protocol.POSTERIOR);
    }

    synchronized FitParts parts() {
        return parts;
    }

    private static long number(Object text, long otherwise) {
        try {
            return Long.parseLong(String.valueOf(text));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
