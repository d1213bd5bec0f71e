package io.github.montecat.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class ParallelTasksTest {

    @Test
    void runsEachTaskOnce() {
        AtomicIntegerArray runs = new AtomicIntegerArray(1000);
        ParallelTasks.run(1000, runs::incrementAndGet);
        for (int i = 0; i < 1000; i++) {
            assertEquals(1, runs.get(i));
        }
        ParallelTasks.run(0, i -> {
            throw new AssertionError("there is no task");
        });
    }

    /** One of two workers fails while the other is in the middle of its task. */
    @Test
    void failureIsThrownWhenNoTaskRunsAnyMore() throws Exception {
        CountDownLatch slowOneRuns = new CountDownLatch(1);
        CountDownLatch otherFails = new CountDownLatch(1);
        AtomicBoolean slowOneDone = new AtomicBoolean();
        AtomicInteger begun = new AtomicInteger();
        IllegalStateException failure = new IllegalStateException("broken");
        ForkJoinPool pool = new ForkJoinPool(2);
        try {
            assertTrue(pool.submit(() -> {
                assertSame(failure, assertThrows(IllegalStateException.class, () -> ParallelTasks.run(100, i -> {
                    if (begun.incrementAndGet() == 1) {
                        slowOneRuns.countDown();
                        await(otherFails);
                        pause();
                        slowOneDone.set(true);
                    } else {
                        await(slowOneRuns);
                        otherFails.countDown();
                        throw failure;
                    }
                })));
                return slowOneDone.get();
            }).get(), "thrown while a task was running");
        } finally {
            pool.shutdown();
        }
        assertEquals(2, begun.get(), "went on after the failure");
    }

    @Test
    void errorsPassToo() {
        StackOverflowError error = new StackOverflowError();
        assertSame(error, assertThrows(StackOverflowError.class, () -> ParallelTasks.run(3, i -> {
            throw error;
        })));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS), "other task did not run");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Long enough for a call that does not wait to return before. */
    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
