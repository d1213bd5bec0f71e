package io.github.montecat.job;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs jobs in two lanes. Each lane runs its jobs one after another on a thread of its own, in the order in which they
 * came. Holds a bounded number of jobs and remembers the last that ended. Safe for use by several threads.
 *
 * <pre>{@code
 * try (JobQueue queue = new JobQueue(16)) {
 *     Job job = queue.submit("sources.fits", Lane.BATCH, progress -> fit(progress), JobListener.NONE);
 *     job.awaitEnd(1, TimeUnit.HOURS);
 * }
 * }</pre>
 */
public final class JobQueue implements AutoCloseable {

    private static final int REMEMBERED = 100;
    private static final long CLOSE_SECONDS = 5;

    private final int capacity;
    /** Every job that is not yet forgotten, by id, in the order of coming. */
    private final Map<String, Job> known = new LinkedHashMap<>();
    private final Map<Lane, LaneWorker> workers = new EnumMap<>(Lane.class);
    private long submitted;
    private boolean closed;

    /**
     * Starts an empty queue.
     *
     * @param capacity how many jobs may wait in each lane, the running one not counted; at least 1
     */
    public JobQueue(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity of the queue is " + capacity + ", expected 1 or more");
        }
        this.capacity = capacity;
        for (Lane lane : Lane.values()) {
            workers.put(lane, new LaneWorker(lane));
        }
    }

    /**
     * Puts a job at the end of a lane.
     *
     * @param name what it works on, for people; the id is added if a job in progress has the name
     * @param lane where it waits
     * @param work what it does
     * @param listener hears of it from now on
     * @return the job
     * @throws QueueFullException if {@code capacity} jobs wait in the lane already
     * @throws IllegalStateException if the queue is closed
     */
    public synchronized Job submit(String name, Lane lane, JobWork work, JobListener listener)
            throws QueueFullException {
        requireRoom(lane);
        String id = "job-" + ++submitted;
        Job job = new Job(id, unlikeOthers(name, id), work, listener);
        known.put(job.id(), job);
        forgetOld();
        // Announced before it is added, so that nobody hears of RUNNING before WAITING.
        job.announce();
        workers.get(lane).add(job);
        return job;
    }

    /** Names come from clients, and people must be able to tell jobs in progress apart by them. */
    private String unlikeOthers(String name, String id) {
        String unlike = name;
        while (isInProgress(unlike)) {
            unlike += " (" + id + ")";
        }
        return unlike;
    }

    private boolean isInProgress(String name) {
        return known.values().stream().map(Job::status).anyMatch(s -> !s.state().isFinal() && s.name().equals(name));
    }

    /**
     * Checks beforehand that a job would be taken, to save the work of preparing it.
     *
     * @param lane where it is to wait
     * @throws QueueFullException if {@code capacity} jobs wait in the lane already
     * @throws IllegalStateException if the queue is closed
     */
    public synchronized void requireRoom(Lane lane) throws QueueFullException {
        if (closed) {
            throw new IllegalStateException("the job queue is closed");
        }
        int waiting = workers.get(lane).waitingJobs();
        if (waiting >= capacity) {
            throw new QueueFullException("the queue is full: " + waiting + " jobs wait, " + capacity
                    + " may; try again later or cancel one (montecat.job.list, montecat.job.cancel)");
        }
    }

    /**
     * Checks beforehand that there is room in one lane at least, where it is not known yet which one a job needs.
     *
     * @throws QueueFullException if {@code capacity} jobs wait in each lane already
     * @throws IllegalStateException if the queue is closed
     */
    public synchronized void requireSomeRoom() throws QueueFullException {
        if (workers.get(Lane.INTERACTIVE).waitingJobs() >= capacity) {
            requireRoom(Lane.BATCH);
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

    /** Cancels all jobs and waits up to five seconds for the running ones to stop. */
    @Override
    public void close() {
        List<Job> open;
        synchronized (this) {
            closed = true;
            open = new ArrayList<>(known.values());
        }
        workers.values().forEach(LaneWorker::close);
        open.forEach(Job::cancel);
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
            for (LaneWorker worker : workers.values()) {
                worker.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            }
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
}
