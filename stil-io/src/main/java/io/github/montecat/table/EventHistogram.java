package io.github.montecat.table;

import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.ogip.OgipKeyword;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import uk.ac.starlink.table.RowSequence;
import uk.ac.starlink.table.StarTable;

/**
 * The spectrum of an event list: its photons counted by PI or PHA channel.
 *
 * <p>The channels are those from TLMIN to TLMAX of the column, which STIL hands on as table parameters. They are not
 * used if most events contradict them, since a sender that leaves columns out does not renumber them. Otherwise there
 * are as many as the caller says (a bundle's), from 1 if an event has that very number and none has 0, and else from
 * 0. Events with a blank channel, or one outside, are left out.
 *
 * @param table a row per photon
 * @param name its name
 * @param column index of the column of channels
 * @param exposure where the exposure comes from
 * @param channelCount the number of channels where the list does not say
 */
record EventHistogram(StarTable table, String name, int column, ExposureSource exposure, OptionalInt channelCount)
        implements WholeSpectrum {

    private static final Logger LOG = Logger.getLogger(EventHistogram.class.getName());

    @Override
    public Spectrum read() throws UnfitSpectrumException, IOException {
        String columnName = table.getColumnInfo(column).getName();
        Map<Integer, Integer> events = new TreeMap<>();
        long total = 0;
        try (RowSequence rows = table.getRowSequence()) {
            while (rows.next()) {
                double channel = Math.floor(NumericCell.scalar(rows.getCell(column)));
                if (Math.abs(channel) <= Spectrum.MOST_CHANNELS) {
                    events.merge((int) channel, 1, Integer::sum);
                    total++;
                }
            }
        }
        if (total == 0) {
            throw new UnfitSpectrumException(FitFlag.EMPTY, "empty spectrum: " + name + " has no event with a "
                    + columnName + " channel");
        }
        double seconds = exposure.isConstant() ? exposure.of(null) : Double.NaN;
        if (Double.isNaN(seconds)) {
            throw new UnfitSpectrumException(FitFlag.NO_EXPOSURE, "the exposure comes from " + exposure.description()
                    + ", one value per event; a spectrum needs one, give it with --exposure SECONDS");
        }
        int[] range = range(columnName, events, total);
        double[] counts = new double[range[1] - range[0] + 1];
        events.forEach((channel, n) -> {
            if (channel >= range[0] && channel <= range[1]) {
                counts[channel - range[0]] = n;
            }
        });
        Spectrum spectrum = Spectrum.builder(counts).name(name).firstChannel(range[0]).exposure(seconds)
                .mission(text(OgipKeyword.TELESCOP), text(OgipKeyword.INSTRUME)).build();
        long outside = total - Math.round(spectrum.totalCounts());
        if (outside > 0) {
            LOG.log(Level.INFO, "{0}: {1} of {2} events are outside channels {3}-{4} and are left out",
                    new Object[] {name, outside, total, range[0], range[1]});
        }
        return spectrum;
    }

    private int[] range(String columnName, Map<Integer, Integer> events, long total) throws UnfitSpectrumException {
        OptionalInt low = StarTablePha.columnParameter(table, "TLMIN", column);
        OptionalInt high = StarTablePha.columnParameter(table, "TLMAX", column);
        if (low.isPresent() && high.isPresent() && high.getAsInt() - (long) low.getAsInt() < Spectrum.MOST_CHANNELS
                && high.getAsInt() > low.getAsInt()) {
            long inside = events.entrySet().stream()
                    .filter(e -> e.getKey() >= low.getAsInt() && e.getKey() <= high.getAsInt())
                    .mapToLong(Map.Entry::getValue).sum();
            if (2 * inside >= total) {
                return new int[] {low.getAsInt(), high.getAsInt()};
            }
        }
        int n = channelCount.orElseThrow(() -> new UnfitSpectrumException(FitFlag.WRONG_LENGTH, "event list " + name
                + " does not say how many " + columnName + " channels there are (TLMIN" + (column + 1) + " and TLMAX"
                + (column + 1) + "); name a bundle with --bundle, whose channels are then taken"));
        int first = events.containsKey(n) && !events.containsKey(0) ? 1 : 0;
        return new int[] {first, first + n - 1};
    }

    private String text(OgipKeyword keyword) {
        return StarTablePha.parameter(table, keyword.key()).map(v -> v.toString().trim()).orElse("");
    }
}
