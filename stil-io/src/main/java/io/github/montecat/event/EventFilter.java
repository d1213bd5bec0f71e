package io.github.montecat.event;

import io.github.montecat.region.Intervals;
import java.util.List;
import java.util.Locale;

/**
 * A condition on the columns of an event list, in the language that DS9 and CIAO share: {@code pi>100&&pi<300},
 * {@code energy=500:7000}, {@code grade=0,2:4,6&&!(ccd_id==5)}, {@code time=3.1e8:3.2e8}. Ranges include both ends and may be
 * open at one. Immutable and safe for use by several threads.
 */
public final class EventFilter {

    private final List<String> columns;
    private final FilterNode.Condition condition;

    EventFilter(List<String> columns, FilterNode.Condition condition) {
        this.columns = List.copyOf(columns);
        this.condition = condition;
    }

    /**
     * @param text a filter, empty to let all events pass
     * @param known names of the event list's columns
     * @return the filter
     * @throws FilterSyntaxException if it cannot be understood or names another column; the message gives the position
     */
    public static EventFilter parse(String text, List<String> known) throws FilterSyntaxException {
        return text.isBlank() ? new EventFilter(List.of(), new FilterNode.Always())
                : new FilterParser(text, known).parse();
    }

    /** @return the columns it looks at, as the event list spells them, in the order in which {@link #accepts} wants them */
    public List<String> columns() {
        return columns;
    }

    /**
     * @param values of {@link #columns}, NaN where blank
     * @return whether the event passes
     */
    public boolean accepts(double[] values) {
        return condition.of(values);
    }

    /**
     * @param column a column's name, in any case
     * @return values of that column that can pass; conditions that are not plain limits are passed over
     */
    public Intervals limits(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).toLowerCase(Locale.ROOT).equals(column.toLowerCase(Locale.ROOT))) {
                return condition.limits(i);
            }
        }
        return Intervals.ALL;
    }
}
