package io.github.montecat.result;

import io.github.montecat.comparison.ModelSet;
import io.github.montecat.comparison.RowFits;
import io.github.montecat.derived.DerivedQuantity;
import io.github.montecat.derived.DerivedValues;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.inference.FitOrigin;
import io.github.montecat.inference.FitResult;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.inference.Posterior;
import io.github.montecat.output.OutputFile;
import io.github.montecat.table.SpectrumRows;
import io.github.montecat.table.TableFormats;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import uk.ac.starlink.table.ColumnData;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.ColumnPermutedStarTable;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.DescribedValue;
import uk.ac.starlink.table.JoinStarTable;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableOutput;

/**
 * The samples of all rows in one FITS table, for hierarchical work: a row per row of the input, its scalar columns, and an
 * array column per parameter and per flux, with all samples of the row, which have equal weights. Numbers are of single
 * precision, but for luminosities, which are too large for it. Rows without a posterior have NaN. With several models, names
 * begin with the model's prefix.
 *
 * <p>Samples wait in a file beside the one that is written, so that memory does not grow with them. Not safe for use by
 * several threads.
 */
public final class PosteriorFile implements Closeable {

    /** Larger than single precision can hold. */
    private static final String LUMINOSITY_UNIT = "erg.s**-1";

    /** What is kept in memory of a row's fit. */
    private record Entry(FitOrigin origin, Map<String, Double> fixed, List<DerivedQuantity> quantities, int samples,
            long offset) {
    }

    private final Path file;
    /** What names of each model's columns begin with, without the underscore; empty for one model. */
    private final List<String> prefixes;
    private final FileChannel waiting;
    private final List<List<Entry>> entries;
    private final List<Origins> origins;
    private final List<Integer> flags = new ArrayList<>();
    private final Set<String> engines = new TreeSet<>();
    private long end;

    /**
     * @param file the file to write at the end
     * @param models the models that rows are fitted with
     * @throws IOException if nothing can be written into its folder
     */
    public PosteriorFile(Path file, ModelSet models) throws IOException {
        this.file = file;
        prefixes = models.size() == 1 ? List.of("") : models.prefixes();
        Path temporary = Files.createTempFile(file.toAbsolutePath().getParent(), ".montecat-samples-", ".part");
        waiting = FileChannel.open(temporary, StandardOpenOption.READ, StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
        entries = IntStream.range(0, models.size()).mapToObj(m -> (List<Entry>) new ArrayList<Entry>()).toList();
        origins = IntStream.range(0, models.size()).mapToObj(m -> new Origins()).toList();
    }

    /**
     * Takes the next row.
     *
     * @param fits its outcomes; rows come in their order
     * @throws IOException if the samples cannot be written
     */
    public void add(RowFits fits) throws IOException {
        flags.add(FitFlag.mask(fits.flags()));
        for (int m = 0; m < prefixes.size(); m++) {
            FitResult result = fits.results().get(m);
            result.engine().ifPresent(engines::add);
            entries.get(m).add(result.posterior().isEmpty() ? null : entry(result, origins.get(m)));
        }
    }

    private Entry entry(FitResult result, Origins known) throws IOException {
        Posterior posterior = result.posterior().orElseThrow();
        List<DerivedValues> derived = result.derived().stream().filter(d -> d.quantity().perSample()).toList();
        FitOrigin ofRow = result.origin().orElseThrow();
        Entry entry = new Entry(known.add(ofRow), ofRow.own().fixedValues(ofRow.model()),
                derived.stream().map(DerivedValues::quantity).toList(), posterior.sampleCount(), end);
        for (int p = 0; p < posterior.prior().dimension(); p++) {
            append(posterior.column(p));
        }
        for (DerivedValues d : derived) {
            append(d.values());
        }
        return entry;
    }

    private void append(double[] numbers) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * numbers.length);
        bytes.asDoubleBuffer().put(numbers);
        while (bytes.hasRemaining()) {
            end += waiting.write(bytes, end);
        }
    }

    private double[] read(Entry entry, int column) {
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * entry.samples());
        long from = entry.offset() + (long) column * bytes.capacity();
        try {
            while (bytes.hasRemaining()) {
                if (waiting.read(bytes, from + bytes.position()) < 0) {
                    throw new IOException("the file of samples beside " + file + " was cut");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        double[] numbers = new double[entry.samples()];
        bytes.flip().asDoubleBuffer().get(numbers);
        return numbers;
    }

    /**
     * Writes the file, once all rows are there.
     *
     * @param source the table of spectra
     * @param settings the settings of the fit
     * @throws IOException if the table cannot be read or the file not be written
     */
    public void write(SpectrumRows source, FitSettings settings) throws IOException {
        StarTable base = source.resultBase();
        int[] scalars = IntStream.range(0, base.getColumnCount())
                .filter(c -> !base.getColumnInfo(c).isArray()).toArray();
        StarTable kept = new ColumnPermutedStarTable(base, scalars);
        ColumnNames names = ColumnNames.of(Arrays.stream(scalars).mapToObj(c -> base.getColumnInfo(c).getName()).toList());
        JoinStarTable joined = new JoinStarTable(new StarTable[] {kept, samples(names)});
        joined.setName("posteriors of " + source.name());
        List<DescribedValue> parameters = ParameterMetadata.run(engines, settings);
        for (int m = 0; m < prefixes.size(); m++) {
            String prefix = prefixes.get(m);
            parameters.addAll(ParameterMetadata.about(origins.get(m).list(), prefix.isEmpty() ? "" : "_" + prefix));
        }
        joined.setParameters(parameters);
        try {
            StarTableOutput output = TableFormats.writing();
            OutputFile.write(file, out -> output.writeStarTable(joined, out, output.getHandler("fits")));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private StarTable samples(ColumnNames names) {
        ColumnStarTable table = ColumnStarTable.makeTableWithRows(flags.size());
        ColumnInfo info = new ColumnInfo(names.free("flags"), Integer.class, ParameterMetadata.flags());
        info.setUCD("meta.code.qual");
        table.addColumn(new ColumnData(info) {
            @Override
            public Object readValue(long row) {
                return flags.get(Math.toIntExact(row));
            }
        });
        int length = entries.stream().flatMap(List::stream).filter(e -> e != null).mapToInt(Entry::samples).max().orElse(1);
        for (int m = 0; m < prefixes.size(); m++) {
            String prefix = prefixes.get(m).isEmpty() ? "" : prefixes.get(m) + "_";
            List<Entry> rows = entries.get(m);
            for (SharedParameter shared : SharedParameter.of(origins.get(m).list())) {
                ColumnInfo column = ParameterMetadata.column(names.free(prefix + shared.label()),
                        shared.parameter(), shared.parameter().ucd(), shared.parameter().description()
                                + ": posterior samples" + (shared.index().isEmpty() ? ""
                                        : "; prior " + shared.priors(origins.get(m).list())));
                table.addColumn(new Samples(column, length, rows) {
                    @Override
                    double[] of(Entry entry) {
                        Integer p = shared.index().get(entry.origin());
                        double[] fixed = new double[entry.samples()];
                        Arrays.fill(fixed, entry.fixed().getOrDefault(shared.label(), Double.NaN));
                        return p == null ? fixed : read(entry, p);
                    }
                });
            }
            for (DerivedQuantity quantity : quantities(rows)) {
                ColumnInfo column = ParameterMetadata.column(names.free(prefix + quantity.name()),
                        quantity.unit(), quantity.ucd(), quantity.description() + ": of each sample");
                table.addColumn(new Samples(column, length, rows) {
                    @Override
                    double[] of(Entry entry) {
                        int q = entry.quantities().indexOf(quantity);
                        return q < 0 ? new double[0] : read(entry, entry.origin().model().prior().dimension() + q);
                    }
                });
            }
        }
        return table;
    }

    private static List<DerivedQuantity> quantities(List<Entry> rows) {
        Map<String, DerivedQuantity> found = new LinkedHashMap<>();
        rows.stream().filter(e -> e != null).flatMap(e -> e.quantities().stream())
                .forEach(q -> found.putIfAbsent(q.name(), q));
        return List.copyOf(found.values());
    }

    /** A column of arrays of one length; what is missing is NaN. */
    private abstract static class Samples extends ColumnData {

        private final int length;
        private final List<Entry> rows;
        private final boolean single;

        Samples(ColumnInfo info, int length, List<Entry> rows) {
            super(info);
            this.length = length;
            this.rows = rows;
            single = !LUMINOSITY_UNIT.equals(info.getUnitString());
            info.setContentClass(single ? float[].class : double[].class);
            info.setShape(new int[] {length});
        }

        abstract double[] of(Entry entry);

        @Override
        public Object readValue(long row) {
            Entry entry = rows.get(Math.toIntExact(row));
            double[] numbers = entry == null ? new double[0] : of(entry);
            if (!single) {
                double[] all = Arrays.copyOf(numbers, length);
                Arrays.fill(all, numbers.length, length, Double.NaN);
                return all;
            }
            float[] all = new float[length];
            Arrays.fill(all, Float.NaN);
            for (int i = 0; i < numbers.length; i++) {
                all[i] = (float) numbers[i];
            }
            return all;
        }
    }

    /** Removes the file in which samples wait. */
    @Override
    public void close() throws IOException {
        waiting.close();
    }
}
