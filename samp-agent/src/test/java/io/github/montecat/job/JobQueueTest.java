package io.github.montecat.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class JobQueueTest {

    private static final int CAPACITY = 2;

    private final JobQueue queue = new JobQueue(CAPACITY);
    private final List<JobStatus> heard = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void close() {
        gate.countDown();
        queue.close();
    }

    /** Occupies the queue's thread until the gate opens. */
    private Job submitBlocker() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        Job job = queue.submit("blocker", p -> {
            started.countDown();
            gate.await();
        }, JobListener.NONE);
        assertTrue(started.await(10, TimeUnit.SECONDS));
        return job;
    }

    private static void assertEnd(JobState state, Job job) throws InterruptedException {
        assertTrue(job.awaitEnd(10, TimeUnit.SECONDS), "job has not ended");
        assertEquals(state, job.status().state());
    }

    private List<JobState> heardStates() {
        return heard.stream().map(JobStatus::state).collect(Collectors.toList());
    }

    @Test
    void listenerHearsStatesAndProgressInOrder() throws Exception {
        Job job = queue.submit("two rows", p -> {
            p.update(1, 2);
            p.update(2, 2);
        }, heard::add);
        assertEnd(JobState.DONE, job);
        assertEquals(List.of(JobState.WAITING, JobState.RUNNING, JobState.RUNNING, JobState.RUNNING, JobState.DONE),
                heardStates());
        assertEquals(new JobStatus(job.id(), "two rows", JobState.DONE, 2, 2, ""), job.status());
    }

    @Test
    void jobsRunOneAfterAnotherOffTheCallersThread() throws Exception {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        submitBlocker();
        Job first = queue.submit("first", p -> order.add("first " + Thread.currentThread().getName()),
                JobListener.NONE);
        Job second = queue.submit("second", p -> order.add("second " + Thread.currentThread().getName()),
                JobListener.NONE);
        assertEquals(List.of(), order);
        gate.countDown();
        assertEnd(JobState.DONE, first);
        assertEnd(JobState.DONE, second);
        assertEquals(List.of("first Montecat jobs", "second Montecat jobs"), order);
    }

    @Test
    void fullQueueRefusesAndSaysBothNumbers() throws Exception {
        submitBlocker();
        for (int i = 0; i < CAPACITY; i++) {
            queue.submit("waits", p -> { }, JobListener.NONE);
        }
        QueueFullException e = assertThrows(QueueFullException.class,
                () -> queue.submit("one too many", p -> { }, JobListener.NONE));
        assertTrue(e.getMessage().contains("2 jobs wait, 2 may"), e.getMessage());
        assertEquals(1 + CAPACITY, queue.jobs().size());
    }

    @Test
    void cancelledWaitingJobMakesRoom() throws Exception {
        submitBlocker();
        Job waits = queue.submit("waits", p -> { }, heard::add);
        queue.submit("waits too", p -> { }, JobListener.NONE);
        queue.find(waits.id()).orElseThrow().cancel();
        assertEnd(JobState.CANCELLED, waits);
        assertEquals(List.of(JobState.WAITING, JobState.CANCELLED), heardStates());
        queue.submit("fits in now", p -> { }, JobListener.NONE);
    }

    @Test
    void runningJobStopsAtItsNextReport() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        Job job = queue.submit("endless", p -> {
            for (long i = 0;; i++) {
                p.update(i, -1);
                started.countDown();
                Thread.sleep(1);
            }
        }, JobListener.NONE);
        assertTrue(started.await(10, TimeUnit.SECONDS));
        job.cancel();
        assertEnd(JobState.CANCELLED, job);
        Job next = queue.submit("next", p -> { }, JobListener.NONE);
        assertEnd(JobState.DONE, next);
    }

    @Test
    void failedJobKeepsItsMessageAndTheQueueGoesOn() throws Exception {
        Job bad = queue.submit("bad", p -> {
            throw new java.io.IOException("found 3, expected 4");
        }, JobListener.NONE);
        assertEnd(JobState.FAILED, bad);
        assertEquals("found 3, expected 4", bad.status().message());
        Job error = queue.submit("error", p -> {
            throw new OutOfMemoryError("too large");
        }, JobListener.NONE);
        assertEnd(JobState.FAILED, error);
        assertEnd(JobState.DONE, queue.submit("good", p -> { }, JobListener.NONE));
    }

    @Test
    void failingListenerDoesNoHarm() throws Exception {
        Job job = queue.submit("job", p -> p.update(1, 1), s -> {
            throw new IllegalStateException("listener");
        });
        assertEnd(JobState.DONE, job);
    }

    @Test
    void closeCancelsAllAndStopsTheThread() throws Exception {
        Job running = queue.submit("endless", p -> {
            while (true) {
                p.update(0, -1);
                Thread.sleep(1);
            }
        }, JobListener.NONE);
        Job waits = queue.submit("waits", p -> { }, JobListener.NONE);
        queue.close();
        assertEnd(JobState.CANCELLED, running);
        assertEnd(JobState.CANCELLED, waits);
        assertFalse(Thread.getAllStackTraces().keySet().stream()
                .anyMatch(t -> t.getName().equals("Montecat jobs") && t.isAlive()));
        assertThrows(IllegalStateException.class, () -> queue.submit("late", p -> { }, JobListener.NONE));
    }

    @Test
    void oldJobsAreForgottenRecentOnesKept() throws Exception {
        Job last = null;
        for (int i = 0; i < 150; i++) {
            last = queue.submit("job", p -> { }, JobListener.NONE);
            assertEnd(JobState.DONE, last);
        }
        assertTrue(queue.jobs().size() <= 101, "" + queue.jobs().size());
        assertTrue(queue.find(last.id()).isPresent());
        assertTrue(queue.find("job-1").isEmpty());
    }
}
