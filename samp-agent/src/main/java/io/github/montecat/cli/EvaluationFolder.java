package io.github.montecat.cli;

import io.github.montecat.assessment.ScoredPosterior;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.cli.console.Console;
import io.github.montecat.cli.console.TextTable;
import io.github.montecat.cli.option.TableFileWriter;
import io.github.montecat.cli.option.UsageException;
import io.github.montecat.diagnostics.ExactPosteriors;
import io.github.montecat.diagnostics.FixedStartFit;
import io.github.montecat.diagnostics.RefinedAgreement;
import io.github.montecat.diagnostics.TestRun;
import io.github.montecat.output.OutputException;
import io.github.montecat.output.OutputFile;
import io.github.montecat.report.CalibrationPlots;
import io.github.montecat.report.EvaluationTables;
import io.github.montecat.report.PredictionPlot;
import io.github.montecat.report.RegressionLine;
import io.github.montecat.simulate.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import uk.ac.starlink.table.StarTable;

/** Where {@code montecat evaluate} puts tables and plots. */
final class EvaluationFolder {

    static final String DEFAULT_FORMAT = "csv";

    private static final String FIT = "chi-squared fit";

    private final Path folder;
    private final String format;

    /**
     * @param folder made if it is not there
     * @param format of tables, STIL's name, which is their suffix as well
     * @throws UsageException if the format is unknown
     * @throws OutputException if the folder cannot be made or written into
     */
    EvaluationFolder(Path folder, String format) throws UsageException, OutputException {
        OutputFile.requireFolder(folder);
        this.folder = folder;
        this.format = format;
        writer("metrics");
    }

    private TableFileWriter writer(String name) throws UsageException, OutputException {
        return new TableFileWriter(folder.resolve(name + "." + format).toString(), Optional.of(format));
    }

    /** Writes tables and plots of a run, and exact posteriors where they are known. */
    void write(ModelBundle bundle, TestRun run, Dataset test, Optional<ExactPosteriors> exact, Console console)
            throws UsageException, IOException {
        for (Map.Entry<String, StarTable> table : EvaluationTables.of(run, test, exact).entrySet()) {
            writer(table.getKey()).write(table.getValue(), console);
        }
        PredictionPlot.of(bundle.prior(), run.posteriors()).write(folder.resolve("predictions.png"));
        CalibrationPlots.coverage(run.labels(), run.posteriors()).write(folder.resolve("coverage.png"));
        CalibrationPlots.coverageByCounts(run.coverage()).write(folder.resolve("coverage-counts.png"));
        CalibrationPlots.ranks(run.ranks()).write(folder.resolve("ranks.png"));
        CalibrationPlots.residuals(run.labels(), run.posteriors()).write(folder.resolve("residuals.png"));
        print("posterior median over truth", run, EvaluationTables.lines(run), console);
        if (exact.isPresent()) {
            print("posterior mean over truth", run, lines(run, exact.get(), i -> run.posteriors().get(i).mean()), console);
            print("exact posterior's mean over truth", run, lines(run, exact.get(), i -> exact.get().mean()[i]), console);
        }
        console.remark("wrote tables and plots to " + folder);
    }

    /** Writes fits beside which the posteriors stand, and plots of both. */
    void write(ModelBundle bundle, TestRun run, FixedStartFit fits, Console console) throws UsageException, IOException {
        writer("fits").write(EvaluationTables.fits(run, fits), console);
        PredictionPlot.of(bundle.prior(), run.posteriors(), FIT, fits.estimates(), fits.errors())
                .write(folder.resolve("fits.png"));
        PredictionPlot.againstMedians(bundle.prior(), run.posteriors(), FIT, fits.estimates(), fits.errors())
                .write(folder.resolve("fits-network.png"));
        List<RegressionLine> overTruth = new ArrayList<>();
        List<RegressionLine> overMedian = new ArrayList<>();
        for (int p = 0; p < run.labels().size(); p++) {
            int parameter = p;
            double[] fitted = Arrays.stream(fits.estimates()).mapToDouble(e -> e[parameter]).toArray();
            overTruth.add(RegressionLine.of(column(run, ScoredPosterior::truth, p), fitted));
            overMedian.add(RegressionLine.of(column(run, ScoredPosterior::median, p), fitted));
        }
        print("chi-squared fit over truth", run, overTruth, console);
        print("chi-squared fit over posterior median", run, overMedian, console);
    }

    /** Writes refined posteriors beside those of nested sampling. */
    void write(RefinedAgreement refined, Console console) throws UsageException, IOException {
        writer("refined").write(EvaluationTables.refined(refined), console);
    }

    /** Lines through the spectra whose exact posterior is known. */
    private static List<RegressionLine> lines(TestRun run, ExactPosteriors exact, IntFunction<double[]> estimate) {
        int n = Math.min(exact.spectra(), run.posteriors().size());
        return IntStream.range(0, run.labels().size()).mapToObj(p -> RegressionLine.of(
                IntStream.range(0, n).mapToDouble(i -> run.posteriors().get(i).truth()[p]).toArray(),
                IntStream.range(0, n).mapToDouble(i -> estimate.apply(i)[p]).toArray())).toList();
    }

    private static double[] column(TestRun run, Function<ScoredPosterior, double[]> part, int p) {
        return run.posteriors().stream().mapToDouble(s -> part.apply(s)[p]).toArray();
    }

    private static void print(String what, TestRun run, List<RegressionLine> lines, Console console) {
        TextTable table = new TextTable(what, "spectra", "slope", "+-", "intercept", "correlation");
        for (int p = 0; p < lines.size(); p++) {
            RegressionLine line = lines.get(p);
            table.row(run.labels().get(p), String.valueOf(line.spectra()), number(line.slope()), number(line.slopeError()),
                    number(line.intercept()), number(line.correlation()));
        }
        console.out().println(table);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
