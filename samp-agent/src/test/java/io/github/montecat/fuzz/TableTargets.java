package io.github.montecat.fuzz;

import io.github.montecat.inference.FitRequest;
import io.github.montecat.ogip.PhaWriter;
import io.github.montecat.spectrum.Spectrum;
import io.github.montecat.table.RequestSequence;
import io.github.montecat.table.SpectrumRows;
import io.github.montecat.table.SpectrumTable;
import io.github.montecat.table.SpectrumTableSettings;
import io.github.montecat.table.TableInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import uk.ac.starlink.table.ArrayColumn;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.DefaultValueInfo;
import uk.ac.starlink.table.DescribedValue;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableOutput;

/** The reader of tables of spectra, with tables of several formats. */
final class TableTargets {

    private static final int CHUNK = 64;
    private static final Mutator BYTES = new ByteMutator();
    private static final Mutator TEXT = new TextMutator().orRarely(BYTES);
    private static final Mutator FITS =
            new GzipMutator(new FitsMutator().orRarely(BYTES)).orRarely(BYTES);

    private TableTargets() {
    }

    static List<FuzzTarget> all() {
        return List.of(target("table-fits", "input.fits", Optional.empty(), FITS,
                        trial -> List.of(written("fits-basic"), written("fits-var"), written("fits-plus"),
                                OgipSeeds.spectra(trial).get(0), OgipSeeds.typeTwo(), OgipSeeds.events(trial).get(0),
                                GzipMutator.zip(written("fits-basic")))),
                target("colfits", "input.fits", Optional.of("colfits-basic"), FITS,
                        trial -> List.of(written("colfits-basic"))),
                target("votable", "input.vot", Optional.empty(), TEXT,
                        trial -> List.of(written("votable-tabledata"), written("votable-binary2-inline"),
                                written("votable-binary-inline"))),
                target("ecsv", "input.ecsv", Optional.of("ecsv"), TEXT, trial -> List.of(written("ecsv"))),
                target("csv", "input.csv", Optional.of("csv"), TEXT, trial -> texts(trial, "", ",")),
                target("ascii", "input.txt", Optional.of("ascii"), TEXT, trial -> texts(trial, "# ", " ")));
    }

    private static FuzzTarget target(String name, String file, Optional<String> format, Mutator mutator,
            FuzzTarget.Seeds seeds) {
        return new FuzzTarget(name, FuzzTarget.Kind.INPUT, seeds, mutator,
                (input, trial) -> read(trial.file(file, input), format, trial), List.of(IOException.class));
    }

    private static void read(Path file, Optional<String> format, Trial trial) throws IOException {
        try (TableInput input = TableInput.open(file.toString(), format)) {
            // Texts have no keywords.
            readAll(SpectrumTable.of(input.table(), format.isEmpty() ? SpectrumTableSettings.AUTOMATIC
                    : SpectrumTableSettings.AUTOMATIC.withExposure("10").withChannelCount(40)), trial);
        }
    }

    /** Reads all that a job would. */
    static void readAll(SpectrumRows rows, Trial trial) throws IOException {
        rows.spectrumCount();
        try (RequestSequence requests = rows.requests()) {
            for (List<FitRequest> chunk = requests.next(CHUNK); !chunk.isEmpty(); chunk = requests.next(CHUNK)) {
                chunk.stream().filter(r -> r.spectrum() == null).forEach(r -> trial.said(r.failure()));
            }
        }
        StarTable base = rows.resultBase();
        for (long row = 0; row < Math.min(CHUNK, base.getRowCount()); row++) {
            base.getRow(row);
        }
    }

    /** A table of three spectra in a format. */
    private static byte[] written(String format) throws IOException {
        ColumnStarTable table = ColumnStarTable.makeTableWithRows(3);
        table.addColumn(ArrayColumn.makeColumn("NAME", new String[] {"a", "b", "c"}));
        table.addColumn(ArrayColumn.makeColumn("COUNTS", new int[][] {{1, 2, 3, 4}, {0, 5, 9, 2}, {7, 7, 0, 1}}));
        table.addColumn(ArrayColumn.makeColumn("EXPOSURE", new double[] {10, 20, 30}));
        table.addColumn(ArrayColumn.makeColumn("BACKSCAL", new float[] {1, 1, 1}));
        table.setName("spectra");
        table.setParameter(new DescribedValue(new DefaultValueInfo("TELESCOP", String.class), "TEST"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StarTableOutput output = new StarTableOutput();
        output.writeStarTable(table, bytes, output.getHandler(format));
        // Files say when they were written.
        return bytes.toString(StandardCharsets.ISO_8859_1).replaceAll("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d",
                "2026-01-01T00:00:00").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<byte[]> texts(Trial trial, String start, String separator) throws IOException {
        PhaWriter.COUNTS.write(trial.folder().resolve("a.pha"), Spectrum.of(new double[] {1, 2, 3, 4}, 10));
        return List.of("number,file\n1,a.pha\n2,a.pha\n", "CHANNEL,COUNTS\n1,5\n2,7\n3,0\n",
                "NAME,PI,X,Y\na,1,2.5,3.5\nb,2,4.5,5.5\nc,3,1.5,0.5\n").stream()
                .map(t -> (start + t.replace(",", separator)).getBytes(StandardCharsets.UTF_8)).toList();
    }
}
