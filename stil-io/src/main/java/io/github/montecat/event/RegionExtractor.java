package io.github.montecat.event;

import io.github.montecat.progress.ParallelTasks;
import io.github.montecat.progress.Progress;
import io.github.montecat.region.Bounds;
import io.github.montecat.region.Region;
import io.github.montecat.region.RegionList;
import io.github.montecat.region.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;
import uk.ac.starlink.table.RowAccess;

/**
 * Counts the events of a list in regions, in one pass over the list by all threads of the current fork-join pool. Needs
 * room for the counts, per thread and region one number per channel, whatever the number of events.
 *
 * <p>Remembers the shapes of the last list, so that regions which stay as they are cost nothing when others change. Safe for
 * use by several threads, one at a time.
 */
public final class RegionExtractor {

    private static final int REPORT_EVERY = 1 << 18;
    /** Counts per channel and region, of which each thread has its own. */
    private static final long MOST_NUMBERS = 1L << 26;
    /** What a malformed region holds. */
    private static final RegionSpectra.Extracted NOTHING = new RegionSpectra.Extracted(0, 0, new int[0]);

    private final EventFile events;
    private final EventFilter filter;
    private final ExtractionSettings settings;
    private Map<Shape, RegionSpectra.Extracted> known = Map.of();

    /**
     * @param events the list, which must stay open
     * @param filter which events count
     * @param settings what was said about the extraction
     */
    public RegionExtractor(EventFile events, EventFilter filter, ExtractionSettings settings) {
        this.events = events;
        this.filter = filter;
        this.settings = settings;
    }

    /** Events counted by a task: per shape those in it, and those in its channels. */
    private static final class Tally {

        private final long[] inside;
        private final int[][] channels;

        Tally(int shapes, int channelCount) {
            inside = new long[shapes];
            channels = new int[shapes][channelCount];
        }

        synchronized void add(Tally other) {
            for (int s = 0; s < inside.length; s++) {
                inside[s] += other.inside[s];
                for (int c = 0; c < channels[s].length; c++) {
                    channels[s][c] += other.channels[s][c];
                }
            }
        }
    }

    /**
     * Makes the spectra of regions.
     *
     * @param regions the regions
     * @param progress counts events; may cancel
     * @return their spectra, in memory
     * @throws IOException if the list can no longer be read
     */
    public synchronized RegionSpectra extract(RegionList regions, Progress progress) throws IOException {
        Optional<ChannelRange> channels = events.channelIndex() < 0 ? Optional.empty()
                : ChannelRange.find(events.header(), events.channelIndex(), settings.channelCount());
        Set<Shape> wanted = new LinkedHashSet<>();
        for (Region source : regions.sources()) {
            if (source.shape() != null) {
                wanted.add(source.shape());
                regions.backgroundOf(source).ifPresent(wanted::add);
            }
        }
        Map<Shape, RegionSpectra.Extracted> extracted = new HashMap<>(known);
        extracted.keySet().retainAll(wanted);
        List<Shape> missing = wanted.stream().filter(s -> !extracted.containsKey(s)).toList();
        long numbers = (long) missing.size() * channels.map(ChannelRange::count).orElse(0);
        if (numbers > MOST_NUMBERS) {
            throw new IOException(events.name() + " has " + channels.orElseThrow().count() + " channels, of which "
                    + missing.size() + " regions take " + numbers + " numbers, expected " + MOST_NUMBERS
                    + " at most; extract fewer regions at a time");
        }
        if (!missing.isEmpty()) {
            Tally tally = count(missing, channels, progress);
            for (int s = 0; s < missing.size(); s++) {
                extracted.put(missing.get(s), new RegionSpectra.Extracted(missing.get(s).area(), tally.inside[s],
                        tally.channels[s]));
            }
        }
        known = extracted;
        List<RegionSpectra.Row> rows = new ArrayList<>();
        for (Region source : regions.sources()) {
            Optional<Shape> background = source.shape() == null ? Optional.empty() : regions.backgroundOf(source);
            rows.add(new RegionSpectra.Row(source, extracted.getOrDefault(source.shape(), NOTHING), background,
                    background.map(extracted::get)));
        }
        return new RegionSpectra(events, channels, exposure(), settings, rows);
    }

    private EventExposure exposure() {
        EventExposure own = EventExposure.of(events.header(), events.goodTimes(), filter.limits("TIME"));
        return settings.exposure().isPresent()
                ? new EventExposure(settings.exposure().getAsDouble(), "the given " + settings.exposure().getAsDouble()
                        + " s") : own;
    }

    private Tally count(List<Shape> shapes, Optional<ChannelRange> channels, Progress progress) throws IOException {
        long rows = events.eventCount();
        Tally all = new Tally(shapes.size(), channels.map(ChannelRange::count).orElse(0));
        AtomicLong done = new AtomicLong();
        int parallelism = ForkJoinPool.getCommonPoolParallelism() + 1;
        int tasks = (int) Math.max(1, Math.min(4L * parallelism, rows / REPORT_EVERY));
        try {
            ParallelTasks.run(tasks, task -> {
                Tally part = new Tally(shapes.size(), channels.map(ChannelRange::count).orElse(0));
                try {
                    count(shapes, channels, part, rows * task / tasks, rows * (task + 1) / tasks,
                            n -> progress.update(done.addAndGet(n), rows));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                all.add(part);
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return all;
    }

    /** Told how many events more are done. */
    @FunctionalInterface
    private interface Step {
        void done(long events);
    }

    private void count(List<Shape> shapes, Optional<ChannelRange> channels, Tally tally, long from, long to, Step step)
            throws IOException {
        int[] filterColumns = filter.columns().stream().mapToInt(events::indexOf).toArray();
        double[] values = new double[filterColumns.length];
        Shape[] shape = shapes.toArray(Shape[]::new);
        Bounds[] bounds = new Bounds[shape.length];
        for (int s = 0; s < shape.length; s++) {
            bounds[s] = shape[s].bounds();
        }
        try (RowAccess cells = events.table().getRowAccess()) {
            long told = from;
            for (long row = from; row < to; row++) {
                if (row - told == REPORT_EVERY) {
                    step.done(REPORT_EVERY);
                    told = row;
                }
                cells.setRowIndex(row);
                double x = number(cells.getCell(events.xColumn()));
                double y = number(cells.getCell(events.yColumn()));
                boolean checked = false;
                double channel = Double.NaN;
                for (int s = 0; s < shape.length; s++) {
                    if (!bounds[s].contains(x, y) || !shape[s].contains(x, y)) {
                        continue;
                    }
                    if (!checked) {
                        // Most events lie in no region; only for the others is more of the row looked at.
                        for (int i = 0; i < values.length; i++) {
                            values[i] = number(cells.getCell(filterColumns[i]));
                        }
                        if (!filter.accepts(values)) {
                            break;
                        }
                        checked = true;
                        channel = channels.isPresent() ? number(cells.getCell(events.channelIndex())) : Double.NaN;
                    }
                    tally.inside[s]++;
                    int index = channels.isPresent() ? channels.get().index(channel) : -1;
                    if (index >= 0) {
                        tally.channels[s][index]++;
                    }
                }
            }
            step.done(to - told);
        }
    }

    private static double number(Object cell) {
        return cell instanceof Number n ? n.doubleValue() : Double.NaN;
    }
}
