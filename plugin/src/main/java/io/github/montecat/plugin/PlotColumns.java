package io.github.montecat.plugin;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import uk.ac.starlink.table.ArrayColumn;
import uk.ac.starlink.table.ColumnData;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.RowSequence;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.Tables;

/**
 * A type I spectrum with the columns that a plot needs, as far as the file tells them:
 * {@code E_MIN, E_MAX, ENERGY} (keV, the middle), {@code RATE_PER_S} and its error (count/s, not divided by AREASCAL,
 * background not subtracted) and {@code RATE_PER_KEV} and its error (count/s/keV). Errors are STAT_ERR where the file
 * has it and otherwise the square root of the counts. {@code QUALITY}, where the file has none, is that of its keyword
 * QUALITY, and otherwise 0 (good). A column of the file's own keeps its name and place before them.
 */
final class PlotColumns {

    private static final String RATE_UNIT = "count/s";
    private static final String DENSITY_UNIT = "count/s/keV";

    private final StarTable spectrum;
    private final int size;
    private final Map<String, Integer> columns = new HashMap<>();
    private final Optional<EnergyBounds> energies;

    /**
     * @param spectrum the SPECTRUM extension
     * @param energies energies of its channels, empty if unknown
     * @throws IOException if the table's data cannot be read
     */
    PlotColumns(StarTable spectrum, Optional<EnergyBounds> energies) throws IOException {
        this.spectrum = Tables.randomTable(spectrum);
        this.size = OgipFile.rows(this.spectrum);
        this.energies = energies;
        for (int i = 0; i < spectrum.getColumnCount(); i++) {
            columns.putIfAbsent(String.valueOf(spectrum.getColumnInfo(i).getName()).toUpperCase(Locale.ROOT), i);
        }
    }

    /**
     * @return the file's columns and those for plots, with random access; parameters and name are the file's
     * @throws IOException if the table's data cannot be read
     */
    StarTable table() throws IOException {
        ColumnStarTable table = ColumnStarTable.makeTableWithRows(size);
        for (int i = 0; i < spectrum.getColumnCount(); i++) {
            table.addColumn(new Original(spectrum, i));
        }
        double[] width = addEnergies(table);
        addRates(table, width);
        addQuality(table);
        table.setParameters(spectrum.getParameters());
        table.setName(spectrum.getName());
        table.setURL(spectrum.getURL());
        return table;
    }

    /** Adds the energy columns and returns the channels' widths in keV, null if unknown. */
    private double[] addEnergies(ColumnStarTable table) throws IOException {
        Optional<double[]> channels = values("CHANNEL");
        if (energies.isEmpty() || channels.isEmpty()) {
            return null;
        }
        double[] low = new double[size];
        double[] high = new double[size];
        double[] middle = new double[size];
        double[] width = new double[size];
        for (int i = 0; i < size; i++) {
            double[] bounds = energies.get().of((int) channels.get()[i]).orElse(new double[] {Double.NaN, Double.NaN});
            low[i] = bounds[0];
            high[i] = bounds[1];
            middle[i] = 0.5 * (low[i] + high[i]);
            width[i] = high[i] - low[i];
        }
        add(table, "E_MIN", low, "keV", "em.energy;stat.min", "lower energy of the channel");
        add(table, "E_MAX", high, "keV", "em.energy;stat.max", "upper energy of the channel");
        add(table, "ENERGY", middle, "keV", "em.energy", "middle of the channel's energies");
        return width;
    }

    private void addRates(ColumnStarTable table, double[] width) throws IOException {
        boolean isRate = columns.containsKey("RATE") && !columns.containsKey("COUNTS");
        Optional<double[]> measured = values(isRate ? "RATE" : "COUNTS");
        double exposure = exposure();
        if (measured.isEmpty() || !isRate && !(exposure > 0)) {
            return;
        }
        Optional<double[]> given = values("STAT_ERR");
        double[] rate = new double[size];
        double[] error = new double[size];
        for (int i = 0; i < size; i++) {
            double counts = isRate ? measured.get()[i] * exposure : measured.get()[i];
            rate[i] = isRate ? measured.get()[i] : counts / exposure;
            double inFileUnit = given.isPresent() ? given.get()[i] : Double.NaN;
            error[i] = given.isEmpty() ? Math.sqrt(counts) / exposure : isRate ? inFileUnit : inFileUnit / exposure;
        }
        add(table, "RATE_PER_S", rate, RATE_UNIT, "phot.count;em.X-ray", "count rate");
        add(table, "RATE_PER_S_ERR", error, RATE_UNIT, "stat.error;phot.count;em.X-ray", "error of the count rate");
        if (width != null) {
            add(table, "RATE_PER_KEV", perKev(rate, width), DENSITY_UNIT, "phot.count;em.X-ray",
                    "count rate per energy");
            add(table, "RATE_PER_KEV_ERR", perKev(error, width), DENSITY_UNIT, "stat.error;phot.count;em.X-ray",
                    "error of the count rate per energy");
        }
    }

    private void addQuality(ColumnStarTable table) {
        if (!columns.containsKey("QUALITY")) {
            int[] quality = new int[size];
            Arrays.fill(quality, OgipFile.keyword(spectrum, "QUALITY").filter(q -> q.matches("\\d{1,4}"))
                    .map(Integer::valueOf).orElse(0));
            ColumnInfo info = new ColumnInfo("QUALITY", Integer.class, "0 good, 1 bad, 2 dubious, 5 set bad by the user");
            info.setUCD("meta.code.qual");
            table.addColumn(ArrayColumn.makeColumn(info, quality));
        }
    }

    private static double[] perKev(double[] values, double[] width) {
        double[] result = new double[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = values[i] / width[i];
        }
        return result;
    }

    private double exposure() {
        try {
            return OgipFile.keyword(spectrum, "EXPOSURE").map(Double::valueOf).orElse(Double.NaN);
        } catch (NumberFormatException e) {
            // The keyword itself is shown among the parameters; without a number there is no rate to give.
            return Double.NaN;
        }
    }

    private Optional<double[]> values(String column) throws IOException {
        Integer index = columns.get(column);
        if (index == null) {
            return Optional.empty();
        }
        double[] values = new double[size];
        Arrays.fill(values, Double.NaN);
        try (RowSequence rows = spectrum.getRowSequence()) {
            for (int i = 0; rows.next(); i++) {
                Object cell = rows.getCell(index);
                if (cell instanceof Number) {
                    values[i] = ((Number) cell).doubleValue();
                }
            }
        }
        return Optional.of(values);
    }

    private void add(ColumnStarTable table, String name, double[] values, String unit, String ucd, String description) {
        if (columns.containsKey(name)) {
            return;
        }
        ColumnInfo info = new ColumnInfo(name, Double.class, description);
        info.setUnitString(unit);
        info.setUCD(ucd);
        table.addColumn(ArrayColumn.makeColumn(info, values));
    }

    /** A column of the file as it is. */
    private static final class Original extends ColumnData {

        private final StarTable source;
        private final int column;

        Original(StarTable source, int column) {
            super(source.getColumnInfo(column));
            this.source = source;
            this.column = column;
        }

        @Override
        public Object readValue(long row) throws IOException {
            return source.getCell(row, column);
        }
    }
}
