package io.github.montecat.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a job or its listener throws, the job ends as failed and the next one runs. */
@Timeout(30)
class BrokenJobTest {

    private final JobQueue queue = new JobQueue(4);

    @AfterEach
    void close() {
        queue.close();
    }

    /** Ways to break a job. */
    enum Way {
        UNCHECKED(new IllegalStateException("unchecked"), "unchecked"),
        CHECKED(new IOException("found 3, expected 4"), "found 3, expected 4"),
        WITHOUT_MESSAGE(new NullPointerException(), "NullPointerException"),
        MAPPED_BUFFER(new InternalError("a fault occurred in a recent unsafe memory access operation in compiled Java "
                + "code"), "became shorter"),
        STACK(new StackOverflowError(), "nested too deeply"),
        MEMORY(new OutOfMemoryError("Java heap space"), "out of memory"),
        LINKAGE(new NoClassDefFoundError("some/Class"), "cannot be loaded: some/Class"),
        NATIVE(new UnsatisfiedLinkError("no space left"), "cannot be loaded: no space left"),
        INITIALIZER(new ExceptionInInitializerError(new IOException("disk is full")), "disk is full"),
        ASSERTION(new AssertionError("assertion"), "assertion"),
        @SuppressWarnings("removal")
        DEATH(new ThreadDeath(), "ThreadDeath"),
        MESSAGE_THROWS(new RuntimeException() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new IllegalStateException("no message");
            }
        }, "");

        private final Throwable thrown;
        private final String expected;

        Way(Throwable thrown, String expected) {
            this.thrown = thrown;
            this.expected = expected;
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void throwAny(Throwable t) throws T {
        throw (T) t;
    }

    private void assertGoodJobRuns() throws Exception {
        AtomicBoolean interrupted = new AtomicBoolean(true);
        Job good = queue.submit("good", Lane.BATCH, p -> interrupted.set(Thread.currentThread().isInterrupted()),
                JobListener.NONE);
        assertTrue(good.awaitEnd(10, TimeUnit.SECONDS), "the good job was not answered");
        assertEquals(JobState.DONE, good.status().state());
        assertFalse(interrupted.get(), "the good job starts interrupted");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void nextJobRuns(Way way) throws Exception {
        Job bad = queue.submit("bad", Lane.BATCH, p -> BrokenJobTest.<RuntimeException>throwAny(way.thrown),
                JobListener.NONE);
        assertTrue(bad.awaitEnd(10, TimeUnit.SECONDS), "the bad job was not answered");
        assertEquals(JobState.FAILED, bad.status().state());
        assertTrue(bad.status().message().contains(way.expected), bad.status().message());
        assertFalse(bad.status().message().isBlank());
        assertGoodJobRuns();
    }

    @Test
    void interruptThatIsLeftSetIsNotInherited() throws Exception {
        Job bad = queue.submit("bad", Lane.BATCH, p -> Thread.currentThread().interrupt(), JobListener.NONE);
        assertTrue(bad.awaitEnd(10, TimeUnit.SECONDS));
        assertGoodJobRuns();
        // Nor where the good one waits already.
        queue.submit("bad", Lane.BATCH, p -> {
            Thread.sleep(50);
            Thread.currentThread().interrupt();
        }, JobListener.NONE);
        assertGoodJobRuns();
    }

    @Test
    void interruptedThreadGoesOn() throws Exception {
        List<Thread> worker = new ArrayList<>();
        Job first = queue.submit("first", Lane.BATCH, p -> worker.add(Thread.currentThread()), JobListener.NONE);
        assertTrue(first.awaitEnd(10, TimeUnit.SECONDS));
        worker.get(0).interrupt();
        assertGoodJobRuns();
    }

    @ParameterizedTest
    @EnumSource(JobState.class)
    void listenerThatThrowsAnErrorDoesNoHarm(JobState when) throws Exception {
        boolean fails = when == JobState.FAILED;
        boolean cancels = when == JobState.CANCELLED;
        Job bad = queue.submit("bad", Lane.BATCH, p -> {
            if (cancels) {
                queue.find("job-1").orElseThrow().cancel();
            }
            p.update(1, 2);
            if (fails) {
                throw new IOException("fails");
            }
        }, s -> {
            if (s.state() == when) {
                throw new NoClassDefFoundError("listener");
            }
        });
        assertTrue(bad.awaitEnd(10, TimeUnit.SECONDS), "the bad job was not answered");
        assertEquals(fails ? JobState.FAILED : cancels ? JobState.CANCELLED : JobState.DONE, bad.status().state());
        assertGoodJobRuns();
    }
}
