package io.github.montecat.plugin.window;

import io.github.montecat.plugin.link.AgentLink;
import io.github.montecat.plugin.link.FitOutcome;
import io.github.montecat.plugin.link.FitParts;
import io.github.montecat.plugin.link.ProgressListener;
import io.github.montecat.plugin.table.ResultColumns;
import java.lang.reflect.InvocationTargetException;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.swing.SwingUtilities;
import javax.swing.SwingWorker;
import uk.ac.starlink.table.ColumnData;
import uk.ac.starlink.table.DescribedValue;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.topcat.BitsRowSubset;
import uk.ac.starlink.topcat.ControlWindow;
import uk.ac.starlink.topcat.RowSubset;
import uk.ac.starlink.topcat.TopcatModel;

/**
 * A fit of many rows, in the background: sends the spectra, waits, and appends the results to their table. The table is
 * not touched before all results are here. Made and told of its progress on the event thread.
 */
final class FitTask extends SwingWorker<FitTask.Ending, long[]> {

    /** Name of the subset of rows that were not fitted. */
    private static final String UNFIT = "not_fitted";
    private static final Logger LOG = Logger.getLogger(FitTask.class.getName());

    private final FitSettings settings;
    private final RowSubset subset;
    private final Set<ColumnGroup> groups;
    private final FitDisplay display;
    private final TimeLeft timeLeft = new TimeLeft();

    /**
     * @param settings what to fit and how
     * @param subset the rows
     * @param groups the columns to add
     * @param display shows how it goes
     */
    FitTask(FitSettings settings, RowSubset subset, Set<ColumnGroup> groups, FitDisplay display) {
        this.settings = settings;
        this.subset = subset;
        this.groups = groups;
        this.display = display;
    }

    @Override
    protected Ending doInBackground() throws Exception {
        TopcatModel model = settings.model();
        long[] rows = RowSelection.of(model, subset);
        if (rows.length == 0) {
            return new Ending("The subset has no rows: nothing was fitted", false);
        }
        publish(new long[] {0, rows.length});
        FitParts parts = AgentLink.shared().fit(settings.call(rows), new ProgressListener() {
            @Override
            public void update(long done, long total) {
                publish(new long[] {done, total});
            }

            @Override
            public boolean isCancelled() {
                return FitTask.this.isCancelled();
            }
        });
        if (parts.columns().isEmpty()) {
            StarTable table = parts.table().orElseThrow(IllegalStateException::new);
            boolean fitted = new FitOutcome(table).isAnyFitted();
            String name = model.getLabel() + (fitted ? " fitted" : " not fitted");
            SwingUtilities.invokeLater(() -> ControlWindow.getInstance(false).addTable(table, name, false));
            openPosterior(parts);
            return new Ending(RowSummary.of(parts, "The spectrum") + ". The results are the new table '" + name + "'",
                    fitted);
        }
        StarTable table = parts.columns().get();
        FitOutcome outcome = new FitOutcome(table);
        ResultColumns results = new ResultColumns(table, rows, model.getDataModel(),
                name -> ColumnGroup.isWanted(groups, name));
        String added = append(model, results);
        String subset = addSubset(model, outcome.unfit(rows));
        return new Ending(outcome.sentence() + ". " + added + subset, outcome.isAnyFitted());
    }

    /** What the user is told at the end, and whether anything was fitted. */
    static final class Ending {

        private final String line;
        private final boolean good;

        private Ending(String line, boolean good) {
            this.line = line;
            this.good = good;
        }
    }

    /** The rows that were not fitted, to be looked at. */
    private static String addSubset(TopcatModel model, BitSet unfit)
            throws InterruptedException, InvocationTargetException {
        if (unfit.isEmpty()) {
            return "";
        }
        StringBuilder name = new StringBuilder();
        SwingUtilities.invokeAndWait(() -> {
            Set<String> taken = new HashSet<>();
            model.getSubsets().forEach(s -> taken.add(s.getName()));
            name.append(UNFIT);
            for (int n = 2; taken.contains(name.toString()); n++) {
                name.replace(0, name.length(), UNFIT + "_" + n);
            }
            model.addSubset(new BitsRowSubset(name.toString(), unfit));
        });
        return ". The rows that were not fitted are the subset '" + name + "'";
    }

    /** Opens the posterior, if there is one, as a table in TOPCAT. */
    static void openPosterior(FitParts parts) {
        parts.posterior().ifPresent(posterior -> SwingUtilities.invokeLater(
                () -> ControlWindow.getInstance(false).addTable(posterior, posterior.getName(), false)));
    }

    /** One column at a time, so that the event thread can do other things between them. */
    private static String append(TopcatModel model, ResultColumns results)
            throws InterruptedException, InvocationTargetException {
        for (ColumnData column : results.columns()) {
            SwingUtilities.invokeAndWait(() -> model.appendColumn(column));
        }
        for (DescribedValue parameter : results.parameters()) {
            SwingUtilities.invokeAndWait(() -> model.addParameter(parameter));
        }
        List<ColumnData> columns = results.columns();
        return "Added " + columns.size() + " columns to '" + model.getLabel() + "', from "
                + columns.get(0).getColumnInfo().getName() + " to "
                + columns.get(columns.size() - 1).getColumnInfo().getName();
    }

    @Override
    protected void process(List<long[]> news) {
        if (!isDone()) {
            long[] last = news.get(news.size() - 1);
            display.progress(last[0], last[1], timeLeft.describe(last[0], last[1]));
        }
    }

    @Override
    protected void done() {
        try {
            Ending ending = get();
            if (ending.good) {
                display.ended(ending.line);
            } else {
                display.failed(ending.line);
            }
        } catch (CancellationException e) {
            display.ended("Cancelled. The table is as it was");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            display.failed(sentence(e.getCause()));
        }
    }

    /** @return what the user is told of an error */
    static String sentence(Throwable error) {
        if (error instanceof CancellationException) {
            return "The job was cancelled in the agent. The table is as it was";
        }
        LOG.log(Level.INFO, "fit failed", error);
        String message = error.getMessage();
        return error instanceof OutOfMemoryError ? "TOPCAT has too little memory for this table; fit a subset, or start it "
                + "with more (-Xmx)" : message == null ? "internal error: " + error : message;
    }
}
