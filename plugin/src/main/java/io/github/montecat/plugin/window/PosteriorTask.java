package io.github.montecat.plugin.window;

import io.github.montecat.plugin.link.AgentLink;
import io.github.montecat.plugin.link.FitParts;
import io.github.montecat.plugin.link.ProgressListener;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import javax.swing.SwingWorker;

/** Fits one row in the background and opens its posterior. Made on the event thread. */
final class PosteriorTask extends SwingWorker<FitParts, Void> implements ProgressListener {

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
    protected FitParts doInBackground() throws Exception {
        long[] rows = settings.isWholeTable() ? RowSelection.of(settings.model(), null) : new long[] {row};
        FitParts parts = AgentLink.shared().fit(settings.call(rows), this);
        FitTask.openPosterior(parts);
        return parts;
    }

    @Override
    public void update(long done, long total) {
        // One row takes a moment.
    }

    @Override
    protected void done() {
        try {
            FitParts parts = get();
            String line = RowSummary.of(parts, settings.isWholeTable() ? "The spectrum" : "Row " + (row + 1));
            if (parts.posterior().isPresent()) {
                display.ended(line);
            } else {
                display.failed(line);
            }
        } catch (IOException e) {
            display.failed(FitTask.sentence(e));
        } catch (CancellationException e) {
            display.ended("Cancelled");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            display.failed(FitTask.sentence(e.getCause()));
        }
    }
}
