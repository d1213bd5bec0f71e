package io.github.montecat.event;

import io.github.montecat.error.ErrorSentence;
import io.github.montecat.region.Intervals;
import io.github.montecat.region.RegionCoordinates;
import io.github.montecat.source.SourcePolicy;
import io.github.montecat.table.TableInput;
import io.github.montecat.table.UnrecognisedTableException;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uk.ac.starlink.table.StarTable;

/**
 * An open event list: a row per photon, with its position and PI or PHA channel. Opening and closing belong to one thread;
 * otherwise safe for use by several.
 */
public final class EventFile implements Closeable {

    private static final List<String> CHANNELS = List.of("PI", "PHA", "PULSE_INVARIANT");

    private final EventLocation location;
    private final TableInput input;
    private final Intervals goodTimes;
    private final EventHeader header;
    private final int x;
    private final int y;
    private final int channel;

    private EventFile(EventLocation location, TableInput input, Intervals goodTimes, List<String> axes,
            Optional<String> channelColumn) throws IOException {
        this.location = location;
        this.input = input;
        this.goodTimes = goodTimes;
        header = new EventHeader(input.table());
        x = require(axes.get(0), "x position");
        y = require(axes.get(1), "y position");
        channel = channelColumn.isPresent() ? require(channelColumn.get(), "channel")
                : CHANNELS.stream().map(this::column).filter(c -> c >= 0).findFirst().orElse(-1);
    }

    /**
     * Opens an event list.
     *
     * @param location file and extension; its filter plays no part here
     * @param axes names of the two columns of positions, as DS9 bins them; empty for {@code X} and {@code Y}
     * @param channelColumn name of the column of channels, empty for PI or else PHA
     * @param policy what may be read
     * @return the open list
     * @throws IOException if it cannot or must not be read, or is no event list
     */
    public static EventFile open(EventLocation location, List<String> axes, Optional<String> channelColumn,
            SourcePolicy policy) throws IOException {
        TableInput input = open(location, policy);
        try {
            return new EventFile(location, input, GoodTimes.read(input), axes.size() == 2 ? axes : List.of("X", "Y"),
                    channelColumn);
        } catch (IOException | RuntimeException e) {
            input.close();
            throw e;
        }
    }

    private static TableInput open(EventLocation location, SourcePolicy policy) throws IOException {
        String place = location.file() + location.extension().map(e -> "#" + e).orElse("");
        try {
            return TableInput.open(place, Optional.empty(), policy);
        } catch (IOException e) {
            throw String.valueOf(e.getMessage()).contains(location.file()) ? e
                    : new IOException("cannot read events from " + place + ": " + ErrorSentence.of(e), e);
        }
    }

    private int column(String name) {
        StarTable table = input.table();
        for (int c = 0; c < table.getColumnCount(); c++) {
            if (name.equalsIgnoreCase(table.getColumnInfo(c).getName())
                    && Number.class.isAssignableFrom(table.getColumnInfo(c).getContentClass())) {
                return c;
            }
        }
        return -1;
    }

    private int require(String name, String what) throws UnrecognisedTableException {
        int c = column(name);
        if (c < 0) {
            throw new UnrecognisedTableException(input.name() + " is no event list with the " + what + " in a numeric "
                    + "column '" + name + "'; its columns are " + String.join(", ", columnNames()));
        }
        return c;
    }

    /** @return the file's name without its folders */
    public String name() {
        return input.name();
    }

    /** @return where it is */
    public EventLocation location() {
        return location;
    }

    /** @return the number of events */
    public long eventCount() {
        return input.table().getRowCount();
    }

    /** @return names of all columns */
    public List<String> columnNames() {
        List<String> names = new ArrayList<>();
        for (int c = 0; c < input.table().getColumnCount(); c++) {
            names.add(input.table().getColumnInfo(c).getName());
        }
        return names;
    }

    /** @return how positions lie on the sky and in DS9's image as it is when the file is loaded */
    public RegionCoordinates coordinates() {
        return header.coordinates(x, y);
    }

    /** @return the column of channels, empty if there is none */
    public Optional<String> channelColumn() {
        return channel < 0 ? Optional.empty() : Optional.of(columnNames().get(channel));
    }

    StarTable table() {
        return input.table();
    }

    EventHeader header() {
        return header;
    }

    Intervals goodTimes() {
        return goodTimes;
    }

    int xColumn() {
        return x;
    }

    int yColumn() {
        return y;
    }

    int channelIndex() {
        return channel;
    }

    int indexOf(String columnName) {
        return column(columnName);
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
