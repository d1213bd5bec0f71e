package io.github.montecat.agent;

import io.github.montecat.job.JobListener;
import io.github.montecat.job.JobState;
import io.github.montecat.job.JobStatus;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.astrogrid.samp.Message;
import org.astrogrid.samp.client.SampException;

/**
 * Tells the client that asked for a job how it goes, by {@code montecat.job.progress} at every change of state and about
 * once a second, if the client takes that; and tells the log how it ended.
 */
final class ProgressNotifier implements JobListener {

    /** Message type by which progress is told. */
    static final String MTYPE = Mtype.JOB_PROGRESS.word();

    private static final Logger LOG = Logger.getLogger(ProgressNotifier.class.getName());
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final HubLink link;
    private final Peer client;
    private final Executor executor;
    private JobState lastState;
    private long lastTold;

    /**
     * @param link to the hub
     * @param client the client
     * @param executor runs the sending one message after another, so that a slow hub does not slow the job
     */
    ProgressNotifier(HubLink link, Peer client, Executor executor) {
        this.link = link;
        this.client = client;
        this.executor = executor;
    }

    /** @return the status as SAMP has it: a map of texts */
    static Map<String, Object> describe(JobStatus status) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("job-id", status.id());
        map.put("name", SampText.of(status.name()));
        map.put("state", status.state().name().toLowerCase(Locale.ROOT));
        map.put("done", Long.toString(status.done()));
        map.put("total", Long.toString(status.total()));
        map.put("message", SampText.of(status.message()));
        return Mtype.JOB_PROGRESS.listed(map);
    }

    @Override
    public void changed(JobStatus status) {
        long now = System.nanoTime();
        if (status.state() == lastState && now - lastTold < INTERVAL_NANOS) {
            return;
        }
        if (status.state() != lastState && status.state() == JobState.FAILED) {
            LOG.warning("'" + status.name() + "' failed: " + status.message());
        } else if (status.state() != lastState && status.state() == JobState.CANCELLED) {
            LOG.info("'" + status.name() + "' was cancelled");
        }
        lastState = status.state();
        lastTold = now;
        try {
            executor.execute(() -> tell(status));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.FINE, "the agent is closing", e);
        }
    }

    private void tell(JobStatus status) {
        try {
            Optional<String> present = link.peers().locate(client).filter(id -> link.takes(id, MTYPE));
            if (present.isPresent()) {
                link.requireConnection().notify(present.get(), new Message(MTYPE, describe(status)));
            }
        } catch (SampException e) {
            LOG.log(Level.FINE, "client " + client.id() + " has gone", e);
        } catch (Throwable e) {
            // This thread serves all clients.
            LOG.log(Level.WARNING, "progress cannot be told to " + client.id() + ": " + e, e);
        }
    }
}
