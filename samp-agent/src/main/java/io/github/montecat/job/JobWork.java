package io.github.montecat.job;

import io.github.montecat.progress.Progress;

/** What a job does. */
@FunctionalInterface
public interface JobWork {

    /**
     * Does the work on the queue's thread.
     *
     * @param progress to be told how far it is at least every few seconds; it throws a
     *        {@link java.util.concurrent.CancellationException} when the job is cancelled, which is to be let pass
     * @throws Exception if the work fails; the message is shown to users
     */
    void run(Progress progress) throws Exception;
}
