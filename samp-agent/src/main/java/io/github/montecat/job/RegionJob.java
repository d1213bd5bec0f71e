package io.github.montecat.job;

import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.event.EventFile;
import io.github.montecat.event.EventFilter;
import io.github.montecat.event.ExtractionSettings;
import io.github.montecat.event.RegionExtractor;
import io.github.montecat.event.RegionSpectra;
import io.github.montecat.inference.FitRequest;
import io.github.montecat.inference.FitResult;
import io.github.montecat.progress.Progress;
import io.github.montecat.region.RegionCoordinates;
import io.github.montecat.region.RegionList;
import io.github.montecat.region.RegionParser;
import io.github.montecat.result.FitOutcome;
import io.github.montecat.result.ResultRows;
import io.github.montecat.result.ResultTable;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import uk.ac.starlink.table.StarTable;

/**
 * From an event list and regions to posteriors, again and again while the regions change: what stays the same is neither
 * counted nor fitted again. Keeps the event list open. Safe for use by several threads, one at a time.
 *
 * <pre>{@code
 * try (RegionJob job = RegionJob.open(request, plan)) {
 *     Optional<PhaFolder> pha = Optional.of(PhaFolder.replacing(folder));
 *     RegionJob.Outcome outcome = job.run(Files.readString(regions), pha, progress);
 * }
 * }</pre>
 */
public final class RegionJob implements Closeable {

    private final RegionRequest request;
    private final FitPlan plan;
    private final EventFile events;
    private final RegionCoordinates coordinates;
    private final RegionExtractor extractor;
    private Map<Object, FitResult> known = Map.of();

    /**
     * What became of regions.
     *
     * @param spectra their spectra
     * @param results one result per region, posteriors included
     * @param table a row per region
     * @param remarks what of the region file was left out
     * @param news what became of those that were fitted now, the others being known
     */
    public record Outcome(RegionSpectra spectra, List<FitResult> results, StarTable table, List<String> remarks,
            FitOutcome news) implements RowFitter {

        @Override
        public FitResult fitRow(long row, Progress progress) {
            return results.get(Math.toIntExact(row));
        }
    }

    private RegionJob(RegionRequest request, FitPlan plan, EventFile events) throws IOException {
        this.request = request;
        this.plan = plan;
        this.events = events;
        coordinates = request.binning().map(events.coordinates()::withBinning).orElse(events.coordinates());
        extractor = new RegionExtractor(events, EventFilter.parse(request.events().filter(), events.columnNames()),
                extraction());
    }

    /**
     * Opens the event list.
     *
     * @param request which events, and how they are read
     * @param plan how spectra are fitted
     * @return the job
     * @throws IOException if the list cannot be read, is none, or the filter does not go with it
     * @throws IllegalArgumentException if the plan has several models
     */
    public static RegionJob open(RegionRequest request, FitPlan plan) throws IOException {
        plan.requireOneModel("a fit of regions");
        EventFile events = EventFile.open(request.events(), request.axes(), plan.reading().column(),
                plan.reading().sources());
        try {
            return new RegionJob(request, plan, events);
        } catch (IOException | RuntimeException e) {
            events.close();
            throw e;
        }
    }

    /** The number of channels that all bundles in question share, for lists that do not say. */
    private ExtractionSettings extraction() {
        int[] channels = plan.library().bundles().stream()
                .filter(b -> plan.settings().bundle().map(b.name()::equals).orElse(true))
                .mapToInt(ModelBundle::channelCount).distinct().toArray();
        return new ExtractionSettings(request.exposure(), channels.length == 1 ? OptionalInt.of(channels[0])
                : OptionalInt.empty(), request.responseFile(), request.ancillaryFile());
    }

    /** @return the event list */
    public EventFile events() {
        return events;
    }

    /**
     * Makes and fits the spectra of regions.
     *
     * @param regions content of a region file
     * @param phaFolder folder for PHA files; empty to write none
     * @param progress counts events; may cancel
     * @return a row per region; what is wrong with one stands in its row
     * @throws IOException if the list can no longer be read or a PHA file not be written
     */
    public synchronized Outcome run(String regions, Optional<PhaFolder> phaFolder, Progress progress)
            throws IOException {
        RegionList list = RegionParser.parse(regions, coordinates);
        RegionSpectra spectra = extractor.extract(list, progress);
        if (phaFolder.isPresent()) {
            phaFolder.get().write(spectra, stem(), request.events().file());
        }
        Map<Object, FitResult> now = new HashMap<>();
        List<FitRequest> missing = new ArrayList<>();
        for (int row = 0; row < spectra.spectrumCount(); row++) {
            FitResult result = known.get(spectra.identity(row));
            if (result == null) {
                missing.add(spectra.request(row));
            } else {
                now.put(spectra.identity(row), result);
            }
        }
        // Counts events throughout; after the counting this only lets a job be cancelled.
        FitOutcome news = new FitOutcome();
        for (FitResult result : plan.fitter().fit(missing,
                (done, all) -> progress.update(events.eventCount(), events.eventCount()))) {
            now.put(spectra.identity((int) result.row()), result);
            news.add(result);
        }
        List<FitResult> results = new ArrayList<>();
        ResultRows rows = new ResultRows();
        for (int row = 0; row < spectra.spectrumCount(); row++) {
            FitResult result = now.get(spectra.identity(row));
            results.add(result.inRow(row));
            rows.add(results.get(row));
        }
        known = now;
        return new Outcome(spectra, List.copyOf(results), ResultTable.of(spectra, rows, plan.settings(), plan.columns()), list.remarks(),
                news);
    }

    /** @return how names of files about this list begin: its own name without suffixes */
    public String stem() {
        return events.name().replaceFirst("(?<=.)(\\.(fits|fit|evt|ftz|fz|gz|Z))+$", "")
                .replaceAll("[\\p{Cntrl}/\\\\]", "_");
    }

    @Override
    public void close() throws IOException {
        events.close();
    }
}
