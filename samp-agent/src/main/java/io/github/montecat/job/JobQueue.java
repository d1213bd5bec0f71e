package io.github.montecat.job;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs jobs one after another on a thread of its own, in the order in which they came. Holds a bounded number of them
 * and remembers the last that ended. Safe for use by several threads.
 *
 * <pre>{@code
 * try (JobQueue queue = new JobQueue(16)) {
 *     Job job = queue.submit("sources.fits", progress -> fit(progress), JobListener.NONE);
 *     job.awaitEnd(1, TimeUnit.HOURS);
 * }
 * }</pre>
 */
public final class JobQueue implements AutoCloseable {

    private static final int REMEMBERED = 100;
    private static final long CLOSE_SECONDS = 5;

    private final int capacity;
    private final Deque<Job> waiting = new ArrayDeque<>();
    /** Every job that is not yet forgotten, by id, in the order of coming. */
    private final Map<String, Job> known = new LinkedHashMap<>();
    private final Thread worker = new Thread(this::work, "Montecat jobs");
    private long submitted;
    private boolean closed;

    /**
     * Starts an empty queue.
     *
     * @param capacity how many jobs may wait, the running one not counted; at least 1
     */
    public JobQueue(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity of the queue is " + capacity + ", expected 1 or more");
        }
        this.capacity = capacity;
        worker.setDaemon(true);
        worker.start();
    }

    /**
     * Puts a job at the end of the queue.
     *
     * @param name what it works on, for people
     * @param work what it does
     * @param listener hears of it from now on
     * @return the job
     * @throws QueueFullException if {@code capacity} jobs wait already
     * @throws IllegalStateException if the queue is closed
     */
    public Job submit(String name, JobWork work, JobListener listener) throws QueueFullException {
        Job job;
        synchronized (this) {
            requireRoom();
            job = new Job("job-" + ++submitted, name, work, listener);
            known.put(job.id(), job);
            forgetOld();
            // Announced under the lock, so that nobody hears of RUNNING before WAITING.
            job.announce();
            waiting.add(job);
            notifyAll();
        }
        return job;
    }

    /**
     * Checks beforehand that a job would be taken, to save the work of preparing it.
     *
     * @throws QueueFullException if {@code capacity} jobs wait already
     * @throws IllegalStateException if the queue is closed
     */
    public synchronized void requireRoom() throws QueueFullException {
        if (closed) {
            throw new IllegalStateException("the job queue is closed");
        }
        waiting.removeIf(j -> j.status().state().isFinal());
        if (waiting.size() >= capacity) {
            throw new QueueFullException("the queue is full: " + waiting.size() + " jobs wait, " + capacity
                    + " may; try again later or cancel one (montecat.job.list, montecat.job.cancel)");
        }
    }

    /** @return all jobs that wait or run and the last hundred that ended, in the order in which they came */
    public synchronized List<JobStatus> jobs() {
        List<JobStatus> list = new ArrayList<>();
        known.values().forEach(j -> list.add(j.status()));
        return list;
    }

    /**
     * @param id a job's id
     * @return the job, or empty if there is none of that id or it is forgotten
     */
    public synchronized Optional<Job> find(String id) {
        return Optional.ofNullable(known.get(id));
    }

    /** Cancels all jobs and waits up to five seconds for the running one to stop. */
    @Override
    public void close() {
        List<Job> open;
        synchronized (this) {
            closed = true;
            open = new ArrayList<>(known.values());
            notifyAll();
        }
        open.forEach(Job::cancel);
        try {
            worker.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void forgetOld() {
        long ended = known.values().stream().filter(j -> j.status().state().isFinal()).count();
        var all = known.values().iterator();
        while (ended > REMEMBERED && all.hasNext()) {
            if (all.next().status().state().isFinal()) {
                all.remove();
                ended--;
            }
        }
    }

    private void work() {
        while (true) {
            Job job;
            synchronized (this) {
                while (waiting.isEmpty() && !closed) {
                    try {
                        wait();
                    } catch (InterruptedException e) {
                        // Nobody but close() may stop this thread.
                        continue;
                    }
                }
                if (closed) {
                    return;
                }
                job = waiting.remove();
            }
            job.run();
        }
    }
}
