package io.github.montecat.plugin.window;

import io.github.montecat.plugin.link.AgentLink;
import io.github.montecat.plugin.link.FitParts;
import io.github.montecat.plugin.link.ProgressListener;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import javax.swing.SwingWorker;

/** Fits one row in the background and opens its posterior. Made on the event thread. */
final class PosteriorTask extends SwingWorker<String, Void> implements ProgressListener {

    private final FitSettings settings;
    private final long row;
    private final FitDisplay display;

    /**
     * @param settings what to fit and how
     * @param row number of the row; of no account where the whole table is one spectrum
     * @param display is told the result
     */
    PosteriorTask(FitSettings settings, long row, FitDisplay display) {
        this.settings = settings;
        this.row = row;
        this.display = display;
    }

    @Override
    protected String doInBackground() throws Exception {
        long[] rows = settings.isWholeTable() ? RowSelection.of(settings.model(), null) : new long[] {row};
        FitParts parts = AgentLink.shared().fit(settings.call(rows), this);
        FitTask.openPosterior(parts);
        return RowSummary.of(parts, settings.isWholeTable() ? "The spectrum" : "Row " + (row + 1));
    }

    @Override
    public void update(long done, long total) {
        // One row takes a moment.
    }

    @Override
    protected void done() {
        try {
            display.ended(get());
        } catch (CancellationException e) {
            display.ended("Cancelled");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            display.failed(FitTask.sentence(e.getCause()));
        }
    }
}
