package io.github.montecat.table;

import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.DescribedValue;
import uk.ac.starlink.table.RowData;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.ValueInfo;

/**
 * Where the exposures of a table's spectra come from: a number the user gave, a column, or a table parameter (which is
 * how FITS keywords arrive). A column is known by its name, in the order of {@link #NAMES}, or by the UCD
 * {@code time.duration;obs.exposure}; a column goes before a parameter, except where all rows make one spectrum.
 * Units of time are converted to s.
 */
final class ExposureSource {

    /** Names of exposures, without case, blanks and underscores, best first; {@code EXPTIME} can be a frame time. */
    private static final List<String> NAMES = List.of("exposure", "exposuretime", "texp", "texposure", "livetime",
            "ontime", "exptime", "exposures", "exposureks", "exptimes", "exptimeks", "livetimes", "ontimes", "exp",
            "expos");

    private final int column;
    private final double constant;
    private final double scale;
    private final String description;

    private ExposureSource(int column, double constant, double scale, String description) {
        this.column = column;
        this.constant = constant;
        this.scale = scale;
        this.description = description;
    }

    /**
     * @param table the table
     * @param stated what the user said: a number of seconds, or a column's or parameter's name
     * @param single whether all rows make one spectrum, so that parameters go before columns
     * @return the source of exposures, one without any if none is found
     * @throws UnrecognisedTableException if what the user said is neither, or a unit is no unit of time
     */
    static ExposureSource find(StarTable table, Optional<String> stated, boolean single)
            throws UnrecognisedTableException {
        if (stated.isPresent()) {
            return stated(table, stated.get().trim());
        }
        Optional<ExposureSource> column = amongColumns(table);
        Optional<ExposureSource> parameter = amongParameters(table);
        return (single ? parameter.or(() -> column) : column.or(() -> parameter))
                .orElse(new ExposureSource(-1, Double.NaN, 1, "nothing: the table has neither a column nor a parameter "
                        + "EXPOSURE, LIVETIME, ONTIME, EXPTIME or with UCD time.duration;obs.exposure (plain FITS sent "
                        + "by another program loses its keywords, VOTable keeps them)"));
    }

    private static Optional<ExposureSource> amongColumns(StarTable table) throws UnrecognisedTableException {
        for (String name : NAMES) {
            for (int c = 0; c < table.getColumnCount(); c++) {
                if (plain(table.getColumnInfo(c).getName()).equals(name)
                        && NumericCell.isScalar(table.getColumnInfo(c))) {
                    return Optional.of(ofColumn(table, c));
                }
            }
        }
        for (int c = 0; c < table.getColumnCount(); c++) {
            String ucd = table.getColumnInfo(c).getUCD();
            if (ucd != null && ucd.toLowerCase(Locale.ROOT).contains("obs.exposure")
                    && NumericCell.isScalar(table.getColumnInfo(c))) {
                return Optional.of(ofColumn(table, c));
            }
        }
        return Optional.empty();
    }

    private static Optional<ExposureSource> amongParameters(StarTable table) throws UnrecognisedTableException {
        for (String name : NAMES) {
            for (DescribedValue parameter : table.getParameters()) {
                if (plain(parameter.getInfo().getName()).equals(name) && parameter.getValue() instanceof Number) {
                    return Optional.of(ofParameter(parameter));
                }
            }
        }
        return Optional.empty();
    }

    private static ExposureSource stated(StarTable table, String stated) throws UnrecognisedTableException {
        try {
            return new ExposureSource(-1, Double.parseDouble(stated), 1, "the given " + stated + " s");
        } catch (NumberFormatException e) {
            // Not a number: it is a name.
        }
        List<String> names = new ArrayList<>();
        for (int c = 0; c < table.getColumnCount(); c++) {
            ColumnInfo info = table.getColumnInfo(c);
            if (info.getName().equalsIgnoreCase(stated)) {
                if (!NumericCell.isScalar(info)) {
                    throw new UnrecognisedTableException("exposure column " + info.getName() + " holds "
                            + info.getContentClass().getSimpleName() + ", expected a number of seconds per row");
                }
                return ofColumn(table, c);
            }
            if (NumericCell.isScalar(info)) {
                names.add(info.getName());
            }
        }
        for (DescribedValue parameter : table.getParameters()) {
            if (parameter.getInfo().getName().equalsIgnoreCase(stated) && parameter.getValue() instanceof Number) {
                return ofParameter(parameter);
            }
        }
        throw new UnrecognisedTableException("exposure '" + stated + "' is neither a number of seconds nor a column or "
                + "parameter of the table; its numeric columns are " + String.join(", ", names));
    }

    private static ExposureSource ofColumn(StarTable table, int column) throws UnrecognisedTableException {
        ColumnInfo info = table.getColumnInfo(column);
        return new ExposureSource(column, Double.NaN, seconds(info), "column " + info.getName());
    }

    private static ExposureSource ofParameter(DescribedValue parameter) throws UnrecognisedTableException {
        double scale = seconds(parameter.getInfo());
        return new ExposureSource(-1, ((Number) parameter.getValue()).doubleValue() * scale, 1,
                "parameter " + parameter.getInfo().getName());
    }

    private static double seconds(ValueInfo info) throws UnrecognisedTableException {
        String unit = info.getUnitString() == null ? "" : info.getUnitString().trim();
        if (unit.isEmpty()) {
            return plain(info.getName()).endsWith("ks") ? 1e3 : 1;
        }
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "s", "sec", "secs", "second", "seconds" -> 1;
            case "ks", "ksec", "kilosecond", "kiloseconds" -> 1e3;
            case "ms", "msec" -> 1e-3;
            case "min", "minute", "minutes" -> 60;
            case "h", "hr", "hour", "hours" -> 3600;
            case "d", "day", "days" -> 86400;
            default -> throw new UnrecognisedTableException("exposure " + info.getName() + " is in '" + unit
                    + "', expected a unit of time (s, ks, min, h, d); give the exposure in s or another column with "
                    + "--exposure");
        };
    }

    private static String plain(String name) {
        return name == null ? "" : name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** @return where exposures come from, in words */
    String description() {
        return description;
    }

    /** @return whether it is the same for all rows */
    boolean isConstant() {
        return column < 0;
    }

    /**
     * @param cells the row, may be null for a constant exposure
     * @return the exposure in s
     * @throws UnfitSpectrumException if there is none or it is not above 0
     * @throws IOException if the table cannot be read
     */
    double of(RowData cells) throws UnfitSpectrumException, IOException {
        double value = column < 0 ? constant : NumericCell.scalar(cells.getCell(column)) * scale;
        if (Double.isNaN(value)) {
            throw new UnfitSpectrumException(FitFlag.NO_EXPOSURE, column < 0
                    ? "no exposure: it comes from " + description
                            + "; give it with --exposure SECONDS or --exposure NAME"
                    : "no exposure: " + description + " is blank in this row");
        }
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new UnfitSpectrumException(FitFlag.NO_EXPOSURE, "exposure is " + value + " s (" + description
                    + "), expected a number above 0");
        }
        return value;
    }
}
