package io.github.montecat.cli.console;

import io.github.montecat.job.JobListener;
import io.github.montecat.job.JobState;
import io.github.montecat.job.JobStatus;

/**
 * Shows the progress of the job that runs in a queue, with its number since names repeat. Safe for use by several
 * threads.
 */
public final class JobDisplay implements JobListener {

    private final Console console;
    private String shownId = "";
    private ConsoleProgress shown;

    /** @param console where progress is shown */
    public JobDisplay(Console console) {
        this.console = console;
    }

    @Override
    public synchronized void changed(JobStatus status) {
        if (status.state() == JobState.RUNNING && status.total() > 1) {
            if (!shownId.equals(status.id())) {
                close();
                shownId = status.id();
                shown = console.progress(status.name() + " (" + status.id() + ")", "spectra");
            }
            if (shown != null) {
                shown.update(status.done(), status.total());
            }
        }
        // The rest of the job is sending, about which there will be a line of its own.
        if (status.id().equals(shownId) && (status.state().isFinal() || status.done() == status.total())) {
            close();
        }
    }

    private void close() {
        if (shown != null) {
            shown.close();
            shown = null;
        }
    }
}
