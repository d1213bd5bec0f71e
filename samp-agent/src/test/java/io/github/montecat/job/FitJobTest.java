package io.github.montecat.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.SmallBundle;
import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.inference.FitResult;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.progress.Progress;
import io.github.montecat.table.SpectrumTable;
import io.github.montecat.table.SpectrumTableSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.Tables;

@Timeout(60)
class FitJobTest {

    /** More than one chunk, and the last one not full. */
    private static final int ROWS = 150;

    @TempDir
    Path folder;

    private FitPlan plan;

    @BeforeEach
    void setUp() throws IOException {
        plan = new FitPlan(BundleLibrary.of(List.of(SmallBundle.make(folder))),
                new FitSettings(20, 5, Optional.empty()), SpectrumTableSettings.AUTOMATIC);
    }

    private FitJob job(StarTable table) throws IOException {
        SpectrumTable spectra = plan.recognise(Tables.randomTable(table));
        return new FitJob(spectra, plan);
    }

    private static Object cell(StarTable table, long row, String column) throws IOException {
        for (int c = 0; c < table.getColumnCount(); c++) {
            if (table.getColumnInfo(c).getName().equals(column)) {
                return table.getCell(row, c);
            }
        }
        throw new AssertionError("no column " + column);
    }

    @Test
    void resultsStandInTheRowsOfTheirSpectra() throws Exception {
        FitJob job = job(SmallBundle.spectra(ROWS));
        List<FitResult> heard = new ArrayList<>();
        StarTable table = job.fitAll(heard::add, Progress.NONE);
        assertEquals(ROWS, table.getRowCount());
        assertEquals(ROWS, heard.size());
        for (int row = 0; row < ROWS; row++) {
            assertEquals(row, heard.get(row).row());
            assertEquals(row + 1, cell(table, row, "id"));
            double median = heard.get(row).posterior().orElseThrow().summary(0).median();
            assertEquals(median, ((Number) cell(table, row, "PhoIndex")).doubleValue(), 1e-6 * Math.abs(median));
        }
    }

    @Test
    void oneRowAloneGivesTheSamplesItHasAmongAll() throws Exception {
        FitJob job = job(SmallBundle.spectra(ROWS));
        List<FitResult> all = new ArrayList<>();
        job.fitAll(all::add, Progress.NONE);
        for (int row : new int[] {0, 63, 64, ROWS - 1}) {
            FitResult alone = job.fitRow(row, Progress.NONE);
            assertArrayEquals(all.get(row).posterior().orElseThrow().column(1),
                    alone.posterior().orElseThrow().column(1));
        }
    }

    @Test
    void samplesDoNotDependOnThreads() throws Exception {
        FitJob job = job(SmallBundle.spectra(10));
        List<double[]> one = new ArrayList<>();
        List<double[]> two = new ArrayList<>();
        new ForkJoinPool(1).submit(() -> job.fitAll(r -> one.add(r.posterior().orElseThrow().column(0)),
                Progress.NONE)).get();
        new ForkJoinPool(2).submit(() -> job.fitAll(r -> two.add(r.posterior().orElseThrow().column(0)),
                Progress.NONE)).get();
        for (int row = 0; row < 10; row++) {
            assertArrayEquals(one.get(row), two.get(row));
        }
    }

    @Test
    void progressCountsRowsOfTheWholeTable() throws Exception {
        List<Long> done = new ArrayList<>();
        job(SmallBundle.spectra(ROWS)).fitAll(r -> { }, (d, total) -> {
            assertEquals(ROWS, total);
            synchronized (done) {
                done.add(d);
            }
        });
        assertEquals(0, done.get(0));
        assertEquals(ROWS, done.get(done.size() - 1));
        assertTrue(done.stream().allMatch(d -> d >= 0 && d <= ROWS), done.toString());
        assertTrue(done.stream().anyMatch(d -> d > 64 && d < ROWS), done.toString());
    }

    @Test
    void manySamplesAreFittedFewSpectraAtATime() throws Exception {
        plan = new FitPlan(plan.library(), new FitSettings(400_000, 5, Optional.empty()), plan.reading());
        List<Long> doneWhenHeard = new ArrayList<>();
        long[] done = {0};
        job(SmallBundle.spectra(5)).fitAll(r -> doneWhenHeard.add(done[0]), (d, total) -> {
            synchronized (done) {
                done[0] = Math.max(done[0], d);
            }
        });
        // Two at a time: the first is handed over when no more than two are done.
        assertEquals(List.of(2L, 2L, 4L, 4L, 5L), doneWhenHeard);
    }

    @Test
    void cancelPassesThrough() throws Exception {
        FitJob job = job(SmallBundle.spectra(ROWS));
        assertThrows(CancellationException.class, () -> job.fitAll(r -> { }, (done, total) -> {
            if (done >= 64) {
                throw new CancellationException();
            }
        }));
    }

    @Test
    void unknownBundleIsRefusedWithTheKnownOnes() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> new FitPlan(plan.library(),
                new FitSettings(1, 0, Optional.of("large-b")), SpectrumTableSettings.AUTOMATIC));
        assertTrue(e.getMessage().contains("large-b") && e.getMessage().contains(SmallBundle.NAME), e.getMessage());
    }

    @Test
    void withoutBundleAndResponseRowsSayWhatIsMissing() throws Exception {
        FitPlan empty = new FitPlan(BundleLibrary.of(List.of()), FitSettings.DEFAULT, SpectrumTableSettings.AUTOMATIC);
        FitResult result = new FitJob(empty.recognise(SmallBundle.spectra(1)), empty).fitRow(0, Progress.NONE);
        assertTrue(result.reason().contains("names no RMF (RESPFILE); give one with --rmf"), result.reason());
    }
}
