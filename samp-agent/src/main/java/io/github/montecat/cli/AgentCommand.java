package io.github.montecat.cli;

import io.github.montecat.agent.AgentSettings;
import io.github.montecat.agent.SampAgent;
import io.github.montecat.agent.StandardProfile;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.cli.console.Console;
import io.github.montecat.cli.console.JobDisplay;
import io.github.montecat.cli.console.LogLevel;
import io.github.montecat.cli.option.Arguments;
import io.github.montecat.cli.option.FitOptions;
import io.github.montecat.cli.option.FluxOptions;
import io.github.montecat.cli.option.ModelOptions;
import io.github.montecat.job.FitPlan;
import io.github.montecat.source.SourcePolicy;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code agent}: serves TOPCAT and other SAMP clients until interrupted. */
public final class AgentCommand implements Command {

    private static final String NO_HUB = "no-hub";
    private static final String FOLLOW = "follow-ds9";
    /** Also an option of {@code topcat}, which passes it on. */
    static final String DOWNLOADS = "allow-downloads";
    private static final String WHILE = "while";

    @Override
    public String name() {
        return "agent";
    }

    @Override
    public String summary() {
        return "Fit spectra that TOPCAT and other programs send over SAMP";
    }

    @Override
    public String usageArguments() {
        return "";
    }

    @Override
    public Options options() {
        Options options = new Options().addOption(null, NO_HUB, false,
                "start no SAMP hub where none is running, but wait for one")
                .addOption(null, FOLLOW, false, "fit the regions drawn in DS9, and again whenever they change")
                .addOption(Option.builder().longOpt("pha").hasArg().argName("DIR")
                        .desc("folder for the spectra of regions (" + AgentSettings.DEFAULT_PHA_FOLDER
                                + "); the agent writes nowhere else, and replaces no file there that it has not "
                                + "written").get())
                .addOption(null, DOWNLOADS, false, "fetch http and https addresses that stand in columns of PHA files");
        options.addOption(Option.builder().longOpt(WHILE).hasArg().argName("PID")
                .desc("stop when the process of this number has ended").get());
        FitOptions.addBundleTo(options);
        FitOptions.addEngineTo(options);
        FitOptions.addRefinementTo(options);
        FitOptions.addResponseTo(options);
        ModelOptions.addTo(options);
        ModelOptions.addComparisonTo(options);
        FluxOptions.addTo(options);
        return FitOptions.addSamplingTo(options);
    }

    @Override
    public String details() {
        return """
                Runs until Ctrl-C. Joins the SAMP hub (TOPCAT has one), or starts one for TOPCAT to join. Then, in TOPCAT:
                Interop > Send table to > Montecat. The table comes back with columns of parameters. Clicking a row with
                the activation action 'Send row index' brings the row's posterior.

                Options about bundle, model, response and samples hold for messages that say nothing else. Models of the
                user (~/.montecat/models) are read once, at the start.

                With --follow-ds9 the regions drawn in DS9 are fitted, and again when they change: TOPCAT receives a table with
                a row per region, and DS9 the medians beside its regions.

                Every program on the hub can send messages, also a web page that the hub lets in. For messages the
                agent reads FITS, VOTable and ECSV files alone, and fetches the table that a message names. Addresses
                in a table's cells are fetched with --allow-downloads only. SECURITY.md says what is trusted.
                """;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws Exception {
        arguments.noWords();
        FitPlan plan = FitOptions.plan(arguments);
        if (arguments.has(FOLLOW)) {
            plan.requireOneModel("--" + FOLLOW);
        }
        OptionalLong companion = arguments.longInteger(WHILE);
        LogLevel.showAgentMessages(console);
        LogLevel.logTo(console);
        CountDownLatch end = new CountDownLatch(1);
        SampAgent agent = SampAgent.start(AgentSettings.of(StandardProfile.ofUser(), !arguments.has(NO_HUB),
                plan.library(), plan.settings(), Version.current(), new JobDisplay(console))
                .withFits(plan, ModelOptions.library())
                .withDs9(arguments.path("pha").orElse(AgentSettings.DEFAULT_PHA_FOLDER), arguments.has(FOLLOW))
                .withSources(SourcePolicy.AGENT.withLinks(arguments.has(DOWNLOADS))));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            agent.close();
            console.remark("stopped" + (agent.hasOwnHub() ? ", and with it the SAMP hub" : ""));
            end.countDown();
        }, "Montecat shutdown"));
        console.remark("bundles: " + plan.library().bundles().stream().map(ModelBundle::name)
                .collect(Collectors.joining(", ")) + "; Ctrl-C stops");
        companion.ifPresent(AgentCommand::stopWith);
        end.await();
        return ExitCode.OK;
    }

    /** Ends this program when another has ended, however that came about. */
    private static void stopWith(long process) {
        // Not on the thread that brings the news: the exit waits for the clean-up.
        Runnable stop = () -> new Thread(() -> System.exit(ExitCode.OK.status()), "Montecat stop").start();
        ProcessHandle.of(process).ifPresentOrElse(p -> p.onExit().thenRun(stop), stop);
    }
}
