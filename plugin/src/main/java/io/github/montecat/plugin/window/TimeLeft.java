package io.github.montecat.plugin.window;

import java.util.concurrent.TimeUnit;

/** Guesses from what is done how long the rest takes. One thread at a time. */
final class TimeLeft {

    private long start;
    private long before;

    /**
     * @param done spectra done
     * @param total spectra in all, -1 if the job has not begun
     * @return a line for people
     */
    String describe(long done, long total) {
        if (total < 0) {
            return "waiting for other jobs of the agent";
        } else if (start == 0) {
            start = System.nanoTime();
            before = done;
        }
        String line = done + " of " + total + (total == 1 ? " spectrum" : " spectra");
        if (done <= before) {
            return line;
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(
                (long) ((double) (System.nanoTime() - start) / (done - before) * (total - done)));
        return line + ", " + (seconds < 90 ? seconds + " s" : seconds < 5400 ? (seconds + 30) / 60 + " min"
                : (seconds + 1800) / 3600 + " h") + " left";
    }
}
