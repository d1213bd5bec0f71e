package io.github.montecat.plugin.window;

/** Where the user sees how a fit goes. Called on the event thread. */
interface FitDisplay {

    /**
     * @param done spectra done
     * @param total spectra in all, -1 if unknown
     * @param line the same in words, with the time left
     */
    void progress(long done, long total, String line);

    /** @param line what was done */
    void ended(String line);

    /** @param sentence what went wrong and what to do */
    void failed(String sentence);
}
