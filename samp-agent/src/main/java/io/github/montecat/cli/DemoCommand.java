package io.github.montecat.cli;

import io.github.montecat.agent.AgentSettings;
import io.github.montecat.agent.ReceivedTable;
import io.github.montecat.agent.SampAgent;
import io.github.montecat.agent.StandardProfile;
import io.github.montecat.agent.TablePartner;
import io.github.montecat.agent.TemporaryFolder;
import io.github.montecat.cli.console.Console;
import io.github.montecat.cli.console.ConsoleProgress;
import io.github.montecat.cli.option.Arguments;
import io.github.montecat.cli.option.FitOptions;
import io.github.montecat.job.FitPlan;
import io.github.montecat.job.JobListener;
import io.github.montecat.output.OutputFile;
import io.github.montecat.table.TableFormats;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.astrogrid.samp.Response;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;
import uk.ac.starlink.table.StarTableOutput;
import uk.ac.starlink.table.Tables;
import uk.ac.starlink.util.ByteArrayDataSource;

/**
 * {@code demo}: the whole way without TOPCAT. A private hub and the agent run in this process, and a second client plays
 * the part of TOPCAT: sends a shipped table of simulated spectra, takes the result, highlights a row, takes its posterior.
 */
public final class DemoCommand implements Command {

    /** The shipped table, as {@link io.github.montecat.result.SimulatedTable} makes it. */
    static final String SPECTRA = "/io/github/montecat/demo/spectra.fits";

    private static final String TABLE_ID = "demo-spectra";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration GLANCE = Duration.ofMillis(200);

    private final Callable<byte[]> spectra;

    /** Demonstrates with the shipped table. */
    public DemoCommand() {
        this(DemoCommand::resource);
    }

    /** @param spectra gives the content of a FITS file with a table of simulated spectra */
    DemoCommand(Callable<byte[]> spectra) {
        this.spectra = spectra;
    }

    @Override
    public String name() {
        return "demo";
    }

    @Override
    public String summary() {
        return "See the whole way from spectra to posteriors, without TOPCAT";
    }

    @Override
    public String usageArguments() {
        return "";
    }

    @Override
    public Options options() {
        Options options = new Options().addOption(Option.builder("o").longOpt("output").hasArg().argName("DIR")
                .desc("folder for the tables (montecat-demo)").get());
        FitOptions.addBundleTo(options);
        FitOptions.addEngineTo(options);
        return FitOptions.addSamplingTo(options);
    }

    @Override
    public String details() {
        return """
                Starts a SAMP hub and the agent for themselves, out of the way of any hub that is running, and plays the part
                of TOPCAT: sends a table of simulated spectra to the agent, receives the table with parameters, highlights
                the first row and receives its posterior. Prints the true parameters beside the inferred ones.
                """;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws Exception {
        arguments.noWords();
        FitPlan plan = FitOptions.plan(arguments);
        Path folder = arguments.path("output").orElse(Path.of("montecat-demo"));
        byte[] content = spectra.call();
        OutputFile.requireFolder(folder);
        Path sent = folder.resolve("spectra.fits");
        OutputFile.write(sent, content);
        StarTable source = Tables.randomTable(new StarTableFactory(true)
                .makeStarTable(new ByteArrayDataSource("spectra", content), "fits"));
        try (TemporaryFolder hubFolder = new TemporaryFolder("montecat-demo-")) {
            StandardProfile profile = StandardProfile.at(hubFolder.path().resolve("samp.lock"));
            try (SampAgent agent = SampAgent.start(AgentSettings.of(profile, true, plan.library(), plan.settings(),
                    Version.current(), JobListener.NONE));
                    TablePartner partner = TablePartner.join(profile, "Demo", true)) {
                String client = agent.clientId().orElseThrow(() -> new IOException("the agent has not joined the hub"));
                console.remark("sending " + source.getRowCount() + " simulated spectra to the agent over SAMP");
                requireGood(partner.sendTable(client, source, "demo", TABLE_ID));
                ReceivedTable result = awaitResult(partner, source.getRowCount(), console);
                console.remark("received '" + result.name() + "'; highlighting its first row");
                requireGood(partner.highlight(client, result.id(), 0));
                ReceivedTable posterior = partner.await(PATIENCE)
                        .orElseThrow(() -> new IOException("no posterior came within " + PATIENCE.toMinutes() + " min"));
                console.remark("received '" + posterior.name() + "'");
                Path resultFile = write(result, folder.resolve("result.fits"));
                Path posteriorFile = write(posterior, folder.resolve("posterior-row1.fits"));
                console.out().print(new DemoReport(result.table()));
                console.out().println("spectra sent:        " + sent);
                console.out().println("result table:        " + resultFile);
                console.out().println("posterior of row 1:  " + posteriorFile);
                return ExitCode.OK;
            }
        }
    }

    private static byte[] resource() throws IOException {
        try (InputStream in = DemoCommand.class.getResourceAsStream(SPECTRA)) {
            if (in == null) {
                throw new IOException("this program lacks its demonstration spectra (" + SPECTRA + ")");
            }
            return in.readAllBytes();
        }
    }

    private static void requireGood(Response response) throws IOException {
        if (!response.isOK()) {
            throw new IOException("the agent refused: " + response.getErrInfo().getErrortxt());
        }
    }

    private static ReceivedTable awaitResult(TablePartner partner, long rows, Console console)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (ConsoleProgress progress = console.progress("fitting", "spectra")) {
            while (System.nanoTime() < end) {
                Optional<ReceivedTable> table = partner.await(GLANCE);
                List<Map<String, String>> told = partner.progress();
                if (!told.isEmpty()) {
                    Map<String, String> last = told.get(told.size() - 1);
                    if ("failed".equals(last.get("state"))) {
                        throw new IOException("the agent failed: " + last.get("message"));
                    }
                    progress.update(Long.parseLong(last.get("done")), rows);
                }
                if (table.isPresent()) {
                    progress.update(rows, rows);
                    return table.get();
                }
            }
        }
        throw new IOException("no result came within " + PATIENCE.toMinutes() + " min");
    }

    private static Path write(ReceivedTable table, Path file) throws IOException {
        StarTableOutput output = TableFormats.writing();
        OutputFile.write(file, out -> output.writeStarTable(table.table(), out, output.getHandler("fits")));
        return file;
    }
}
