package io.github.montecat.job;

import io.github.montecat.error.ErrorSentence;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A piece of work in a {@link JobQueue}. Safe for use by several threads. */
public final class Job {

    private static final Logger LOG = Logger.getLogger(Job.class.getName());

    /** Null after the end, since an ended job is remembered for a while and the work may hold much. */
    private JobWork work;
    /** Takes no notice after the end, for the same reason. */
    private JobListener listener;
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile JobStatus status;
    private volatile boolean cancelled;

    Job(String id, String name, JobWork work, JobListener listener) {
        this.work = work;
        this.listener = listener;
        status = new JobStatus(id, name, JobState.WAITING, 0, -1, "");
    }

    /** @return its present status */
    public JobStatus status() {
        return status;
    }

    /** @return unique in its queue */
    public String id() {
        return status.id();
    }

    /**
     * Asks the job to stop: at once if it still waits, else at its next report of progress. Does nothing if it has
     * ended.
     */
    public void cancel() {
        cancelled = true;
        synchronized (this) {
            if (status.state() == JobState.WAITING) {
                become(JobState.CANCELLED, "");
            }
        }
    }

    /**
     * Waits for the end.
     *
     * @param timeout how long at most
     * @param unit of the time
     * @return whether the job has ended
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public boolean awaitEnd(long timeout, TimeUnit unit) throws InterruptedException {
        return end.await(timeout, unit);
    }

    void announce() {
        tell();
    }

    /** Runs the work on the caller's thread unless the job was cancelled before. */
    void run() {
        JobWork own;
        synchronized (this) {
            if (status.state() != JobState.WAITING) {
                return;
            }
            own = work;
            become(JobState.RUNNING, "");
        }
        try {
            own.run(this::update);
            become(JobState.DONE, "");
        } catch (CancellationException e) {
            become(JobState.CANCELLED, "");
        } catch (Exception e) {
            LOG.log(Level.FINE, "job " + id() + " failed", e);
            become(JobState.FAILED, ErrorSentence.of(e));
        } catch (Error e) {
            // The work may load classes, map files and take memory: an error of its own must end it alone.
            LOG.log(Level.WARNING, "job " + id() + " failed by " + e.getClass().getName(), e);
            become(JobState.FAILED, ErrorSentence.of(e));
        } finally {
            if (!status.state().isFinal()) {
                become(JobState.FAILED, "stopped by an error of the virtual machine");
            }
        }
    }

    private void update(long done, long total) {
        if (cancelled) {
            throw new CancellationException("job " + id() + " was cancelled");
        }
        synchronized (this) {
            status = new JobStatus(status.id(), status.name(), JobState.RUNNING, done, total, "");
            tell();
        }
    }

    private synchronized void become(JobState state, String message) {
        status = new JobStatus(status.id(), status.name(), state, status.done(), status.total(), message);
        try {
            tell();
        } finally {
            if (state.isFinal()) {
                work = null;
                listener = JobListener.NONE;
                end.countDown();
            }
        }
    }

    private synchronized void tell() {
        try {
            listener.changed(status);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "a listener of job " + id() + " failed: " + e, e);
        }
    }
}
