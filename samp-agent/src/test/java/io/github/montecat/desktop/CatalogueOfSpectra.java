package io.github.montecat.desktop;

import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.inference.FitRequest;
import io.github.montecat.inference.FitResult;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.inference.SpectrumFitter;
import io.github.montecat.progress.Progress;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.simulate.ExposureDraw;
import io.github.montecat.simulate.SpectrumSource;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import uk.ac.starlink.table.ArrayColumn;
import uk.ac.starlink.table.ColumnData;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.StarTableOutput;

/**
 * A catalogue with spectra simulated from the prior of a shipped bundle, all counts of a bin in its first channel, and
 * what the fitter says of them without any TOPCAT.
 */
final class CatalogueOfSpectra {

    static final String BUNDLE = "nicer-a";
    private static final double EXPOSURE = 10;
    private static final long SEED = 5;

    private final ModelBundle bundle;
    private final int[][] counts;

    CatalogueOfSpectra(int rows) throws IOException {
        this(rows, SEED);
    }

    CatalogueOfSpectra(int rows, long seed) throws IOException {
        bundle = BundleLibrary.shipped().find(BUNDLE).orElseThrow();
        Dataset data = Dataset.simulate(new SpectrumSource(bundle.source().perSecond(), ExposureDraw.fixed(EXPOSURE),
                Optional.empty()), 0, rows, seed, Progress.NONE);
        counts = new int[rows][bundle.channelCount()];
        for (int row = 0; row < rows; row++) {
            double[] bins = data.spectrum(row, 0).counts();
            for (int b = 0; b < bins.length; b++) {
                counts[row][bundle.grouping().edge(b)] = (int) bins[b];
            }
        }
    }

    /** Writes the catalogue: id (from 0), key (in another order than id), RA, DEC, COUNTS, EXPOSURE. */
    void write(Path file) throws IOException {
        int rows = counts.length;
        int[] id = new int[rows];
        double[] key = new double[rows];
        double[] ra = new double[rows];
        double[] dec = new double[rows];
        double[] exposures = new double[rows];
        for (int row = 0; row < rows; row++) {
            id[row] = row;
            key[row] = row * 7 % rows;
            ra[row] = 10 + 0.3 * row;
            dec[row] = -5 + 0.1 * row;
            exposures[row] = EXPOSURE;
        }
        ColumnStarTable table = ColumnStarTable.makeTableWithRows(rows);
        table.addColumn(ArrayColumn.makeColumn("id", id));
        table.addColumn(ArrayColumn.makeColumn("key", key));
        table.addColumn(ArrayColumn.makeColumn(position("RA", "pos.eq.ra;meta.main"), ra));
        table.addColumn(ArrayColumn.makeColumn(position("DEC", "pos.eq.dec;meta.main"), dec));
        ColumnInfo info = new ColumnInfo("COUNTS", int[].class, "counts per PI channel");
        info.setShape(new int[] {bundle.channelCount()});
        table.addColumn(new ColumnData(info) {
            @Override
            public Object readValue(long row) {
                return counts[(int) row];
            }
        });
        table.addColumn(ArrayColumn.makeColumn("EXPOSURE", exposures));
        table.setName("sources");
        new StarTableOutput().writeStarTable(table, file.toString(), "fits");
    }

    /** Writes a catalogue of galaxies at every other position, half an arcsecond off: RA, DEC, z. */
    void writeCounterparts(Path file) throws IOException {
        int rows = counts.length / 2;
        double[] ra = new double[rows];
        double[] dec = new double[rows];
        double[] z = new double[rows];
        for (int row = 0; row < rows; row++) {
            ra[row] = 10 + 0.6 * row;
            dec[row] = -5 + 0.2 * row + 0.5 / 3600;
            z[row] = 0.01 + 0.002 * row;
        }
        ColumnStarTable table = ColumnStarTable.makeTableWithRows(rows);
        table.addColumn(ArrayColumn.makeColumn(position("RA", "pos.eq.ra;meta.main"), ra));
        table.addColumn(ArrayColumn.makeColumn(position("DEC", "pos.eq.dec;meta.main"), dec));
        table.addColumn(ArrayColumn.makeColumn("z", z));
        new StarTableOutput().writeStarTable(table, file.toString(), "fits");
    }

    private static ColumnInfo position(String name, String ucd) {
        ColumnInfo info = new ColumnInfo(name, Double.class, "position");
        info.setUnitString("deg");
        info.setUCD(ucd);
        return info;
    }

    /** What the fitter makes of a row that has this number in its table. */
    FitResult fit(int row, long number, int samples) {
        double[] spectrum = Arrays.stream(counts[row]).asDoubleStream().toArray();
        return new SpectrumFitter(BundleLibrary.of(List.of(bundle)), new FitSettings(samples, 0, Optional.empty()))
                .fit(List.of(FitRequest.of(number, Spectrum.of(spectrum, EXPOSURE))), Progress.NONE).get(0);
    }

    /** Fits all rows at once, as the program does without TOPCAT. */
    List<FitResult> fitAll(int samples) {
        List<FitRequest> requests = new ArrayList<>();
        for (int row = 0; row < counts.length; row++) {
            double[] spectrum = Arrays.stream(counts[row]).asDoubleStream().toArray();
            requests.add(FitRequest.of(0, Spectrum.of(spectrum, EXPOSURE)));
        }
        return new SpectrumFitter(BundleLibrary.of(List.of(bundle)), new FitSettings(samples, 0, Optional.empty()))
                .fit(requests, Progress.NONE);
    }

    /** Counts of a row in the bundle's bins. */
    double[] bins(int row) {
        return bundle.grouping().sum(Arrays.stream(counts[row]).asDoubleStream().toArray());
    }
}
