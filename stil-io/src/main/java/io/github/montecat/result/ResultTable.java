package io.github.montecat.result;

import io.github.montecat.inference.FitSettings;
import io.github.montecat.table.SpectrumRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import uk.ac.starlink.table.DescribedValue;
import uk.ac.starlink.table.JoinStarTable;
import uk.ac.starlink.table.StarTable;

/**
 * The input's columns, untouched, followed by the summary columns: per parameter median, limits, mean and deviation,
 * then correlations, net counts, fluxes (as parameters), flags, reason, bundle, its SHA-256, seed, number of samples
 * and engine. Rows without a posterior keep their place, with blanks, a flag and a reason. A result column whose name
 * the input already uses, in any case, gets the suffix {@code _montecat}.
 *
 * <p>Levels stand in the columns' descriptions and, with model, priors, abundances, cross sections and the engine that ran,
 * in table parameters; the input's own parameters are kept where they do not clash.
 */
public final class ResultTable {

    /** Keywords of the input's FITS extension that are not true of the result. */
    private static final Set<String> STALE = Set.of("CHECKSUM", "DATASUM");

    private ResultTable() {
    }

    /**
     * Joins a table and its results.
     *
     * @param source the table of spectra; must stay open as long as the result is used
     * @param rows one outcome per spectrum; not to be added to afterwards
     * @param settings the settings of the fit
     * @return a table with one row per spectrum, random access if the source has it
     * @throws IOException if the source cannot be read
     * @throws IllegalArgumentException if the number of outcomes is not the number of spectra
     */
    public static StarTable of(SpectrumRows source, ResultRows rows, FitSettings settings) throws IOException {
        return of(source, rows, settings, ColumnStyle.MONTECAT);
    }

    /**
     * Joins a table and its results.
     *
     * @param source the table of spectra; must stay open as long as the result is used
     * @param rows one outcome per spectrum; not to be added to afterwards
     * @param settings the settings of the fit
     * @param style names and units of the columns
     * @return a table with one row per spectrum, random access if the source has it
     * @throws IOException if the source cannot be read
     * @throws IllegalArgumentException if the number of outcomes is not the number of spectra
     */
    public static StarTable of(SpectrumRows source, ResultRows rows, FitSettings settings, ColumnStyle style)
            throws IOException {
        requireAll(source, rows.size());
        return join(source, ResultColumns.of(rows, settings, columnNames(source), style),
                ParameterMetadata.provenance(rows.origins(), rows.engines(), settings), rows.outcome(), style);
    }

    static void requireAll(SpectrumRows source, long rows) throws IOException {
        if (rows != source.spectrumCount()) {
            throw new IllegalArgumentException(rows + " results for the " + source.spectrumCount()
                    + " spectra of table " + source.name());
        }
    }

    /** @return names of the columns of the input that come back */
    static ColumnNames columnNames(SpectrumRows source) throws IOException {
        StarTable base = source.resultBase();
        List<String> names = new ArrayList<>();
        for (int c = 0; c < base.getColumnCount(); c++) {
            names.add(base.getColumnInfo(c).getName());
        }
        return ColumnNames.of(names);
    }

    /**
     * @param source the table of spectra
     * @param results the columns of results, a row per spectrum
     * @param provenance table parameters about models and settings
     * @param outcome how many rows have a posterior
     * @param style names and units of the columns
     * @return the input's columns and these, with all table parameters
     */
    static StarTable join(SpectrumRows source, StarTable results, List<DescribedValue> provenance,
            FitOutcome outcome, ColumnStyle style) throws IOException {
        StarTable base = source.resultBase();
        JoinStarTable joined = new JoinStarTable(new StarTable[] {base, results});
        joined.setName(source.name() + (outcome.fitted() == 0 && source.spectrumCount() > 0 ? " not fitted"
                : " fitted"));
        List<DescribedValue> parameters = new ArrayList<>(provenance);
        parameters.add(ParameterMetadata.value("interval_levels", style.preset().levels(), "statistics in the columns of a quantity, by what "
                + "follows its name", "meta.note"));
        if (style.preset() != ColumnPreset.MONTECAT) {
            parameters.add(ParameterMetadata.value("column_names", style.preset().word(), "names and units of the columns "
                    + "are those of this catalogue", "meta.note"));
        }
        parameters.add(ParameterMetadata.value("spectrum_column", source.columnName(), "column with the spectra: "
                + source.kind().description(), "meta.note"));
        parameters.add(ParameterMetadata.value("exposure_source", source.exposureSource(),
                "where the exposures come from", "meta.note"));
        parameters.add(ParameterMetadata.value("fitted_rows", outcome.fitted(), "rows with a posterior",
                "meta.number"));
        parameters.add(ParameterMetadata.value(FitOutcome.PARAMETER, outcome.sentence(),
                "rows with a posterior and without one, by reasons", "meta.note"));
        List<DescribedValue> all = new ArrayList<>();
        for (DescribedValue p : base.getParameters()) {
            if (!STALE.contains(p.getInfo().getName())
                    && parameters.stream().noneMatch(q -> q.getInfo().getName().equals(p.getInfo().getName()))) {
                all.add(p);
            }
        }
        all.addAll(parameters);
        joined.setParameters(all);
        return joined;
    }
}
