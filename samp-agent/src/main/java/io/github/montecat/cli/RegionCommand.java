package io.github.montecat.cli;

import io.github.montecat.agent.AgentSettings;
import io.github.montecat.agent.Ds9Session;
import io.github.montecat.agent.StandardProfile;
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
import io.github.montecat.ds9.Ds9Client;
import io.github.montecat.ds9.Ds9View;
import io.github.montecat.ds9.RegionLabels;
import io.github.montecat.error.Counted;
import io.github.montecat.event.EventLocation;
import io.github.montecat.inference.FitResult;
import io.github.montecat.job.FitPlan;
import io.github.montecat.job.PhaFolder;
import io.github.montecat.job.RegionJob;
import io.github.montecat.job.RegionRequest;
import io.github.montecat.output.OutputFile;
import io.github.montecat.region.ImageBinning;
import io.github.montecat.result.ChainWriter;
import io.github.montecat.result.FitOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code region}: from regions of an event list, in DS9 or in files, to posteriors. */
public final class RegionCommand implements Command {

    @Override
    public String name() {
        return "region";
    }

    @Override
    public String summary() {
        return "Fit the spectra of regions drawn in DS9, or of a region file";
    }

    @Override
    public String usageArguments() {
        return "";
    }

    @Override
    public Options options() {
        Options options = new Options()
                .addOption(option(null, "events", "FILE", "event list, such as evt.fits or evt.fits[EVENTS][pi>100&&pi<300]; "
                        + "the one that DS9 shows if not given"))
                .addOption(option("r", "regions", "FILE", "region file of DS9 or CIAO; the regions drawn in DS9 if not given"))
                .addOption(option("f", "filter", "EXPRESSION", "which events count, such as pi=50:800&&grade<=4; added to that "
                        + "of the event list's name or of DS9"))
                .addOption(option(null, "pha", "DIR", "folder for the spectra as PHA files ("
                        + AgentSettings.DEFAULT_PHA_FOLDER + ")"))
                .addOption(option(null, "rmf", "FILE", "response of the spectra; their PHA files name it"))
                .addOption(option(null, "arf", "FILE", "effective area of the spectra; their PHA files name it"))
                .addOption(option("o", "output", "FILE", "where the result table goes; - or nothing for standard output"))
                .addOption(option(null, "ofmt", "FORMAT", "its format, any that STIL writes; by the file's name if not given"))
                .addOption(option("p", "posterior", "DIR", "also write the posterior of every region as an XSPEC chain into "
                        + "this folder"))
                .addOption(null, "no-labels", false, "draw no labels in DS9")
                .addOption(null, "no-send", false, "do not send the table to TOPCAT");
        FitOptions.addBundleTo(options);
        FitOptions.addSamplingTo(options);
        FitOptions.addEngineTo(options);
        FitOptions.addRefinementTo(options);
        ModelOptions.addTo(options);
        FluxOptions.addTo(options);
        ColumnOptions.addTo(options);
        FitOptions.addReadingTo(options);
        return ThreadLimit.addTo(options);
    }

    private static Option option(String letter, String name, String argument, String description) {
        return Option.builder(letter).longOpt(name).hasArg().argName(argument).desc(description).get();
    }

    @Override
    public String details() {
        return """
                Without --events, DS9 is asked over SAMP which event list it shows, with which filter, and which regions are
                drawn. The table then also goes to TOPCAT, and the medians are written beside the regions in DS9.

                A region with the property 'background' (Region > Properties in DS9) gives the background: of the sources
                that have a tag in common with it, or of all. What a region with '-' before it covers is left out of all.
                A region that cannot be fitted keeps its row, with counts, a flag and a reason; its PHA file is written all
                the same. The exit code is 1 if there is no region.

                examples:
                  montecat region -o regions.fits
                  montecat region --events evt.fits --regions ds9.reg --filter 'pi=50:800'
                """;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws Exception {
        arguments.noWords();
        if (arguments.has("events") && !arguments.has("regions")) {
            throw new UsageException("--events needs --regions; give neither to ask DS9");
        }
        TableFileWriter writer = TableFileWriter.of(arguments);
        FitPlan plan = FitOptions.plan(arguments).requireOneModel("region");
        if (arguments.has("events")) {
            EventLocation events = EventLocation.parse(arguments.text("events").orElseThrow());
            try (RegionJob job = RegionJob.open(request(arguments, events, List.of(), Optional.empty()), plan)) {
                return run(arguments, console, job, regionFile(arguments), plan, writer).code();
            }
        }
        try (Ds9Session session = Ds9Session.join(StandardProfile.ofUser(), Version.current())) {
            Ds9Client ds9 = session.ds9();
            Ds9View view = ds9.view();
            console.remark("DS9 shows " + view.events().file() + (view.events().filter().isEmpty() ? ""
                    : ", filtered by " + view.events().filter()));
            String regions = arguments.has("regions") ? regionFile(arguments) : ds9.regions();
            try (RegionJob job = RegionJob.open(request(arguments, view.events(), view.axes(),
                    Optional.of(view.binning())), plan)) {
                Result result = run(arguments, console, job, regions, plan, writer);
                if (!arguments.has("no-labels") && !result.outcome().results().isEmpty()) {
                    RegionLabels.draw(ds9, result.outcome().spectra().regions(), result.outcome().results());
                }
                if (!arguments.has("no-send") && !result.outcome().results().isEmpty()) {
                    console.remark(session.send(result.outcome().table(), job.stem() + ", regions")
                            ? "sent the table to TOPCAT" : "nobody on the SAMP hub takes tables; start TOPCAT to have it there");
                }
                return result.code();
            }
        }
    }

    private static String regionFile(Arguments arguments) throws IOException, UsageException {
        return Files.readString(arguments.path("regions").orElseThrow());
    }

    private static RegionRequest request(Arguments arguments, EventLocation events, List<String> axes,
            Optional<ImageBinning> binning) throws UsageException {
        if (arguments.has("arf") && !arguments.has("rmf") && arguments.has("refine")) {
            throw new UsageException("--arf goes with --rmf where posteriors are refined");
        }
        String filter = arguments.text("filter").orElse("");
        String both = filter.isEmpty() || events.filter().isEmpty() ? filter + events.filter()
                : "(" + events.filter() + ")&&(" + filter + ")";
        return new RegionRequest(new EventLocation(events.file(), events.extension(), both), axes, binning,
                arguments.positive("exposure"), existing(arguments, "rmf"), existing(arguments, "arf"));
    }

    private static String existing(Arguments arguments, String option) throws UsageException {
        Optional<Path> file = arguments.path(option);
        if (file.isPresent() && !Files.isRegularFile(file.get())) {
            throw new UsageException("there is no file " + file.get() + " for --" + option);
        }
        return file.map(f -> f.toAbsolutePath().normalize().toString()).orElse("");
    }

    /** What was made of the regions, and the exit code for it. */
    private record Result(RegionJob.Outcome outcome, ExitCode code) {
    }

    private static Result run(Arguments arguments, Console console, RegionJob job, String regions, FitPlan plan,
            TableFileWriter writer) throws Exception {
        Path pha = arguments.path("pha").orElse(AgentSettings.DEFAULT_PHA_FOLDER);
        OutputFile.requireFolder(pha);
        Optional<Path> chains = arguments.outputFolder("posterior");
        RegionJob.Outcome outcome;
        try (ConsoleProgress progress = console.progress("counting", "events")) {
            outcome = ThreadLimit.run(arguments, () -> job.run(regions, Optional.of(PhaFolder.replacing(pha)),
                    progress));
        }
        outcome.remarks().forEach(console::remark);
        if (outcome.results().isEmpty()) {
            console.error("there is no region to fit" + (arguments.has("regions") ? " in " + arguments.text("regions").get()
                    : " in DS9; draw one, or take the property 'background' off one"));
            return new Result(outcome, ExitCode.BAD_INPUT);
        }
        if (chains.isPresent()) {
            for (FitResult result : outcome.results()) {
                if (result.posterior().isPresent()) {
                    String id = outcome.spectra().regions().get((int) result.row()).id().replace('.', '_');
                    ChainWriter.write(chains.get().resolve(job.stem() + "-" + id + ".fits"), result, plan.settings(),
                            job.events().name());
                }
            }
        }
        writer.write(outcome.table(), console);
        console.remark("regions: " + FitOutcome.of(outcome.results()).sentence() + "; exposure from "
                + outcome.spectra().exposureSource() + "; PHA files in " + pha);
        outcome.results().stream().filter(r -> r.posterior().isEmpty()).map(FitResult::reason).distinct()
                .forEach(reason -> console.remark("not fitted: " + reason));
        return new Result(outcome, ExitCode.OK);
    }
}
