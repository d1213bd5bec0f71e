package io.github.montecat.table;

import io.github.montecat.source.SourcePolicy;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a user or caller may say about a table instead of leaving it to recognition.
 *
 * @param column name of the column with the spectra (counts, file names, or PI of events), in any case; empty to
 *        recognise it
 * @param exposure exposure of all rows in s as a number, or the name of the column or table parameter that has it, in
 *        any case; empty to recognise it
 * @param base where relative file names are resolved; empty for the table's own location, if it has one, and else the
 *        working directory
 * @param channelCount number of channels of an event list's spectrum where the list does not say, usually the bundle's;
 *        empty if unknown
 * @param sources what may be read of files that the table names
 * @param companions names of the columns with each row's RMF, ARF and background, in any case; those that are left out
 *        are recognised
 * @param parameters where values of the model's parameters come from that differ from row to row
 * @param grouping which spectra belong to one source
 */
public record SpectrumTableSettings(Optional<String> column, Optional<String> exposure, Optional<URI> base,
        OptionalInt channelCount, SourcePolicy sources, Map<Companion, String> companions,
        List<ParameterSource> parameters, SourceGrouping grouping) {

    /** All is recognised. */
    public static final SpectrumTableSettings AUTOMATIC = new SpectrumTableSettings(Optional.empty(), Optional.empty(),
            Optional.empty(), OptionalInt.empty(), SourcePolicy.USER, Map.of(), List.of(), SourceGrouping.NONE);

    /** Checks that nothing is null, and copies the collections. */
    public SpectrumTableSettings {
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(exposure, "exposure");
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(channelCount, "channelCount");
        Objects.requireNonNull(sources, "sources");
        Objects.requireNonNull(grouping, "grouping");
        companions = Map.copyOf(companions);
        parameters = List.copyOf(parameters);
    }

    /**
     * @param name the column with the spectra
     * @return these settings with that column
     */
    public SpectrumTableSettings withColumn(String name) {
        return new SpectrumTableSettings(Optional.of(name), exposure, base, channelCount, sources, companions,
                parameters, grouping);
    }

    /**
     * @param value a number of seconds, or a column's or parameter's name
     * @return these settings with that exposure
     */
    public SpectrumTableSettings withExposure(String value) {
        return new SpectrumTableSettings(column, Optional.of(value), base, channelCount, sources, companions,
                parameters, grouping);
    }

    /**
     * @param location where relative file names are resolved, a folder (ending in {@code /}) or a file in it
     * @return these settings with that base
     */
    public SpectrumTableSettings withBase(URI location) {
        return new SpectrumTableSettings(column, exposure, Optional.of(location), channelCount, sources, companions,
                parameters, grouping);
    }

    /**
     * @param channels channels of an event list's spectrum where the list does not say
     * @return these settings with that number
     */
    public SpectrumTableSettings withChannelCount(int channels) {
        return new SpectrumTableSettings(column, exposure, base, OptionalInt.of(channels), sources, companions,
                parameters, grouping);
    }

    /**
     * @param policy what may be read of files that the table names
     * @return these settings with that policy
     */
    public SpectrumTableSettings withSources(SourcePolicy policy) {
        return new SpectrumTableSettings(column, exposure, base, channelCount, policy, companions,
                parameters, grouping);
    }

    /**
     * @param companion a kind of file
     * @param name the column that names it for each row
     * @return these settings with that column
     */
    public SpectrumTableSettings withCompanion(Companion companion, String name) {
        Map<Companion, String> more = new EnumMap<>(Companion.class);
        more.putAll(companions);
        more.put(companion, name);
        return new SpectrumTableSettings(column, exposure, base, channelCount, sources, more, parameters,
                grouping);
    }

    /**
     * @param values where values of the model's parameters come from that differ from row to row
     * @return these settings with that
     */
    public SpectrumTableSettings withParameters(List<ParameterSource> values) {
        return new SpectrumTableSettings(column, exposure, base, channelCount, sources, companions, values,
                grouping);
    }

    /**
     * @param sourceGrouping which spectra belong to one source
     * @return these settings with that
     */
    public SpectrumTableSettings withGrouping(SourceGrouping sourceGrouping) {
        return new SpectrumTableSettings(column, exposure, base, channelCount, sources, companions, parameters,
                sourceGrouping);
    }
}
