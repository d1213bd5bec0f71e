package io.github.montecat.job;

import io.github.montecat.comparison.ComparingFitter;
import io.github.montecat.comparison.RowFits;
import io.github.montecat.inference.FitRequest;
import io.github.montecat.inference.FitResult;
import io.github.montecat.progress.Progress;
import io.github.montecat.result.ComparedRows;
import io.github.montecat.table.SpectrumRows;
import io.github.montecat.table.SpectrumTableKind;
import java.io.IOException;
import java.util.List;
import uk.ac.starlink.table.StarTable;

/**
 * Fits all spectra of a table, or one of them. Fits in chunks and reads ahead one chunk at most, so that memory does not
 * grow with the table but for a summary per row. Immutable; safe for use by several threads as far as the table is.
 *
 * <pre>{@code
 * FitJob job = new FitJob(plan.recognise(table), plan);
 * StarTable result = job.fitAll(result -> { }, progress);
 * }</pre>
 */
public final class FitJob implements RowFitter {

    private static final int CHUNK = 64;
    /** Files may be far away, and spectra may have a response each, which takes memory. */
    private static final int CHUNK_OF_FILES = 8;
    /** Each source may have many spectra with files and a response each. */
    private static final int CHUNK_OF_SOURCES = 2;
    /** Samples in memory at a time, if one spectrum has not more. */
    private static final int SAMPLES_AT_ONCE = 1_000_000;

    private final SpectrumRows source;
    private final FitPlan plan;
    private final ComparingFitter fitter;

    /** Hears of every row's result while its posterior is still there. */
    @FunctionalInterface
    public interface ResultListener {

        /**
         * @param result the outcome of a row, with the number of the plan's row column; rows come in order. With
         *        several models it is that of {@link RowFits#preferred}.
         * @throws IOException if it cannot be written; ends the job
         */
        void fitted(FitResult result) throws IOException;

        /**
         * @param fits the outcomes of a row with all models
         * @throws IOException if they cannot be written; ends the job
         */
        default void compared(RowFits fits) throws IOException {
            fitted(fits.preferred());
        }
    }

    /**
     * @param source the spectra; must stay open while this object is in use
     * @param plan how they are fitted
     * @throws IllegalArgumentException if this machine has no engine of the kind that the plan asks for
     */
    public FitJob(SpectrumRows source, FitPlan plan) {
        this.source = source;
        this.plan = plan;
        this.fitter = plan.comparingFitter();
    }

    /**
     * Fits all spectra.
     *
     * @param listener hears of every row
     * @param progress counts spectra; may cancel
     * @return the input's columns with the results', a row per spectrum; reads from the source
     * @throws IOException if the table can no longer be read; a bad spectrum is a row with a reason, no error
     */
    public StarTable fitAll(ResultListener listener, Progress progress) throws IOException {
        long total = source.spectrumCount();
        int chunkSize = Math.max(1, Math.min(SAMPLES_AT_ONCE / plan.settings().samples() / plan.models().size(),
                !source.grouping().isEmpty() ? CHUNK_OF_SOURCES
                        : source.kind() == SpectrumTableKind.PHA_FILES ? CHUNK_OF_FILES : CHUNK));
        ComparedRows rows = new ComparedRows(plan.models());
        RowNumbers numbers = RowNumbers.of(source, plan.rowColumn());
        progress.update(0, total);
        try (ReadAhead requests = new ReadAhead(source.requests(), chunkSize)) {
            for (List<FitRequest> chunk = requests.next(chunkSize); !chunk.isEmpty();
                    chunk = requests.next(chunkSize)) {
                long before = rows.size();
                for (RowFits fits : fitter.fit(numbers.number(chunk),
                        (done, n) -> progress.update(before + done, total))) {
                    listener.compared(fits);
                    rows.add(fits.inRow(rows.size()));
                }
                progress.update(rows.size(), total);
            }
        }
        return rows.table(source, plan.settings(), plan.columns());
    }

    @Override
    public FitResult fitRow(long row, Progress progress) throws IOException {
        List<FitRequest> one = RowNumbers.of(source, plan.rowColumn()).number(List.of(source.request(row)));
        return fitter.fit(one, progress).get(0).preferred();
    }
}
