package io.github.montecat.plugin.function;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.swing.SwingUtilities;

/**
 * Remembers what took time to find. The event thread does not wait for it: it gets null, and windows are drawn again when
 * it is there. What fails is null too, is logged, and is tried again the next time. Safe for use by several threads.
 *
 * @param <V> what is remembered
 */
final class BackgroundMemo<V> {

    private static final Logger LOG = Logger.getLogger(BackgroundMemo.class.getName());
    private static final ExecutorService EXECUTOR = Executors.newSingleThreadExecutor(r -> {
        Thread thread = new Thread(r, "Montecat forward models");
        thread.setDaemon(true);
        return thread;
    });

    private final Set<String> asked = new HashSet<>();
    private final Map<String, V> known;

    /** @param capacity how much is remembered */
    BackgroundMemo(int capacity) {
        known = new LinkedHashMap<>(16, 0.75f, true) {

            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > capacity;
            }
        };
    }

    /**
     * @param key what is asked for
     * @param source finds it
     * @return it; null if it cannot be found, or not yet on the event thread
     */
    V get(String key, Callable<V> source) {
        synchronized (this) {
            V value = known.get(key);
            if (value != null) {
                return value;
            } else if (SwingUtilities.isEventDispatchThread()) {
                if (asked.add(key)) {
                    EXECUTOR.execute(() -> {
                        find(key, source);
                        BlankCells.drawAgain();
                    });
                }
                return null;
            }
        }
        return find(key, source);
    }

    private V find(String key, Callable<V> source) {
        try {
            V value = source.call();
            synchronized (this) {
                known.put(key, value);
                asked.remove(key);
            }
            return value;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (Exception e) {
            LOG.log(Level.WARNING, "A cell is left blank: " + e.getMessage());
            return null;
        }
    }
}
