package io.github.montecat.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.inference.FitSettings;
import io.github.montecat.inference.ModelChoice;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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
        Job job = queue.submit("blocker", Lane.BATCH, p -> {
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
        Job job = queue.submit("two rows", Lane.BATCH, p -> {
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
        Job first = queue.submit("first", Lane.BATCH, p -> order.add("first " + Thread.currentThread().getName()),
                JobListener.NONE);
        Job second = queue.submit("second", Lane.BATCH, p -> order.add("second " + Thread.currentThread().getName()),
                JobListener.NONE);
        assertEquals(List.of(), order);
        gate.countDown();
        assertEnd(JobState.DONE, first);
        assertEnd(JobState.DONE, second);
        assertEquals(List.of("first Montecat jobs", "second Montecat jobs"), order);
    }

    @Test
    void interactiveJobsDoNotWaitForLongOnes() throws Exception {
        Job running = submitBlocker();
        for (int i = 0; i < CAPACITY; i++) {
            queue.submit("waits", Lane.BATCH, p -> { }, JobListener.NONE);
        }
        Job click = queue.submit("click", Lane.INTERACTIVE, p -> { }, JobListener.NONE);
        assertEnd(JobState.DONE, click);
        assertEquals(JobState.RUNNING, running.status().state());
        assertEquals(List.of("job-1", "job-2", "job-3", "job-4"), queue.jobs().stream().map(JobStatus::id).toList());
        queue.find("job-3").orElseThrow().cancel();
        assertEquals(JobState.CANCELLED, queue.find("job-3").orElseThrow().status().state());
    }

    @Test
    void lanesAreChosenByTheWork() {
        FitSettings usual = FitSettings.DEFAULT;
        assertEquals(Lane.INTERACTIVE, Lane.of(64, usual, ModelChoice.automatic()));
        assertEquals(Lane.BATCH, Lane.of(65, usual, ModelChoice.automatic()));
        assertEquals(Lane.BATCH, Lane.of(64, usual.refined(), ModelChoice.automatic()));
        assertEquals(Lane.INTERACTIVE, Lane.of(1, new FitSettings(1_000_000, 0, Optional.empty()).refined(), ModelChoice.automatic()));
        assertEquals(Lane.BATCH, Lane.of(Long.MAX_VALUE, usual, ModelChoice.automatic()));
    }

    @Test
    void fullQueueRefusesAndSaysBothNumbers() throws Exception {
        submitBlocker();
        for (int i = 0; i < CAPACITY; i++) {
            queue.submit("waits", Lane.BATCH, p -> { }, JobListener.NONE);
        }
        QueueFullException e = assertThrows(QueueFullException.class,
                () -> queue.submit("one too many", Lane.BATCH, p -> { }, JobListener.NONE));
        assertTrue(e.getMessage().contains("2 jobs wait, 2 may"), e.getMessage());
        assertEquals(1 + CAPACITY, queue.jobs().size());
    }

    @Test
    void cancelledWaitingJobMakesRoom() throws Exception {
        submitBlocker();
        Job waits = queue.submit("waits", Lane.BATCH, p -> { }, heard::add);
        queue.submit("waits too", Lane.BATCH, p -> { }, JobListener.NONE);
        queue.find(waits.id()).orElseThrow().cancel();
        assertEnd(JobState.CANCELLED, waits);
        assertEquals(List.of(JobState.WAITING, JobState.CANCELLED), heardStates());
        queue.submit("fits in now", Lane.BATCH, p -> { }, JobListener.NONE);
    }

    @Test
    void runningJobStopsAtItsNextReport() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        Job job = queue.submit("endless", Lane.BATCH, p -> {
            for (long i = 0;; i++) {
                p.update(i, -1);
                started.countDown();
                Thread.sleep(1);
            }
        }, JobListener.NONE);
        assertTrue(started.await(10, TimeUnit.SECONDS));
        job.cancel();
        assertEnd(JobState.CANCELLED, job);
        Job next = queue.submit("next", Lane.BATCH, p -> { }, JobListener.NONE);
        assertEnd(JobState.DONE, next);
    }

    @Test
    void failedJobKeepsItsMessageAndTheQueueGoesOn() throws Exception {
        Job bad = queue.submit("bad", Lane.BATCH, p -> {
            throw new java.io.IOException("found 3, expected 4");
        }, JobListener.NONE);
        assertEnd(JobState.FAILED, bad);
        assertEquals("found 3, expected 4", bad.status().message());
        Job error = queue.submit("error", Lane.BATCH, p -> {
            throw new OutOfMemoryError("too large");
        }, JobListener.NONE);
        assertEnd(JobState.FAILED, error);
        assertEnd(JobState.DONE, queue.submit("good", Lane.BATCH, p -> { }, JobListener.NONE));
    }

    @Test
    void failingListenerDoesNoHarm() throws Exception {
        Job job = queue.submit("job", Lane.BATCH, p -> p.update(1, 1), s -> {
            throw new IllegalStateException("listener");
        });
        assertEnd(JobState.DONE, job);
    }

    @Test
    void closeCancelsAllAndStopsTheThread() throws Exception {
        Job running = queue.submit("endless", Lane.BATCH, p -> {
            while (true) {
                p.update(0, -1);
                Thread.sleep(1);
            }
        }, JobListener.NONE);
        Job waits = queue.submit("waits", Lane.BATCH, p -> { }, JobListener.NONE);
        queue.close();
        assertEnd(JobState.CANCELLED, running);
        assertEnd(JobState.CANCELLED, waits);
        assertFalse(Thread.getAllStackTraces().keySet().stream()
                .anyMatch(t -> t.getName().matches("Montecat (interactive )?jobs") && t.isAlive()));
        assertThrows(IllegalStateException.class, () -> queue.submit("late", Lane.BATCH, p -> { }, JobListener.NONE));
    }

    @Test
    void anEndedJobHoldsNeitherItsWorkNorItsListener() throws Exception {
        Job[] job = new Job[1];
        WeakReference<Object> held = submitHolder(job);
        assertEnd(JobState.DONE, job[0]);
        while (held.get() != null) {
            System.gc();
            Thread.sleep(1);
        }
        assertTrue(queue.find(job[0].id()).isPresent());
    }

    /** Submits a job whose work and listener hold an object that nobody else holds. */
    private WeakReference<Object> submitHolder(Job[] job) throws Exception {
        Object object = new Object();
        job[0] = queue.submit("job", Lane.BATCH, p -> object.hashCode(), s -> object.hashCode());
        return new WeakReference<>(object);
    }

    @Test
    void oldJobsAreForgottenRecentOnesKept() throws Exception {
        Job last = null;
        for (int i = 0; i < 150; i++) {
            last = queue.submit("job", Lane.BATCH, p -> { }, JobListener.NONE);
            assertEnd(JobState.DONE, last);
        }
        assertTrue(queue.jobs().size() <= 101, "" + queue.jobs().size());
        assertTrue(queue.find(last.id()).isPresent());
        assertTrue(queue.find("job-1").isEmpty());
    }

    @Test
    void jobsInProgressHaveNamesOfTheirOwn() throws Exception {
        Job first = submitBlocker();
        Job second = queue.submit("blocker", Lane.INTERACTIVE, p -> gate.await(), JobListener.NONE);
        assertEquals("blocker", first.status().name());
        assertEquals("blocker (" + second.id() + ")", second.status().name());
        // One whose client has guessed what comes next.
        Job foreseen = queue.submit("blocker (job-4)", Lane.BATCH, p -> { }, JobListener.NONE);
        Job fourth = queue.submit("blocker", Lane.BATCH, p -> { }, JobListener.NONE);
        assertEquals(4, queue.jobs().stream().map(JobStatus::name).distinct().count(), () -> queue.jobs().toString());
        gate.countDown();
        for (Job job : List.of(first, second, foreseen, fourth)) {
            assertEnd(JobState.DONE, job);
        }
        assertEquals("blocker", queue.submit("blocker", Lane.BATCH, p -> { }, JobListener.NONE).status().name());
    }
}
