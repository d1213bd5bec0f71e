package io.github.montecat.plugin.link;

/**
 * Hears how far a fit is, and may stop it; called from the thread that waits for it. Threads are not interrupted to stop
 * them: that would close the file under the table which the thread may be reading.
 */
@FunctionalInterface
public interface ProgressListener {

    /** Takes no notice. */
    ProgressListener NONE = (done, total) -> { };

    /**
     * @param done spectra done
     * @param total spectra in all, -1 while the job waits for others
     */
    void update(long done, long total);

    /** @return whether the fit is to stop; asked several times a second */
    default boolean isCancelled() {
        return false;
    }
}
