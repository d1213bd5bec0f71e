package io.github.montecat.cli;

import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.cli.console.Console;
import io.github.montecat.cli.console.ConsoleProgress;
import io.github.montecat.cli.option.Arguments;
import io.github.montecat.cli.option.FitOptions;
import io.github.montecat.cli.option.FluxOptions;
import io.github.montecat.cli.option.ModelOptions;
import io.github.montecat.cli.option.ThreadLimit;
import io.github.montecat.cli.option.UsageException;
import io.github.montecat.diagnostics.TestRun;
import io.github.montecat.engine.CpuEngine;
import io.github.montecat.output.OutputFile;
import io.github.montecat.report.BundlePage;
import io.github.montecat.report.Figure;
import io.github.montecat.report.LossPlot;
import io.github.montecat.report.Report;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.training.TrainedNetwork;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code montecat report}: one HTML page about a spectrum and its posterior, or about a bundle. */
public final class ReportCommand implements Command {

    private static final int TEST_SPECTRA = 1000;
    private static final int PASSES = 200;
    /** Fewest test spectra that calibrate a misfit. */
    private static final int FEWEST = 100;

    @Override
    public String name() {
        return "report";
    }

    @Override
    public String summary() {
        return "Write an HTML page about a spectrum's posterior, or about a bundle";
    }

    @Override
    public String usageArguments() {
        return "[TABLE]";
    }

    @Override
    public Options options() {
        Options options = new Options();
        options.addOption(Option.builder("o").longOpt("output").hasArg().argName("FILE").desc("the page, NAME.html").get());
        options.addOption(Option.builder().longOpt("plots").hasArg().argName("DIR")
                .desc("also write the page's figures into this folder, as PNG files").get());
        SpectrumReport.addTo(options);
        options.addOption(Option.builder().longOpt("spectra").hasArg().argName("N")
                .desc("for a bundle: number of test spectra, simulated afresh (" + TEST_SPECTRA + ")").get());
        options.addOption(Option.builder().longOpt("passes").hasArg().argName("N")
                .desc("for a bundle: stochastic passes per test spectrum (" + PASSES + ")").get());
        options.addOption(Option.builder().longOpt("history").hasArg().argName("FILE")
                .desc("for a bundle: losses that 'montecat train --history' wrote, to plot them").get());
        FitOptions.addBundleTo(options);
        FitOptions.addSamplingTo(options);
        FitOptions.addRefinementTo(options);
        FitOptions.addResponseTo(options);
        ModelOptions.addTo(options);
        FluxOptions.addTo(options);
        ModelOptions.addRowsTo(options);
        FitOptions.addReadingTo(options);
        FitOptions.addCompanionsTo(options);
        return ThreadLimit.addTo(options);
    }

    @Override
    public String details() {
        return """
                With TABLE (what 'montecat infer' takes) the page shows one spectrum: data with the folded posterior and
                residuals, corner plot, parameters, goodness of fit. With --model, or where no bundle fits, and with --refine or
                --nested all of it is in the spectrum's own grouping and through its own RMF and ARF. Without TABLE, and with
                --bundle, it shows the bundle: what it is, its training, errors, coverage, ranks and the ratio to the Bayes risk as
                they stand in the bundle ('montecat evaluate --store'), or are measured for the page, and plots of fresh test
                spectra. The page needs no other file and no network.

                examples:
                  montecat report source.pha -o source.html --xspec nH=0.220:0.013,PhoIndex=2.04:0.03
                  montecat report simulated.fits --row 7 --truth nH=0.2,PhoIndex=1.7,norm=1 -o row7.html
                  montecat report source.pha --refine --nested -o source.html --plots figures
                  montecat report source.pha --model powerlaw --notice 0.5,8 -o source.html
                  montecat report --bundle nicer-a -o nicer-a.html
                """;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws Exception {
        Path output = arguments.outputFile("output").orElseThrow(() -> new UsageException("-o FILE is missing"));
        if (arguments.words().isEmpty() && !arguments.has("bundle")) {
            throw new UsageException("give a TABLE with a spectrum, or --bundle for a page about the bundle");
        }
        Optional<Path> plots = arguments.outputFolder("plots");
        Report report = ThreadLimit.run(arguments, () -> arguments.words().isEmpty() ? bundle(arguments, console)
                : new SpectrumReport(arguments, console).write(footer()));
        OutputFile.write(output, report.html().getBytes(StandardCharsets.UTF_8));
        console.remark("wrote " + output);
        if (plots.isPresent()) {
            List<Path> files = report.writePlots(plots.get());
            console.remark("wrote " + files.size() + " figures into " + plots.get());
        }
        return ExitCode.OK;
    }

    private static String footer() {
        return "Montecat " + Version.current() + ", " + LocalDate.now(ZoneOffset.UTC);
    }

    private static Report bundle(Arguments arguments, Console console) throws Exception {
        for (String option : List.of("row", "truth", "xspec", "ifmt", "samples", "column", "exposure", "refine", "nested", "rmf",
                "arf", "response-dir", "rmf-column", "arf-column", "background-column", "model", "prior", "fix",
                "notice", "abund", "let", "let-blank", "flux", "flux-components", "photon-flux", "cosmology")) {
            if (arguments.has(option)) {
                throw new UsageException("--" + option + " goes with a TABLE");
            }
        }
        ModelBundle bundle = FitOptions.bundle(arguments);
        Optional<Figure> loss = Optional.empty();
        if (arguments.has("history")) {
            loss = Optional.of(Figure.grid(List.of(LossPlot.chart(history(arguments.path("history").orElseThrow()))),
                    1, 760,
                    420));
        }
        Dataset test;
        try (ConsoleProgress progress = console.progress("simulating", "spectra")) {
            // Under another seed than the training's, so that none of them was seen.
            test = Dataset.simulate(bundle.source(), 0,
                    arguments.integer("spectra", FEWEST).orElse(TEST_SPECTRA),
                    arguments.longInteger("seed").orElse(bundle.manifest().training().seed() + 1), progress);
        }
        TestRun run;
        try (ConsoleProgress progress = console.progress("evaluating", "steps")) {
            run = TestRun.of(bundle, new CpuEngine(), test, arguments.integer("passes", 2).orElse(PASSES), progress);
        }
        BundleManifest.Diagnostics stored = bundle.manifest().diagnostics();
        if (stored != null && stored.isComplete()) {
            return BundlePage.of(bundle, stored, run, loss, footer());
        }
        try (ConsoleProgress progress = console.progress("simulating", "spectra")) {
            return BundlePage.of(bundle, run.diagnostics(bundle, progress).withBayesRisk(
                    stored == null ? null : stored.bayesRisk()), run, loss, footer());
        }
    }

    private static List<TrainedNetwork.Epoch> history(Path file) throws IOException {
        List<TrainedNetwork.Epoch> epochs = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            String[] cells = line.split(",");
            try {
                if (!line.isBlank() && !line.startsWith("epoch")) {
                    epochs.add(new TrainedNetwork.Epoch(Integer.parseInt(cells[0]), Double.parseDouble(cells[1]),
                            Double.parseDouble(cells[2])));
                }
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new IOException(file + " has the line '" + line
                        + "', expected epoch,training_loss,validation_loss as "
                        + "'montecat train --history' writes", e);
            }
        }
        if (epochs.isEmpty()) {
            throw new IOException(file + " has no epoch, expected lines of epoch,training_loss,validation_loss");
        }
        return epochs;
    }
}
