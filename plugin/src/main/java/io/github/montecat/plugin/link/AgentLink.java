package io.github.montecat.plugin.link;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.astrogrid.samp.Message;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableOutput;

/**
 * The agent as the rest of the plugin sees it. Every method may take long and must not be called on the event thread.
 * Safe for use by several threads.
 *
 * <pre>{@code
 * FitParts parts = AgentLink.shared().fit(new FitCall("sources", table).with("column", "COUNTS"),
 *         (done, total) -> show(done, total));
 * }</pre>
 */
public final class AgentLink {

    private static final int START_SECONDS = 90;
    private static final int ANSWER_SECONDS = 60;
    private static final int ALIVE_SECONDS = 5;
    private static final long NEWS_MILLIS = 200;
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int LOOKS_UNTIL_GONE = 3;
    private static final long LAST_PART_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final HubClient hub = new HubClient();
    private final AgentLauncher launcher = new AgentLauncher();

    private AgentLink() {
    }

    /** Made when first asked for, since column functions are static and share it with the window. */
    private static final class Holder {

        private static final AgentLink LINK = new AgentLink();
    }

    /** @return the one link of this TOPCAT */
    public static AgentLink shared() {
        return Holder.LINK;
    }

    /**
     * Finds the agent, or starts one and waits until it is ready.
     *
     * @return its public id on the hub
     * @throws AgentException if there is none and none can be started
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public synchronized String requireAgent() throws AgentException, InterruptedException {
        Optional<String> agent = hub.findAgent(ALIVE_SECONDS);
        if (agent.isPresent()) {
            return agent.get();
        }
        launcher.start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() < end) {
            Thread.sleep(250);
            Optional<String> started = hub.findAgent(ALIVE_SECONDS);
            if (started.isPresent()) {
                return started.get();
            }
            if (!launcher.isRunning()) {
                throw new AgentException("The Montecat agent ended right after its start"
                        + launcher.lastWords().map(w -> ": " + w).orElse("")
                        + "; run './montecat agent' in a terminal to see more");
            }
        }
        throw new AgentException("The Montecat agent was started but has not come to the SAMP hub within "
                + START_SECONDS + " s; " + (hub.hasHub() ? "try again in a while"
                        : "there is no hub either: press the plug icon at the foot of TOPCAT's main window, "
                        + "start an internal hub and try again"));
    }

    /**
     * @param channels channels of the spectra, 0 if unknown
     * @param exposure their exposure in s, NaN if unknown or not the same for all
     * @param withBackground whether they may have background spectra; false if they cannot
     * @return the agent's bundles, each with the reason if it does not fit such spectra
     * @throws AgentException if the agent cannot be had
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public List<BundleInfo> bundles(int channels, double exposure, boolean withBackground)
            throws AgentException, InterruptedException {
        Message message = new Message(Protocol.BUNDLE_LIST);
        if (channels > 0) {
            message.addParam("channels", Integer.toString(channels));
        }
        if (!withBackground) {
            message.addParam("background", "0");
        }
        if (exposure > 0) {
            message.addParam("exposure", Double.toString(exposure));
        }
        List<BundleInfo> list = new ArrayList<>();
        Object bundles = hub.call(requireAgent(), message, ANSWER_SECONDS).get("bundles");
        if (bundles instanceof List) {
            ((List<?>) bundles).forEach(b -> list.add(new BundleInfo((Map<?, ?>) b)));
        }
        return list;
    }

    /**
     * @return the agent's models that have names
     * @throws AgentException if the agent cannot be had
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public List<ModelInfo> models() throws AgentException, InterruptedException {
        List<ModelInfo> list = new ArrayList<>();
        Object models = hub.call(requireAgent(), new Message(Protocol.MODEL_LIST), ANSWER_SECONDS).get("models");
        if (models instanceof List) {
            ((List<?>) models).forEach(m -> list.add(new ModelInfo((Map<?, ?>) m)));
        }
        return list;
    }

    /**
     * @param bundle a bundle's name
     * @param exposure in s
     * @param parameters values of its free parameters
     * @return expected counts in its bins
     * @throws AgentException if the agent cannot be had or refuses
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public double[] model(String bundle, double exposure, double... parameters)
            throws AgentException, InterruptedException {
        Message message = new Message(Protocol.MODEL).addParam("bundle", bundle)
                .addParam("exposure", Double.toString(exposure)).addParam("parameters",
                        Arrays.stream(parameters).mapToObj(Double::toString).collect(Collectors.toList()));
        return ((List<?>) hub.call(requireAgent(), message, ANSWER_SECONDS).get("counts")).stream()
                .mapToDouble(c -> Double.parseDouble((String) c)).toArray();
    }

    /**
     * Has a table fitted and waits for the results.
     *
     * @param call what and how
     * @param listener hears of progress and may cancel
     * @return the results
     * @throws AgentException if the agent cannot be had, refuses, fails or goes away; the message is for the user
     * @throws IOException if the table cannot be read or written to a temporary file
     * @throws CancellationException if the listener or somebody else cancelled the job
     * @throws InterruptedException if this thread was interrupted
     */
    public FitParts fit(FitCall call, ProgressListener listener) throws IOException, InterruptedException {
        String agent = requireAgent();
        Path file = Files.createTempFile("montecat-spectra", ".fits");
        RunningJob job = new RunningJob();
        try {
            write(call.table(), file.toFile());
            if (listener.isCancelled()) {
                throw new CancellationException("cancelled before the spectra were sent");
            }
            Message message = new Message(Protocol.FIT).addParam("url", file.toUri().toString())
                    .addParam("name", ascii(call.name()));
            call.parameters().forEach((name, value) -> message.addParam(name, ascii(value)));
            Map<?, ?> answer = hub.call(agent, message, ANSWER_SECONDS);
            String id = String.valueOf(answer.get("job-id"));
            hub.register(job, agent, id, String.valueOf(answer.get("table-id")));
            try {
                return await(job, agent, !"0".equals(call.parameters().get("posterior")), listener);
            } catch (CancellationException | InterruptedException e) {
                hub.tell(agent, new Message(Protocol.JOB_CANCEL).addParam("job-id", id));
                throw e;
            }
        } finally {
            hub.forget(job);
            Files.deleteIfExists(file);
        }
    }

    private FitParts await(RunningJob job, String agent, boolean withPosterior, ProgressListener listener)
            throws AgentException, InterruptedException {
        int silent = 0;
        long ended = 0;
        long heard = System.nanoTime();
        while (true) {
            boolean news = job.awaitNews(NEWS_MILLIS);
            if (listener.isCancelled()) {
                throw new CancellationException("cancelled");
            } else if (news) {
                silent = 0;
                heard = System.nanoTime();
                listener.update(job.done(), job.total());
            } else if (System.nanoTime() - heard < LOOK_NANOS) {
                continue;
            } else if (hub.answers(agent, ALIVE_SECONDS)) {
                silent = 0;
                heard = System.nanoTime();
            } else if (++silent == LOOKS_UNTIL_GONE || !hub.hasHub()) {
                throw new AgentException((hub.hasHub() ? "The Montecat agent has gone"
                        : "The SAMP hub has gone, and with it the Montecat agent")
                        + " while it was fitting. The table is as it was. Press Fit to start again");
            }
            if (job.hasFailed()) {
                throw new AgentException("The Montecat agent says: " + job.message());
            } else if (job.wasCancelled()) {
                throw new CancellationException("the job was cancelled");
            } else if (job.hasEnded()) {
                ended = ended == 0 ? System.nanoTime() : ended;
                if (job.hasResults() && (!withPosterior || job.hasPosterior()
                        || !expectsPosterior(job.parts()))) {
                    return job.parts();
                } else if (System.nanoTime() - ended > LAST_PART_NANOS) {
                    throw new AgentException("The Montecat agent has finished, but its results have not come; look at "
                            + "its messages and try again");
                }
            }
        }
    }

    /** One spectrum that was fitted is followed by its posterior. */
    private static boolean expectsPosterior(FitParts parts) throws AgentException {
        StarTable table = parts.columns().orElseGet(() -> parts.table().orElseThrow(IllegalStateException::new));
        try {
            return table.getRowCount() == 1 && new FitOutcome(table).isAnyFitted();
        } catch (IOException e) {
            throw new AgentException("The results cannot be read: " + e.getMessage(), e);
        }
    }

    private static void write(StarTable table, File file) throws IOException {
        StarTableOutput output = new StarTableOutput();
        try (OutputStream out = new BufferedOutputStream(new FileOutputStream(file), 1 << 16)) {
            output.writeStarTable(table, out, output.getHandler("fits"));
        }
    }

    /** SAMP takes no other text. */
    private static String ascii(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
