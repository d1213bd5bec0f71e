package io.github.montecat.cli;

import io.github.montecat.cli.console.Console;
import io.github.montecat.cli.console.ConsoleProgress;
import io.github.montecat.cli.option.Arguments;
import io.github.montecat.cli.option.ColumnOptions;
import io.github.montecat.cli.option.FitOptions;
import io.github.montecat.cli.option.FluxOptions;
import io.github.montecat.cli.option.ModelOptions;
import io.github.montecat.cli.option.TableFileWriter;
import io.github.montecat.cli.option.ThreadLimit;
import io.github.montecat.cli.option.UsageException;
import io.github.montecat.comparison.RowFits;
import io.github.montecat.error.Counted;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.inference.FitResult;
import io.github.montecat.job.FitJob;
import io.github.montecat.job.FitPlan;
import io.github.montecat.output.OutputFile;
import io.github.montecat.result.FitOutcome;
import io.github.montecat.result.PosteriorFile;
import io.github.montecat.table.SpectrumRows;
import io.github.montecat.table.TableInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import uk.ac.starlink.table.StarTable;

/** {@code infer}: from a table of spectra to the same table with parameters. */
public final class InferCommand implements Command {

    @Override
    public String name() {
        return "infer";
    }

    @Override
    public String summary() {
        return "Infer the parameters of the spectra in a table or file";
    }

    @Override
    public String usageArguments() {
        return "TABLE";
    }

    @Override
    public Options options() {
        Options options = new Options()
                .addOption(Option.builder("o").longOpt("output").hasArg().argName("FILE")
                        .desc("where the result table goes; - or nothing for standard output").get())
                .addOption(Option.builder().longOpt("ofmt").hasArg().argName("FORMAT")
                        .desc("its format, any that STIL writes (fits, votable, csv, ecsv, ...) but Parquet; "
                                + "by the file's "
                                + "name if not given, text on standard output").get())
                .addOption(Option.builder().longOpt("ifmt").hasArg().argName("FORMAT")
                        .desc("format of the input, any that STIL reads but Parquet, Feather, GBIN and PDS4; "
                                + "recognised by content if not given").get())
                .addOption(Option.builder("p").longOpt("posterior").hasArg().argName("DIR")
                        .desc("also write the posterior of every row, and of every model, as an XSPEC chain into this folder")
                        .get())
                .addOption(Option.builder().longOpt("posterior-file").hasArg().argName("FILE")
                        .desc("also write the samples of all rows into this FITS file, as array columns of one table").get());
        FitOptions.addBundleTo(options);
        FitOptions.addSamplingTo(options);
        FitOptions.addEngineTo(options);
        FitOptions.addRefinementTo(options);
        FitOptions.addResponseTo(options);
        ModelOptions.addTo(options);
        ModelOptions.addComparisonTo(options);
        FluxOptions.addTo(options);
        ColumnOptions.addTo(options);
        ModelOptions.addRowsTo(options);
        ModelOptions.addJointTo(options);
        FitOptions.addReadingTo(options);
        FitOptions.addCompanionsTo(options);
        return ThreadLimit.addTo(options);
    }

    @Override
    public String details() {
        return """
                TABLE is a file or URL in any format STIL reads, or - for standard input: a table with a spectrum per row
                (an array column of counts, or a column of PHA file names), a PHA file of type I or II, or an event list.
                FILE#2 or FILE#NAME picks an extension.

                The result has all columns of the input and, per parameter, median, 16/84 % and 5/95 % limits, mean and
                standard deviation. With --source-id or --spectra there is one posterior per source, and with --source-id one
                row, with the input's columns of the source's first row. A row that cannot be fitted keeps its place, with blanks, a flag and a reason.
                The exit code is 1 if no row could be fitted or there is none.

                examples:
                  montecat infer survey.fits -o survey-fitted.fits
                  montecat infer source.pha --bundle nicer-a --posterior chains
                  montecat infer source.pha --refine -o source-fitted.fits
                  montecat infer list.csv --model powerlaw --notice 0.5,8 --response-dir caldb -o fitted.fits
                  montecat infer list.csv --model powerlaw,blackbody,agn --model-odds agn=2 -o compared.fits
                  montecat infer list.csv --rmf-column matrix --arf-column area --background-column bkg -o fitted.fits
                  montecat infer list.csv --model agn --flux 0.5-2,2-10 --cosmology 67.7,0.31 -o fitted.fits
                  montecat infer catalogue.fits --model agn --let redshift=Z --let tbabs_nH=NHGAL -o fitted.fits
                  montecat infer epochs.csv --model powerlaw --source-id SRCID --untie norm -o fitted.fits
                  montecat infer epic.csv --model powerlaw --spectra pn,mos1,mos2 --notice 0.5,8 -o fitted.fits
                  montecat infer spectra.csv --column counts --exposure 9.7 --ofmt csv > fitted.csv
                """;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws Exception {
        String location = arguments.onlyWord("TABLE");
        TableFileWriter writer = TableFileWriter.of(arguments);
        Optional<Path> chains = arguments.outputFolder("posterior");
        Optional<Path> all = arguments.outputFile("posterior-file");
        Optional<Path> output = arguments.path("output");
        if (all.isPresent()) {
            OutputFile.requireRegular(all.get());
            requireOther("--posterior-file", all.get(), "--output", output);
            requireOther("--posterior-file", all.get(), "the table of spectra", local(location));
        }
        FitPlan plan = FitOptions.jointPlan(arguments);
        try (TableInput input = TableInput.open(location, arguments.text("ifmt"))) {
            SpectrumRows spectra = plan.sources(input.table());
            console.remark(input.name() + ": " + (spectra.grouping().isEmpty() ? Counted.spectra(spectra.spectrumCount())
                    : Counted.of(spectra.spectrumCount(), "source", "sources") + " (joint fit of " + spectra.grouping()
                            + ")") + ", "
                    + spectra.kind().description()
                    + " (" + spectra.columnName() + "), exposure from " + spectra.exposureSource()
                    + (spectra.companionSource().isEmpty() ? "" : ", " + spectra.companionSource())
                    + (spectra.parameterSource().isEmpty() ? "" : ", " + spectra.parameterSource()));
            if (output.isPresent() && !spectra.keepsRows()) {
                // A row per source would take the place of a row per spectrum.
                requireOther("--output", output.get(), "the table of spectra", local(location));
            }
            Tally tally = new Tally();
            long rows = spectra.spectrumCount();
            Optional<ChainFolder> folder = chains.map(path -> new ChainFolder(path, input.name(), rows, plan,
                    console));
            StarTable result;
            try (ConsoleProgress progress = console.progress("fitting", "spectra");
                    PosteriorFile samples = all.isPresent() ? new PosteriorFile(all.get(), plan.models()) : null) {
                result = ThreadLimit.run(arguments, () -> new FitJob(spectra, plan).fitAll(new FitJob.ResultListener() {

                    @Override
                    public void fitted(FitResult row) {
                        tally.add(row);
                    }

                    @Override
                    public void compared(RowFits fits) throws IOException {
                        fitted(fits.preferred());
                        if (folder.isPresent()) {
                            folder.get().write(fits);
                        }
                        if (samples != null) {
                            samples.add(fits);
                        }
                    }
                }, progress));
                try {
                    writer.write(result, console);
                } finally {
                    // What one file cannot take must not cost the other.
                    if (samples != null) {
                        samples.write(spectra, plan.settings());
                    }
                }
            }
            ExitCode code = tally.report(console);
            Optional<String> lost = folder.flatMap(ChainFolder::failure);
            lost.ifPresent(why -> console.error("chains are missing: " + why));
            return lost.isPresent() ? ExitCode.BAD_INPUT : code;
        }
    }

    /** The file that a location names, if it is one of this machine. */
    private static Optional<Path> local(String location) {
        return Stream.of(location, location.replaceFirst("#[^#]*$", "")).flatMap(name -> {
            try {
                return Stream.of(Path.of(name)).filter(Files::isRegularFile);
            } catch (InvalidPathException e) {
                return Stream.empty();
            }
        }).findFirst();
    }

    private static void requireOther(String option, Path file, String what, Optional<Path> other)
            throws UsageException, IOException {
        if (other.isPresent() && OutputFile.isSame(file, other.get())) {
            throw new UsageException(option + " " + file + " is the same file as " + what + "; name another one");
        }
    }

    /** Counts outcomes. */
    private static final class Tally {

        private final FitOutcome outcome = new FitOutcome();
        private String firstReason = "";

        void add(FitResult result) {
            outcome.add(result);
            // A missing response is told once per file.
            boolean told = result.flags().contains(FitFlag.NO_RESPONSE) && !result.missing().isEmpty();
            if (result.posterior().isEmpty() && !told && firstReason.isEmpty()) {
                firstReason = result.reason();
            }
        }

        ExitCode report(Console console) {
            if (outcome.fitted() == 0 && outcome.unfit() == 0) {
                console.error("the table has no rows; nothing was fitted");
                return ExitCode.BAD_INPUT;
            }
            outcome.missingFiles().forEach(console::error);
            if (outcome.fitted() == 0 && outcome.unfit() > 0) {
                console.error(outcome.sentence() + (firstReason.isEmpty() ? "" : "; the first: " + firstReason));
                return ExitCode.BAD_INPUT;
            }
            console.remark(outcome.sentence());
            return ExitCode.OK;
        }
    }
}
