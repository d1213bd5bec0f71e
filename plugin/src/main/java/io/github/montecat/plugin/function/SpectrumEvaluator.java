package io.github.montecat.plugin.function;

import io.github.montecat.plugin.link.AgentLink;
import io.github.montecat.plugin.link.Protocol;
import io.github.montecat.plugin.link.FitCall;
import io.github.montecat.plugin.link.ProgressListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.swing.SwingUtilities;
import uk.ac.starlink.table.StarTable;

/**
 * Results of spectra for functions: from memory, or from the agent, which is asked for many at a time. What is asked for
 * while the agent is busy goes with the next batch, together with what is guessed to be asked for next.
 *
 * <p>The event thread never waits: it gets NaN for what is not known yet, and windows are drawn again when it is. Safe for
 * use by several threads.
 */
final class SpectrumEvaluator {

    private static final Logger LOG = Logger.getLogger(SpectrumEvaluator.class.getName());
    private static final int REMEMBERED = 100_000;
    private static final int BATCH = 1024;
    /** After a failure, so that each row of a large table does not try to start an agent of its own. */
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final TableLookahead lookahead = new TableLookahead();
    private final Map<SpectrumKey, Map<String, Object>> known = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SpectrumKey, Map<String, Object>> eldest) {
            return size() > REMEMBERED;
        }
    };
    private final Map<SpectrumKey, PendingSpectrum> waiting = new LinkedHashMap<>();
    private final Map<SpectrumKey, PendingSpectrum> running = new HashMap<>();
    private final Set<String> quantiles = new LinkedHashSet<>();
    private final Set<String> complaints = new TreeSet<>();
    private boolean workerRuns;
    private boolean repaint;
    private long failedAt;
    private boolean failed;

    /**
     * @param counts counts per channel
     * @param exposure in s
     * @param column a column of results
     * @param quantile the quantile that the column is, null if it is one of the usual ones
     * @return its value; NaN where the spectrum cannot be fitted, or is not yet known and this is the event thread
     */
    double value(double[] counts, double exposure, String column, String quantile) {
        PendingSpectrum wanted = new PendingSpectrum(counts, exposure);
        boolean eventThread = SwingUtilities.isEventDispatchThread();
        boolean isNew;
        synchronized (this) {
            if (quantile != null) {
                quantiles.add(quantile);
            }
            Map<String, Object> result = known.get(wanted.key());
            if (result != null && (quantile == null || result.containsKey(column) || result.isEmpty())) {
                return number(result, column);
            } else if (failed && System.nanoTime() - failedAt < PAUSE_NANOS) {
                return Double.NaN;
            }
            repaint |= eventThread;
            PendingSpectrum same = quantile == null ? running.get(wanted.key()) : null;
            same = same == null ? waiting.get(wanted.key()) : same;
            isNew = same == null;
            if (same != null) {
                wanted = same;
            } else if (eventThread) {
                enqueue(Collections.singletonList(wanted));
            }
        }
        if (eventThread) {
            return Double.NaN;
        }
        if (isNew) {
            List<PendingSpectrum> batch = new ArrayList<>();
            batch.add(wanted);
            batch.addAll(lookahead.after(wanted));
            synchronized (this) {
                enqueue(batch);
                wanted = waiting.getOrDefault(wanted.key(), wanted);
            }
        }
        return await(wanted, column);
    }

    private double await(PendingSpectrum spectrum, String column) {
        try {
            return number(spectrum.result().get(), column);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Double.NaN;
        } catch (ExecutionException e) {
            // Said once, in the log, by the worker: a cell has no room for a sentence.
            return Double.NaN;
        }
    }

    private synchronized double number(Map<String, Object> result, String column) {
        Object value = result.get(column);
        if (value == null && !result.isEmpty() && !result.containsKey(column) && complaints.add(column)) {
            LOG.warning("The results have no '" + column + "'; they have " + result.keySet());
        }
        return value instanceof Number ? ((Number) value).doubleValue() : Double.NaN;
    }

    private void enqueue(List<PendingSpectrum> spectra) {
        for (PendingSpectrum s : spectra) {
            waiting.putIfAbsent(s.key(), s);
        }
        if (!workerRuns) {
            workerRuns = true;
            Thread worker = new Thread(this::work, "Montecat functions");
            worker.setDaemon(true);
            worker.start();
        }
    }

    private void work() {
        while (true) {
            List<PendingSpectrum> batch = new ArrayList<>();
            String asked;
            boolean draw;
            synchronized (this) {
                running.clear();
                draw = repaint && waiting.isEmpty();
                repaint &= !draw;
                workerRuns = !waiting.isEmpty();
                for (PendingSpectrum s : waiting.values()) {
                    if (batch.size() < BATCH
                            && (batch.isEmpty() || batch.get(0).counts().length == s.counts().length)) {
                        batch.add(s);
                    }
                }
                batch.forEach(s -> {
                    waiting.remove(s.key());
                    running.put(s.key(), s);
                });
                asked = String.join(" ", quantiles);
            }
            if (draw) {
                BlankCells.drawAgain();
            }
            if (batch.isEmpty()) {
                return;
            }
            evaluate(batch, asked);
        }
    }

    private void evaluate(List<PendingSpectrum> batch, String asked) {
        try {
            StarTable table = AgentLink.shared().fit(new FitCall("column function", new SpectrumBatch(batch))
                    .with("column", SpectrumBatch.COUNTS).with("exposure", SpectrumBatch.EXPOSURE)
                    .with("row-column", SpectrumBatch.ROW).with("quantiles", asked).with("posterior", "0"),
                    ProgressListener.NONE).columns().orElseThrow(() -> new IOException("the agent sent no columns"));
            List<Map<String, Object>> results = new ArrayList<>();
            for (int row = 0; row < batch.size(); row++) {
                results.add(row(table, row));
            }
            synchronized (this) {
                failed = false;
                for (int row = 0; row < batch.size(); row++) {
                    known.put(batch.get(row).key(), results.get(row));
                }
            }
            for (int row = 0; row < batch.size(); row++) {
                batch.get(row).result().complete(results.get(row));
            }
        } catch (IOException | InterruptedException | RuntimeException | OutOfMemoryError e) {
            LOG.log(e instanceof CancellationException ? Level.INFO : Level.WARNING,
                    "Spectra of a column function are left blank: " + e.getMessage());
            List<PendingSpectrum> lost = new ArrayList<>(batch);
            synchronized (this) {
                failed = true;
                failedAt = System.nanoTime();
                lost.addAll(waiting.values());
                waiting.clear();
            }
            lost.forEach(s -> s.result().completeExceptionally(e));
        }
    }

    /** The numbers of a row; none at all for a spectrum that could not be fitted. */
    private Map<String, Object> row(StarTable table, int row) throws IOException {
        Map<String, Object> map = new HashMap<>();
        for (int c = 0; c < table.getColumnCount(); c++) {
            String name = table.getColumnInfo(c).getName();
            Object cell = table.getCell(row, c);
            if (name.equals(Protocol.REASON) && cell != null && !cell.toString().isBlank()) {
                synchronized (this) {
                    if (complaints.size() < 100 && complaints.add(cell.toString())) {
                        LOG.warning("A spectrum of a column function could not be fitted: " + cell);
                    }
                }
                return Collections.emptyMap();
            } else if (cell instanceof Number) {
                map.put(name, cell);
            }
        }
        return map;
    }
}
