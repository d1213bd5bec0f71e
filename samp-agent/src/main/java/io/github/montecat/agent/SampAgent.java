package io.github.montecat.agent;

import io.github.montecat.error.ErrorSentence;
import io.github.montecat.job.JobListener;
import io.github.montecat.job.JobQueue;
import io.github.montecat.job.PhaFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.astrogrid.samp.client.SampException;

/**
 * The agent: a SAMP client named Montecat that fits what it is sent. Runs until closed; when a hub goes it joins the
 * next, or starts one if it may.
 * Safe for use by several threads.
 *
 * <pre>{@code
 * try (SampAgent agent = SampAgent.start(AgentSettings.of(StandardProfile.ofUser(), true, library,
 *         FitSettings.DEFAULT, "0.1.0", JobListener.NONE))) {
 *     waitForInterrupt();
 * }
 * }</pre>
 */
public final class SampAgent implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SampAgent.class.getName());
    private static final String FOLDER_PREFIX = "montecat-agent-";

    private final AgentSettings settings;
    private final TemporaryFolder folder;
    private final LoopbackServer server;
    private final OwnHub hub;
    private final HubLink link;
    private final JobQueue queue;
    private final TableSessions sessions;
    private final ExecutorService notifications = Executors.newSingleThreadExecutor(r -> {
        Thread thread = new Thread(r, "Montecat notifications");
        thread.setDaemon(true);
        return thread;
    });
    private final Optional<RegionFollower> follower;
    private final Outbox outbox;
    private boolean closed;

    private SampAgent(AgentSettings settings, TemporaryFolder folder, LoopbackServer server, OwnHub hub)
            throws IOException {
        this.settings = settings;
        this.folder = folder;
        this.server = server;
        this.hub = hub;
        queue = new JobQueue(settings.queueCapacity());
        sessions = new TableSessions(2 * settings.queueCapacity() + 2);
        link = new HubLink(settings.profile().clientProfile(server), this::connectionChanged);
        link.declareMetadata(AgentMetadata.of(server, settings.version()));
        Function<Delivery, JobListener> listeners = delivery -> {
            JobListener notifier = new ProgressNotifier(link, delivery.client(), notifications);
            return status -> {
                delivery.setJobId(status.id());
                notifier.changed(status);
                settings.display().changed(status);
            };
        };
        TableSender sender = new TableSender(link, server, folder);
        outbox = new Outbox(link, sender);
        Intake intake = new Intake();
        PhaFolder phaFolder = PhaFolder.keeping(settings.phaFolder());
        link.addMessageHandler(new TableService(settings, link, queue, sender, outbox, sessions, intake, listeners));
        link.addMessageHandler(new PosteriorService(queue, sender, outbox, sessions, listeners));
        link.addMessageHandler(new RegionService(settings, link, queue, sender, outbox, sessions, phaFolder, intake,
                listeners));
        follower = settings.followDs9() ? Optional.of(new RegionFollower(settings, link, sender, sessions, phaFolder))
                : Optional.empty();
        link.addMessageHandler(new ControlService(settings.library(), settings.models(), queue, link, outbox));
        link.addMessageHandler(new ModelService(settings.library()));
        link.atEveryLook(() -> {
            hub.looked(link.isConnected());
            outbox.look();
        });
    }

    /**
     * Starts an agent. Where there is neither a hub nor leave to start one, it waits for a hub.
     *
     * @param settings what it is told
     * @return the running agent, to be closed
     * @throws IOException if a hub is to be started and cannot be, or no port or temporary folder can be had
     */
    public static SampAgent start(AgentSettings settings) throws IOException {
        TemporaryFolder.removeOrphans(FOLDER_PREFIX);
        TemporaryFolder folder = new TemporaryFolder(FOLDER_PREFIX);
        LoopbackServer server = null;
        OwnHub hub = null;
        try {
            server = new LoopbackServer();
            hub = new OwnHub(settings.profile(), server, settings.startHub());
            hub.startIfNone();
            SampAgent agent = new SampAgent(settings, folder, server, hub);
            agent.link.open(settings.watchInterval().toMillis());
            if (!agent.link.isConnected()) {
                LOG.info("no SAMP hub is running (" + settings.profile() + "); waiting for one");
            }
            agent.follower.ifPresent(RegionFollower::start);
            return agent;
        } catch (IOException | RuntimeException e) {
            if (hub != null) {
                hub.close();
            }
            if (server != null) {
                server.close();
            }
            folder.close();
            throw e;
        }
    }

    /** @return whether it runs a hub of its own */
    public boolean hasOwnHub() {
        return hub.isRunning();
    }

    /** @return its public id on the hub, empty while there is no hub */
    public Optional<String> clientId() {
        try {
            return Optional.ofNullable(link.getConnection()).map(c -> c.getRegInfo().getSelfId());
        } catch (SampException e) {
            LOG.log(Level.FINE, "no connection", e);
            return Optional.empty();
        }
    }

    /** Where what it sends lies for a while. */
    Path temporaryFolder() {
        return folder.path();
    }

    private void connectionChanged(boolean connected) {
        LOG.info(connected ? "joined the SAMP hub as 'Montecat'" : "the SAMP hub has gone; waiting for the next one"
                + (settings.startHub() ? " or starting one" : "") + " (" + settings.profile() + ")");
        if (connected) {
            outbox.look();
            follower.ifPresent(RegionFollower::hubJoined);
        }
    }

    /** Cancels all jobs, leaves the hub, stops its own one, and deletes all temporary files. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        queue.close();
        follower.ifPresent(RegionFollower::close);
        notifications.shutdown();
        outbox.close();
        link.close();
        sessions.close();
        hub.close();
        server.close();
        try {
            folder.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot delete temporary folder " + folder.path() + ": "
                    + ErrorSentence.reason(e), e);
        }
    }
}
