package io.github.montecat.job;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs the jobs of a lane one after another on a thread of its own. The thread ends by {@link #close} alone, whatever
 * jobs throw. Safe for use by several threads.
 */
final class LaneWorker {

    private static final Logger LOG = Logger.getLogger(LaneWorker.class.getName());

    private final Deque<Job> waiting = new ArrayDeque<>();
    private final Thread thread;
    private boolean closed;

    /** @param lane names the thread */
    LaneWorker(Lane lane) {
        thread = new Thread(this::work, lane.threadName());
        thread.setDaemon(true);
        thread.start();
    }

    /** @return how many jobs wait, those that were cancelled not counted */
    synchronized int waitingJobs() {
        waiting.removeIf(j -> j.status().state().isFinal());
        return waiting.size();
    }

    synchronized void add(Job job) {
        waiting.add(job);
        notifyAll();
    }

    /** Lets the thread end after the job that it runs. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    void join(long millis) throws InterruptedException {
        thread.join(millis);
    }

    private void work() {
        while (true) {
            try {
                Job job = next();
                if (job == null) {
                    return;
                }
                // A job that leaves the interrupt set must not stop the next one.
                Thread.interrupted();
                job.run();
            } catch (Throwable e) {
                // Errors of the virtual machine, such as that of a mapped file cut short, may come late.
                logSafely(e);
            }
        }
    }

    /** @return the next job, null after {@link #close} */
    private synchronized Job next() {
        while (waiting.isEmpty() && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                // Nobody but close() may stop this thread.
                continue;
            }
        }
        return closed ? null : waiting.remove();
    }

    private static void logSafely(Throwable error) {
        try {
            LOG.log(Level.WARNING, "a job ended by " + error.getClass().getName(), error);
        } catch (Throwable e) {
            // Without memory there is no log, but the next job may need less.
        }
    }
}
