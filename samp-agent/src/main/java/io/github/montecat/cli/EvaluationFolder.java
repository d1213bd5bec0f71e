package io.github.montecat.cli;

import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.diagnostics.ExactPosteriors;
import io.github.montecat.diagnostics.FixedStartFit;
import io.github.montecat.diagnostics.TestRun;
import io.github.montecat.report.CalibrationPlots;
import io.github.montecat.report.EvaluationTables;
import io.github.montecat.report.PredictionPlot;
import io.github.montecat.simulate.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import uk.ac.starlink.table.StarTable;

/** Where {@code montecat evaluate} puts tables and plots. */
final class EvaluationFolder {

    static final String DEFAULT_FORMAT = "csv";

    private final Path folder;
    private final String format;

    /**
     * @param folder made if it is not there
     * @param format of tables, STIL's name, which is their suffix as well
     * @throws UsageException if the format is unknown
     * @throws IOException if the folder cannot be made
     */
    EvaluationFolder(Path folder, String format) throws UsageException, IOException {
        this.folder = Files.createDirectories(folder);
        this.format = format;
        writer("metrics");
    }

    private TableFileWriter writer(String name) throws UsageException {
        return new TableFileWriter(folder.resolve(name + "." + format).toString(), Optional.of(format));
    }

    /** Writes tables and plots of a run, and exact posteriors where they are known. */
    void write(ModelBundle bundle, TestRun run, Dataset test, Optional<ExactPosteriors> exact, Console console)
            throws UsageException, IOException {
        for (Map.Entry<String, StarTable> table : EvaluationTables.of(run, test, exact).entrySet()) {
            writer(table.getKey()).write(table.getValue(), console.out());
        }
        PredictionPlot.of(bundle.prior(), run.posteriors()).write(folder.resolve("predictions.png"));
        CalibrationPlots.coverage(run.labels(), run.posteriors()).write(folder.resolve("coverage.png"));
        CalibrationPlots.coverageByCounts(run.coverage()).write(folder.resolve("coverage-counts.png"));
        CalibrationPlots.ranks(run.ranks()).write(folder.resolve("ranks.png"));
        CalibrationPlots.residuals(run.labels(), run.posteriors()).write(folder.resolve("residuals.png"));
        console.remark("wrote tables and plots to " + folder);
    }

    /** Writes the plot of fits beside which the posteriors stand. */
    void write(ModelBundle bundle, TestRun run, FixedStartFit fits) throws IOException {
        PredictionPlot.of(bundle.prior(), run.posteriors().stream().map(s -> s.truth()).toArray(double[][]::new),
                fits.estimates(),
                fits.errors()).write(folder.resolve("fits.png"));
    }
}
