package io.github.montecat.desktop;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.swing.SwingUtilities;

/**
 * Measures how long the event thread keeps others waiting: asks it for something tiny, over and over, and remembers the
 * longest wait. Runs inside TOPCAT. Safe for use by several threads.
 */
final class EventThreadWatch {

    private static final long PAUSE_MILLIS = 5;

    private final AtomicLong longest = new AtomicLong();
    private volatile long asked;

    /** Starts watching, for as long as the program runs. */
    void start() {
        Thread thread = new Thread(this::watch, "event thread watch");
        thread.setDaemon(true);
        thread.setPriority(Thread.MAX_PRIORITY);
        thread.start();
    }

    /** @return the longest wait in ms since this was last asked */
    long longestMillis() {
        return TimeUnit.NANOSECONDS.toMillis(longest.getAndSet(0));
    }

    private void watch() {
        try {
            while (true) {
                asked = System.nanoTime();
                SwingUtilities.invokeAndWait(() -> longest.accumulateAndGet(System.nanoTime() - asked, Math::max));
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException | java.lang.reflect.InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
