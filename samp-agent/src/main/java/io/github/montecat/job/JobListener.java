package io.github.montecat.job;

/**
 * Hears of a job's states and progress. Called from the thread that made the change: the queue's or, when a waiting job
 * is put in or taken out, the caller's; never from two at once for one job. Must return quickly; what it throws is
 * logged and does not harm the job.
 */
@FunctionalInterface
public interface JobListener {

    /** Takes no notice. */
    JobListener NONE = status -> { };

    /**
     * @param status the job's present status
     */
    void changed(JobStatus status);
}
