package io.github.montecat.result;

import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.bundle.TestBundle;
import io.github.montecat.derived.DerivedQuantity;
import io.github.montecat.derived.DerivedValues;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.inference.FitResult;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.inference.Posterior;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.StarTable;

/** Outcomes of fits for tests, and cells of the tables made of them. */
final class Results {

    /** 101 samples, seed 42. */
    static final FitSettings SETTINGS = new FitSettings(101, 42, Optional.empty());

    private Results() {
    }

    /** A column of 0, 0.01, ... 1 stretched to a range, whose quantiles are known exactly. */
    static double[] ramp(double from, double to) {
        return IntStream.rangeClosed(0, 100).mapToDouble(i -> from + (to - from) * i / 100).toArray();
    }

    static FitResult fitted(long row, ModelBundle bundle, double[]... columns) {
        return FitResult.of(row, bundle, new Posterior(bundle.prior(), columns));
    }

    static FitResult powerLaw(long row) {
        return fitted(row, TestBundle.powerLaw(), ramp(0.2, 0.3), ramp(2.5, 1.5), ramp(0.5, 2.5));
    }

    /** As {@link #powerLaw}, with a flux of each sample and net counts. */
    static FitResult withFlux(long row, double low, double high) {
        FitResult r = powerLaw(row);
        return new FitResult(row, r.origin(), r.posterior(), r.flags(), "", r.quality(), r.refinement(), r.engine(),
                List.of(
                new DerivedValues(new DerivedQuantity("net_counts", "count", "phot.count;em.X-ray", "net counts",
                        false),
                        new double[] {12.5}),
                new DerivedValues(new DerivedQuantity("flux_obs_0p5_2", "erg.cm**-2.s**-1", "phot.flux;em.X-ray",
                        "energy flux, 0.5-2 keV, as observed", true), ramp(low, high))), List.of());
    }

    static FitResult failed(long row) {
        return FitResult.failed(row, new UnfitSpectrumException(FitFlag.NEGATIVE, "channel 3 has -1 counts"));
    }

    static int index(StarTable table, String name) {
        return IntStream.range(0, table.getColumnCount())
                .filter(c -> table.getColumnInfo(c).getName().equals(name)).findFirst()
                .orElseThrow(() -> new AssertionError("no column " + name));
    }

    static double number(StarTable table, long row, String name) throws IOException {
        return ((Number) table.getCell(row, index(table, name))).doubleValue();
    }

    static ColumnInfo info(StarTable table, String name) {
        return table.getColumnInfo(index(table, name));
    }
}
