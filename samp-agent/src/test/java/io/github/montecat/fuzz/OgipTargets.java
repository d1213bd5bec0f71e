package io.github.montecat.fuzz;

import io.github.montecat.event.EventFile;
import io.github.montecat.event.EventFilter;
import io.github.montecat.event.EventLocation;
import io.github.montecat.event.ExtractionSettings;
import io.github.montecat.event.RegionExtractor;
import io.github.montecat.event.RegionSpectra;
import io.github.montecat.ogip.BackgroundFile;
import io.github.montecat.ogip.PhaReader;
import io.github.montecat.ogip.ResponseReader;
import io.github.montecat.ogip.TableModelReader;
import io.github.montecat.physics.ModelExpression;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.physics.ModelSettings;
import io.github.montecat.physics.SpectralModel;
import io.github.montecat.plugin.OgipTableBuilder;
import io.github.montecat.progress.Progress;
import io.github.montecat.region.RegionList;
import io.github.montecat.region.RegionParser;
import io.github.montecat.response.Response;
import io.github.montecat.source.SourcePolicy;
import io.github.montecat.spectrum.EnergyGrid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StoragePolicy;
import uk.ac.starlink.util.FileDataSource;

/** Readers of OGIP files and event lists. */
final class OgipTargets {

    private static final String FILE = "input.fits";
    private static final Mutator FITS =
            new GzipMutator(new FitsMutator().orRarely(new ByteMutator())).orRarely(new ByteMutator());
    private static final String REGIONS = """
            # Region file format: DS9 version 4.1
            fk5
            circle(10.0,60.0,60") # text={a} tag={g}
            annulus(10.0,60.0,60",120") # background tag={g}
            physical
            box(480,480,40,40,30)
            """;

    private OgipTargets() {
    }

    static List<FuzzTarget> all() {
        return List.of(
                target("pha", OgipSeeds::spectra, file -> new PhaReader(BackgroundFile.IF_FOUND).readAll(file)),
                target("rmf", OgipSeeds::matrices, file -> Response.of(ResponseReader.readRmf(file), Optional.empty())),
                target("arf", OgipSeeds::areas, ResponseReader::readArf),
                target("table-model", OgipSeeds::tableModels, OgipTargets::evaluate),
                new FuzzTarget("events", FuzzTarget.Kind.INPUT, OgipSeeds::events, FITS,
                        (input, trial) -> extract(trial.file(FILE, input), trial), List.of(IOException.class)),
                target("plugin", OgipTargets::ofPlugin, OgipTargets::readInTopcat));
    }

    /** Reads a file. */
    @FunctionalInterface
    private interface FileReader {
        void read(Path file) throws Exception;
    }

    private static FuzzTarget target(String name, FuzzTarget.Seeds seeds, FileReader reader) {
        return new FuzzTarget(name, FuzzTarget.Kind.INPUT, seeds, FITS,
                (input, trial) -> reader.read(trial.file(FILE, input)), List.of(IOException.class));
    }

    private static void evaluate(Path file) {
        TableModelReader tables = new TableModelReader(Path.of(""));
        SpectralModel model;
        try {
            model = ModelExpression.parse("atable{" + file + "}", ModelSettings.DEFAULT, tables);
        } catch (IllegalArgumentException e) {
            if (!String.valueOf(e.getMessage()).contains("mtable")) {
                throw e;
            }
            model = ModelExpression.parse("mtable{" + file + "}*powerlaw", ModelSettings.DEFAULT, tables);
        }
        double[] values = model.parameters().stream().mapToDouble(ModelParameter::initial).toArray();
        model.on(EnergyGrid.ofEdges(0.5, 1.5, 3, 5, 10)).photonFlux(values);
    }

    private static void extract(Path file, Trial trial) throws IOException {
        try (EventFile events = EventFile.open(EventLocation.parse(file.toString()), List.of(), Optional.empty(),
                SourcePolicy.USER)) {
            EventFilter filter = EventFilter.parse("pi>2&&time<1050", events.columnNames());
            RegionList regions = RegionParser.parse(REGIONS, events.coordinates());
            RegionSpectra spectra = new RegionExtractor(events, filter, ExtractionSettings.AUTOMATIC)
                    .extract(regions, Progress.NONE);
            TableTargets.readAll(spectra, trial);
        }
    }

    private static List<byte[]> ofPlugin(Trial trial) throws IOException {
        return List.of(OgipSeeds.spectra(trial).get(0), OgipSeeds.typeTwo(), OgipSeeds.matrices(trial).get(0),
                OgipSeeds.matrices(trial).get(1), OgipSeeds.areas(trial).get(0));
    }

    private static void readInTopcat(Path file) throws IOException {
        StarTable table = new OgipTableBuilder().makeStarTable(new FileDataSource(file.toFile()), true,
                StoragePolicy.PREFER_MEMORY);
        for (long row = 0; row < Math.min(100, table.getRowCount()); row++) {
            table.getRow(row);
        }
    }
}
