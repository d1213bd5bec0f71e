package io.github.montecat.cli;

import io.github.montecat.assessment.MisfitCalibration;
import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.cli.console.Console;
import io.github.montecat.cli.console.ConsoleProgress;
import io.github.montecat.cli.option.Arguments;
import io.github.montecat.cli.option.FitOptions;
import io.github.montecat.cli.option.ReferenceValues;
import io.github.montecat.cli.option.UsageException;
import io.github.montecat.diagnostics.SimulatedMisfits;
import io.github.montecat.error.ErrorSentence;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.inference.FitOrigin;
import io.github.montecat.inference.FitRequest;
import io.github.montecat.inference.FitResult;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.inference.Refinement;
import io.github.montecat.inference.SpectrumTarget;
import io.github.montecat.job.FitPlan;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.report.CornerPlot;
import io.github.montecat.report.FittedSpectrum;
import io.github.montecat.report.NestedPosterior;
import io.github.montecat.report.Report;
import io.github.montecat.report.SpectrumPage;
import io.github.montecat.response.Response;
import io.github.montecat.result.FitOutcome;
import io.github.montecat.spectrum.Spectrum;
import io.github.montecat.table.SpectrumTable;
import io.github.montecat.table.TableInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code montecat report} about one spectrum of a table. */
final class SpectrumReport {

    private static final int MISFIT_SPECTRA = 1000;

    private final Arguments arguments;
    private final FitPlan plan;
    private final Console console;

    SpectrumReport(Arguments arguments, Console console) throws UsageException, IOException {
        for (String option : List.of("spectra", "passes", "history")) {
            if (arguments.has(option)) {
                throw new UsageException("--" + option + " goes with a page about a bundle, which takes no TABLE");
            }
        }
        if (arguments.has("bundle")) {
            requireExact("", arguments);
        }
        this.arguments = arguments;
        this.plan = FitOptions.plan(arguments).requireOneModel("report");
        this.console = console;
    }

    /** A network takes the spectrum as it is: a response that is given for it would be of no use. */
    private static void requireExact(String where, Arguments arguments) throws UsageException {
        for (String option : List.of("rmf", "arf")) {
            if (arguments.has(option) && !isExact(arguments)) {
                throw new UsageException(where + "--" + option + " goes with --refine or --nested");
            }
        }
    }

    static void addTo(Options options) {
        options.addOption(Option.builder().longOpt("row").hasArg().argName("N")
                .desc("which spectrum of the table, from 1 (1)").get());
        options.addOption(Option.builder().longOpt("ifmt").hasArg().argName("FORMAT")
                .desc("format of the table, any that STIL reads; recognised by content if not given").get());
        options.addOption(Option.builder().longOpt("truth").hasArg().argName("NAME=VALUE,...")
                .desc("true values of a simulated spectrum, to show beside the posterior").get());
        options.addOption(Option.builder().longOpt("xspec").hasArg().argName("VALUES|CHAIN")
                .desc("a fit by XSPEC to show beside the posterior: NAME=VALUE, NAME=VALUE:ERROR or "
                        + "NAME=VALUE:LOWER:UPPER, joined by commas; or the file of a chain").get());
        options.addOption(Option.builder().longOpt("nested")
                .desc("also sample the exact posterior by nested sampling, which takes some seconds to minutes, and show it "
                        + "beside the other; through the same response as --refine").get());
    }

    /** Whether the exact likelihood is asked for, through the spectrum's own response if there is one. */
    private static boolean isExact(Arguments arguments) {
        return arguments.has("refine") || arguments.has("nested");
    }

    Report write(String footer) throws Exception {
        try (TableInput input = TableInput.open(arguments.onlyWord("TABLE"), arguments.text("ifmt"))) {
            SpectrumTable table = plan.recognise(input.table());
            long rows = table.spectrumCount();
            int row = arguments.integer("row", 1).orElse(1);
            if (row > rows) {
                throw new UsageException("--row is " + row + ", " + input.name() + " has " + rows
                        + (rows == 1 ? " spectrum" : " spectra"));
            }
            FitRequest request = table.request(row - 1);
            String title = input.name() + (rows == 1 ? "" : ", row " + row);
            FitResult result = fit(plan, request);
            if (result.posterior().isEmpty()) {
                throw new IOException(input.name() + (rows == 1 ? "" : " row " + row) + ": " + result.reason());
            }
            FitOutcome.of(List.of(result)).missingFiles().forEach(console::error);
            if (result.bundle().isPresent()) {
                requireExact("the spectrum is fitted by bundle " + result.bundle().get().name() + "; with --model it is fitted "
                        + "through its own response, with a bundle ", arguments);
            }
            ModelPrior prior = result.origin().orElseThrow().model().prior();
            SpectrumTarget target = target(title, result.origin().get(), request.spectrum());
            Optional<NestedPosterior> nested = Optional.empty();
            if (arguments.has("nested")) {
                try (ConsoleProgress progress = console.progress("nested sampling", "evaluations")) {
                    nested = Optional.of(NestedPosterior.of(target, prior, plan.settings().seed(), result.row(), progress));
                }
            }
            List<CornerPlot.Reference> references = references(prior, request, result, nested);
            return SpectrumPage.of(title, folded(title, result, request.spectrum(), target), plan.settings(),
                    result.bundle().map(b -> misfits(b, request.spectrum())), nested, references, footer);
        }
    }

    private FittedSpectrum folded(String title, FitResult result, Spectrum spectrum, SpectrumTarget target)
            throws IOException {
        try {
            return FittedSpectrum.of(result, spectrum, target, plan.settings().seed());
        } catch (IllegalArgumentException e) {
            throw new IOException(title + ": there is no page: " + ErrorSentence.of(e), e);
        }
    }

    private FitResult fit(FitPlan with, FitRequest request) {
        try (ConsoleProgress progress = console.progress("fitting", "spectra")) {
            return with.fitter().fit(List.of(request), progress).get(0);
        }
    }

    /** The spectrum as its likelihood was computed: for a network alone, in the bundle's bins. */
    private SpectrumTarget target(String title, FitOrigin origin, Spectrum spectrum) throws IOException {
        try {
            if (origin.bundle().isEmpty()) {
                return SpectrumTarget.of(origin.model().prior(), spectrum, plan.responses().require(spectrum),
                        plan.model().noticed(), plan.settings().background());
            }
            Optional<Response> own = isExact(arguments) ? plan.responses().of(spectrum) : Optional.empty();
            return SpectrumTarget.of(origin.bundle().get(), spectrum, own);
        } catch (UnfitSpectrumException | RefusedValueException e) {
            throw new IOException(title + ": the exact likelihood cannot be computed: " + ErrorSentence.of(e), e);
        }
    }

    /** Posteriors first, then values. */
    private List<CornerPlot.Reference> references(ModelPrior prior, FitRequest request, FitResult result,
            Optional<NestedPosterior> nested) throws UsageException, IOException {
        List<CornerPlot.Reference> references = new ArrayList<>();
        if (result.bundle().isPresent() && result.refinement().map(Refinement::converged).orElse(false)) {
            FitSettings s = plan.settings();
            FitResult drawn = fit(plan.with(new FitSettings(s.samples(), s.seed(), s.bundle(), s.engine(), false,
                    List.of(), s.background())), request);
            references.add(CornerPlot.Reference.ofSamples("network", IntStream.range(0, prior.dimension())
                    .mapToObj(drawn.posterior().orElseThrow()::column).toArray(double[][]::new)));
        }
        nested.map(NestedPosterior::reference).ifPresent(references::add);
        if (arguments.has("truth")) {
            references.add(ReferenceValues.parse("truth", "truth", arguments.text("truth").orElseThrow(), prior));
        }
        if (arguments.has("xspec")) {
            references.add(ReferenceValues.valuesOrChain("xspec", "XSPEC", arguments.text("xspec").orElseThrow(), prior));
        }
        return references;
    }

    /** What stands in the bundle, or else is simulated at the spectrum's exposure. */
    private MisfitCalibration misfits(ModelBundle bundle, Spectrum spectrum) {
        BundleManifest.Diagnostics stored = bundle.manifest().diagnostics();
        if (stored != null && stored.misfit() != null) {
            return stored.misfit();
        }
        try (ConsoleProgress progress = console.progress("simulating", "spectra")) {
            return SimulatedMisfits.calibrate(FittedSpectrum.like(bundle, spectrum), MISFIT_SPECTRA, 0, progress);
        }
    }
}
