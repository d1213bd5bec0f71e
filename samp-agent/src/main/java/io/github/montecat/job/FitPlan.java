package io.github.montecat.job;

import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.comparison.ComparingFitter;
import io.github.montecat.comparison.ModelSet;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.inference.ModelChoice;
import io.github.montecat.inference.SpectrumFitter;
import io.github.montecat.ogip.ResponseFiles;
import io.github.montecat.result.ColumnStyle;
import io.github.montecat.table.SourceRows;
import io.github.montecat.table.SpectrumRows;
import io.github.montecat.table.SpectrumTable;
import io.github.montecat.table.SpectrumTableSettings;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import uk.ac.starlink.table.StarTable;

/**
 * How a table is to be read and fitted. Immutable and safe for use by several threads.
 *
 * @param library bundles to choose from
 * @param settings samples, seed, engine, and an explicit bundle
 * @param reading what was said about the table
 * @param rowColumn column with the numbers that the rows have elsewhere, from 0: a row is then fitted as it would be
 *        there, where it may be one of many; empty to count the rows
 * @param responses finds the responses that spectra are fitted or refined with
 * @param models the model of spectra that no bundle fits, or of all; or several, which all spectra are fitted with
 * @param columns names and units of the result's columns
 */
public record FitPlan(BundleLibrary library, FitSettings settings, SpectrumTableSettings reading,
        Optional<String> rowColumn, ResponseFiles responses, ModelSet models, ColumnStyle columns) {

    /** Checks that the bundle that is asked for is in the library. */
    public FitPlan {
        Objects.requireNonNull(reading);
        Objects.requireNonNull(rowColumn);
        settings.bundle().filter(b -> library.find(b).isEmpty()).ifPresent(b -> {
            throw new RefusedValueException("there is no bundle '" + b + "'; known: "
                    + library.bundles().stream().map(ModelBundle::name).collect(Collectors.joining(", ")));
        });
    }

    /** A plan with one model. */
    public FitPlan(BundleLibrary library, FitSettings settings, SpectrumTableSettings reading,
            Optional<String> rowColumn, ResponseFiles responses, ModelChoice model) {
        this(library, settings, reading, rowColumn, responses, ModelSet.of(model), ColumnStyle.MONTECAT);
    }

    /**
     * A plan for a table whose rows are counted from 0 and whose spectra name their responses.
     *
     * @param library bundles to choose from
     * @param settings samples, seed, and an explicit bundle
     * @param reading what was said about the table
     */
    public FitPlan(BundleLibrary library, FitSettings settings, SpectrumTableSettings reading) {
        this(library, settings, reading, Optional.empty(), new ResponseFiles(), ModelChoice.automatic());
    }

    /**
     * @param other how a table is read
     * @return the same plan for that; nothing of the responses that were read is kept
     */
    public FitPlan reading(SpectrumTableSettings other) {
        return new FitPlan(library, settings, other, rowColumn, responses.within(List.of()), models, columns);
    }

    /**
     * @param other samples, seed, bundle, engine and refinement
     * @return the same plan with these
     */
    public FitPlan with(FitSettings other) {
        return new FitPlan(library, other, reading, rowColumn, responses, models, columns);
    }

    /**
     * Recognises the spectra of a table. Where an event list does not say how many channels there are, the bundle's
     * number is taken, or that of all bundles if it is the same.
     *
     * @param table a table with random access
     * @return its spectra
     * @throws IOException if it holds none, it is not clear where, or the table cannot be read
     */
    public SpectrumTable recognise(StarTable table) throws IOException {
        int[] channels = library.bundles().stream()
                .filter(b -> settings.bundle().map(b.name()::equals).orElse(true))
                .mapToInt(ModelBundle::channelCount).distinct().toArray();
        return SpectrumTable.of(table, channels.length == 1 && reading.channelCount().isEmpty()
                ? reading.withChannelCount(channels[0]) : reading);
    }

    /**
     * Recognises the spectra of a table, and which of them are fitted together.
     *
     * @param table a table with random access
     * @return its spectra, or the sources that they are of
     * @throws IOException as {@link #recognise} does, or if there is no column that sources are told by
     */
    public SpectrumRows sources(StarTable table) throws IOException {
        return reading.grouping().isNone() ? recognise(table) : SourceRows.of(table, reading);
    }

    /** @return the model, the first of several */
    public ModelChoice model() {
        return models.first();
    }

    /**
     * @param what what takes one model, such as {@code a report}
     * @return the same plan
     * @throws RefusedValueException if it has several models
     */
    public FitPlan requireOneModel(String what) {
        if (models.size() > 1) {
            throw new RefusedValueException(what + " takes one model, got " + models.size() + ": "
                    + String.join(", ", models.names()) + "; name one of them");
        }
        return this;
    }

    /**
     * @return a fitter with these bundles, settings and models
     * @throws IllegalArgumentException if this machine has no engine of the kind that is asked for
     */
    public ComparingFitter comparingFitter() {
        return new ComparingFitter(library, models, settings, settings.engine().open(), responses);
    }

    /**
     * @return a fitter with these bundles and settings, and the only model
     * @throws IllegalArgumentException if this machine has no engine of the kind that is asked for
     */
    public SpectrumFitter fitter() {
        return SpectrumFitter.ofAny(library, requireOneModel("this fit").model(), settings, settings.engine().open(),
                responses);
    }
}
