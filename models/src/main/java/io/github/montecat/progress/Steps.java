package io.github.montecat.progress;

/**
 * Where long work of several steps reports each of them. Steps follow one another: one is closed before the next
 * starts.
 */
@FunctionalInterface
public interface Steps {

    /** Takes no notice and never cancels. */
    Steps NONE = (label, unit) -> Step.of(Progress.NONE);

    /**
     * Begins a step.
     *
     * @param label what is done, such as {@code training}
     * @param unit plural of what is counted, such as {@code spectra}
     * @return what is told about it; closed when the step is over, well or not
     */
    Step start(String label, String unit);

    /** One step. */
    interface Step extends Progress, AutoCloseable {

        /**
         * @param progress what is told
         * @return a step with nothing to close
         */
        static Step of(Progress progress) {
            return new Step() {
                @Override
                public void update(long done, long total) {
                    progress.update(done, total);
                }

                @Override
                public void close() {
                    // Nothing is open.
                }
            };
        }

        /** Ends the step. */
        @Override
        void close();
    }
}
