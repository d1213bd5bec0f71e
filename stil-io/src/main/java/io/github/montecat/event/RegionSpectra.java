package io.github.montecat.event;

import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.inference.FitRequest;
import io.github.montecat.ogip.PhaWriter;
import io.github.montecat.region.Region;
import io.github.montecat.region.RegionCoordinates;
import io.github.montecat.region.Shape;
import io.github.montecat.region.SkyFrame;
import io.github.montecat.spectrum.Spectrum;
import io.github.montecat.table.RequestSequence;
import io.github.montecat.table.SpectrumRows;
import io.github.montecat.table.SpectrumTableKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import uk.ac.starlink.table.StarTable;

/**
 * The spectra of an event list's regions, each with its background where there is one. Holds counts only; the event list may
 * be closed. Safe for use by several threads once PHA files are written.
 *
 * <p>BACKSCAL is the region's area over that of the field (the range of legal positions), or in square pixels where the
 * list states no range; source and background have the same denominator, so that their ratio is the ratio of areas.
 */
public final class RegionSpectra implements SpectrumRows {

    private final String name;
    private final List<Row> rows;
    private final Optional<ChannelRange> channels;
    private final EventExposure exposure;
    private final ExtractionSettings settings;
    private final String channelColumn;
    private final String telescope;
    private final String instrument;
    private final double fieldArea;
    private final RegionCoordinates coordinates;
    private final String[] files;

    /**
     * Events of a shape.
     *
     * @param area of the shape in square pixels
     * @param events number of events in it that pass the filter
     * @param channels those among them with a channel of the spectrum, per channel
     */
    record Extracted(double area, long events, int[] channels) {
    }

    /**
     * A region and its events.
     *
     * @param region the region
     * @param source its events
     * @param backgroundShape where its background comes from
     * @param background events of its background
     */
    record Row(Region region, Extracted source, Optional<Shape> backgroundShape, Optional<Extracted> background) {

        /** @return area of the source over that of the background, NaN without */
        double scale() {
            return background.map(b -> source.area / b.area).orElse(Double.NaN);
        }
    }

    RegionSpectra(EventFile events, Optional<ChannelRange> channels, EventExposure exposure,
            ExtractionSettings settings, List<Row> rows) {
        name = events.name();
        this.channels = channels;
        this.exposure = exposure;
        this.settings = settings;
        this.rows = List.copyOf(rows);
        channelColumn = events.channelColumn().orElse("");
        telescope = events.header().text("TELESCOP");
        instrument = events.header().text("INSTRUME");
        double field = span(events, events.xColumn()) * span(events, events.yColumn());
        fieldArea = Double.isNaN(field) ? 1 : field;
        coordinates = events.coordinates();
        files = new String[rows.size()];
    }

    private static double span(EventFile events, int column) {
        double width = events.header().number("TLMAX", column).orElse(Double.NaN)
                - events.header().number("TLMIN", column).orElse(Double.NaN);
        return width > 0 ? width : Double.NaN;
    }

    @Override
    public SpectrumTableKind kind() {
        return SpectrumTableKind.REGIONS;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String columnName() {
        return channelColumn;
    }

    @Override
    public String exposureSource() {
        return exposure.source();
    }

    @Override
    public long spectrumCount() {
        return rows.size();
    }

    @Override
    public FitRequest request(long row) {
        Row wanted = rows.get(Math.toIntExact(row));
        try {
            return FitRequest.of(row, spectrum(wanted));
        } catch (UnfitSpectrumException e) {
            return FitRequest.unreadable(row, e);
        }
    }

    @Override
    public RequestSequence requests() {
        return new RequestSequence() {
            private int next;

            @Override
            public List<FitRequest> next(int max) {
                List<FitRequest> chunk = new ArrayList<>();
                while (chunk.size() < max && next < rows.size()) {
                    chunk.add(request(next++));
                }
                return chunk;
            }

            @Override
            public void close() {
                next = rows.size();
            }
        };
    }

    /** @return the regions in order, malformed ones among them */
    public List<Region> regions() {
        return rows.stream().map(Row::region).toList();
    }

    /**
     * What the spectrum of a region depends on, the event list and its filter apart.
     *
     * @param row number of the region from 0
     * @return equal for regions with the same shape and background
     */
    public Object identity(int row) {
        Row r = rows.get(row);
        return List.of(Optional.ofNullable(r.region.shape()), r.backgroundShape, r.region.error());
    }

    private Spectrum spectrum(Row row) throws UnfitSpectrumException {
        if (row.region.error().isPresent()) {
            throw new UnfitSpectrumException(FitFlag.UNREADABLE, row.region.error().get());
        } else if (channels.isEmpty()) {
            throw new UnfitSpectrumException(FitFlag.WRONG_LENGTH, name + (channelColumn.isEmpty()
                    ? " has no column PI or PHA; name the column of channels with --column"
                    : " does not say how many " + channelColumn + " channels there are (TLMIN and TLMAX); name a bundle "
                            + "with --bundle, whose channels are then taken"));
        }
        Spectrum.Builder spectrum = part(row.source, name + " region " + row.region.id());
        if (row.background.isPresent()) {
            spectrum.background(part(row.background.get(), name + " background of region " + row.region.id()).build());
        }
        return spectrum.build();
    }

    /** The one place where responses meet the spectra: whatever refines a fit finds their names in the spectrum. */
    private Spectrum.Builder part(Extracted part, String title) {
        double[] scale = new double[part.channels.length];
        Arrays.fill(scale, part.area / fieldArea);
        return Spectrum.builder(Arrays.stream(part.channels).asDoubleStream().toArray()).name(title)
                .firstChannel(channels.orElseThrow().firstChannel()).exposure(exposure.seconds()).backScale(scale)
                .mission(telescope, instrument).responseFiles(settings.responseFile(), settings.ancillaryFile());
    }

    /** @return the names of the files that {@link #writePhaFiles} writes for a stem */
    public List<String> phaFileNames(String stem) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (request(i).spectrum() != null) {
                names.add(phaFile(stem, rows.get(i), ".pha"));
                if (rows.get(i).background.isPresent()) {
                    names.add(phaFile(stem, rows.get(i), "-bkg.pha"));
                }
            }
        }
        return names;
    }

    private static String phaFile(String stem, Row row, String ending) {
        return stem + "-" + row.region.id().replace('.', '_') + ending;
    }

    /**
     * Writes every spectrum as a PHA file, and its background beside it; the result table then names them.
     *
     * @param folder an existing folder
     * @param stem how the files' names begin; {@code STEM-REGION.pha} and {@code STEM-REGION-bkg.pha}
     * @return the number of spectra written; malformed regions have none
     * @throws IOException if one cannot be written
     */
    public int writePhaFiles(Path folder, String stem) throws IOException {
        int written = 0;
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            FitRequest request = request(i);
            if (request.spectrum() == null) {
                continue;
            }
            PhaWriter writer = PhaWriter.COUNTS.withHistory(List.of("Events of " + name, "in the region " + row.region.text(),
                    "Exposure from " + exposure.source()));
            if (row.background.isPresent()) {
                String background = phaFile(stem, row, "-bkg.pha");
                writer.as(PhaWriter.Content.BKG).write(folder.resolve(background),
                        request.spectrum().background().orElseThrow());
                writer = writer.withBackground(background);
            }
            Path path = folder.resolve(phaFile(stem, row, ".pha"));
            writer.write(path, request.spectrum());
            files[i] = path.toAbsolutePath().toString();
            written++;
        }
        return written;
    }

    @Override
    public StarTable resultBase() {
        RegionColumns columns = new RegionColumns(rows.size(), name);
        columns.text("region", "meta.id;meta.main", "number of the region in its file, with the part of a divided one",
                i -> rows.get(i).region.id());
        columns.text("name", "meta.id", "text beside the region", i -> blankless(rows.get(i).region.name()));
        columns.text("shape", "meta.note", "the region as written", i -> rows.get(i).region.text());
        columns.number("RA", "deg", "pos.eq.ra;meta.main", "right ascension of the region's centre, ICRS", i -> sky(i, 0));
        columns.number("DEC", "deg", "pos.eq.dec;meta.main", "declination of the region's centre, ICRS", i -> sky(i, 1));
        columns.number("X", "pixel", "pos.cartesian.x;instr.det", "centre in physical pixels",
                i -> rows.get(i).region.x());
        columns.number("Y", "pixel", "pos.cartesian.y;instr.det", "centre in physical pixels",
                i -> rows.get(i).region.y());
        columns.number("area", "pixel**2", "phys.area", "area of the region", i -> rows.get(i).region.shape() == null
                ? Double.NaN : rows.get(i).source.area);
        columns.number("counts", "count", "phot.count;em.X-ray", "events in the region that pass the filter",
                i -> rows.get(i).region.shape() == null ? Double.NaN : rows.get(i).source.events);
        columns.number("background_counts", "count", "phot.count;instr.background",
                "events in the background region, not scaled",
                i -> rows.get(i).background.map(b -> (double) b.events).orElse(Double.NaN));
        columns.number("background_scale", "", "stat.value;arith.ratio", "area of the region over that of its background",
                i -> rows.get(i).scale());
        columns.number("net_counts", "count", "phot.count;em.X-ray", "counts less scaled background; counts where there is "
                + "no background", this::net);
        columns.number("net_counts_err", "count", "stat.error;phot.count", "standard deviation of net_counts",
                this::netError);
        columns.number("exposure", "s", "time.duration;obs.exposure", "exposure: " + exposure.source(),
                i -> exposure.seconds());
        columns.text("pha_file", "meta.ref.url", "spectrum of the region", i -> files[i]);
        return columns.table();
    }

    private double net(int i) {
        Row row = rows.get(i);
        return row.region.shape() == null ? Double.NaN
                : row.source.events - row.background.map(b -> b.events * row.scale()).orElse(0.0);
    }

    private double netError(int i) {
        Row row = rows.get(i);
        return row.region.shape() == null ? Double.NaN : Math.sqrt(row.source.events
                + row.background.map(b -> b.events * row.scale() * row.scale()).orElse(0.0));
    }

    private double sky(int i, int axis) {
        Region region = rows.get(i).region;
        return coordinates.sky().flatMap(s -> s.toSky(SkyFrame.ICRS, region.x(), region.y())).map(p -> p[axis])
                .orElse(Double.NaN);
    }

    private static String blankless(String text) {
        return text.isBlank() ? null : text;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s: %d regions, %.6g s", name, rows.size(), exposure.seconds());
    }
}
