package io.github.montecat.progress;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Tasks side by side of which none outlives the call. A parallel stream throws the first failure at once, while other
 * tasks still run: they go on reading what the caller then closes, and where that is native memory or a mapped file, the
 * program crashes.
 */
public final class ParallelTasks {

    private ParallelTasks() {
    }

    /**
     * Runs tasks 0 to count - 1 in the current fork-join pool. Once one has failed, no other is begun; returns or throws
     * when none runs any more.
     *
     * @param count number of tasks
     * @param task run with each task's number, by several threads at once
     * @throws RuntimeException the first failure (also an {@link Error}); those of tasks that ran beside it are
     *         suppressed in it
     */
    public static void run(int count, IntConsumer task) {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        IntStream.range(0, count).parallel().forEach(i -> {
            if (failure.get() != null) {
                return;
            }
            try {
                task.accept(i);
            } catch (RuntimeException | Error e) {
                if (!failure.compareAndSet(null, e) && failure.get() != e) {
                    failure.get().addSuppressed(e);
                }
            }
        });
        Throwable first = failure.get();
        if (first instanceof Error e) {
            throw e;
        }
        if (first != null) {
            throw (RuntimeException) first;
        }
    }
}
