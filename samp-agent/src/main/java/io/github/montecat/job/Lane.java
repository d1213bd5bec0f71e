package io.github.montecat.job;

import io.github.montecat.comparison.ModelSet;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.inference.ModelChoice;

/** Where a job of a {@link JobQueue} waits. Each lane has a thread, so that short jobs do not wait for long ones. */
public enum Lane {

    /** Work on whole tables. It may take hours. */
    BATCH("Montecat jobs"),
    /** Work that takes seconds and that somebody waits for, such as the posterior of one row. */
    INTERACTIVE("Montecat interactive jobs");

    /** Most spectra times samples of an interactive job: as many as the plugin's functions ask for at once. */
    private static final long MOST_INTERACTIVE = 64L * FitSettings.DEFAULT.samples();
    /** How much longer a spectrum takes whose likelihood is computed, roughly. */
    private static final int LIKELIHOOD = 8;

    private final String threadName;

    Lane(String threadName) {
        this.threadName = threadName;
    }

    /**
     * @param spectra number of spectra
     * @param settings how they are fitted
     * @param models their models
     * @return the lane for a fit of that size; a single spectrum is always interactive
     */
    public static Lane of(long spectra, FitSettings settings, ModelSet models) {
        return of(spectra == 1 ? 1 : spectra * models.size(), settings, models.first());
    }

    /**
     * @param spectra number of spectra
     * @param settings how they are fitted
     * @param model their model
     * @return the lane for a fit of that size; a single spectrum is always interactive
     */
    public static Lane of(long spectra, FitSettings settings, ModelChoice model) {
        double samples = (double) spectra * settings.samples()
                * (settings.refine() || model.always() ? LIKELIHOOD : 1);
        return spectra == 1 || samples <= MOST_INTERACTIVE ? INTERACTIVE : BATCH;
    }

    String threadName() {
        return threadName;
    }
}
