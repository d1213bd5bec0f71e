package io.github.montecat.progress;

import java.util.concurrent.CancellationException;

/**
 * Listener and off-switch of a long piece of work. The work calls {@link #update} between chunks, at least once a
 * second where it can, from any of its threads; an implementation must be safe for that and return quickly.
 */
@FunctionalInterface
public interface Progress {

    /** Takes no notice and never cancels. */
    Progress NONE = (done, total) -> { };

    /**
     * Reports progress.
     *
     * @param done units done so far
     * @param total units in all, or -1 if unknown
     * @throws CancellationException if the work is to stop; the worker lets it pass and leaves nothing half-written
     */
    void update(long done, long total);
}
