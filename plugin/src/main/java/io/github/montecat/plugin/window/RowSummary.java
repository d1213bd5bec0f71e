package io.github.montecat.plugin.window;

import io.github.montecat.plugin.link.FitOutcome;
import io.github.montecat.plugin.link.FitParts;
import io.github.montecat.plugin.link.Protocol;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import uk.ac.starlink.table.StarTable;

/** The result for one row in a line. */
final class RowSummary {

    private RowSummary() {
    }

    /**
     * @param parts what came back
     * @param what what was fitted, such as {@code Row 3}
     * @return parameters with their 68 % limits, or why there are none
     * @throws IOException if the results cannot be read
     */
    static String of(FitParts parts, String what) throws IOException {
        StarTable table = parts.columns().orElseGet(() -> parts.table().orElseThrow(IllegalStateException::new));
        Map<String, Object> cells = new LinkedHashMap<>();
        for (int c = 0; c < table.getColumnCount(); c++) {
            cells.put(table.getColumnInfo(c).getName(), table.getCell(0, c));
        }
        Object reason = cells.get(Protocol.REASON);
        String why = reason == null ? "" : reason.toString();
        if (!new FitOutcome(table).isAnyFitted()) {
            return what + " could not be fitted: " + why;
        }
        StringJoiner line = new StringJoiner(", ", what + ": ", "");
        cells.keySet().stream().filter(n -> cells.containsKey(n + Protocol.LOWER)).forEach(n -> line.add(n + " = "
                + number(cells.get(n)) + " (" + number(cells.get(n + Protocol.LOWER)) + " to "
                + number(cells.get(n + Protocol.UPPER))
                + ")"));
        return line + (why.isBlank() ? "" : ". Not refined: " + why);
    }

    private static String number(Object value) {
        return value instanceof Number ? String.format(Locale.ROOT, "%.4g", ((Number) value).doubleValue()) : "unknown";
    }
}
