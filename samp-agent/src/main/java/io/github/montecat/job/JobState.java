package io.github.montecat.job;

/** Where a job is on its way. */
public enum JobState {

    /** In the queue. */
    WAITING,
    /** At work. */
    RUNNING,
    /** Ended well. */
    DONE,
    /** Ended by an error. */
    FAILED,
    /** Ended because somebody no longer wanted it. */
    CANCELLED;

    /** @return whether the job has ended, in one way or another */
    public boolean isFinal() {
        return this == DONE || this == FAILED || this == CANCELLED;
    }
}
