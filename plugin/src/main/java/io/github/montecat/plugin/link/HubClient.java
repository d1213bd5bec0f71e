package io.github.montecat.plugin.link;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.astrogrid.samp.Message;
import org.astrogrid.samp.Metadata;
import org.astrogrid.samp.Response;
import org.astrogrid.samp.Subscriptions;
import org.astrogrid.samp.client.AbstractMessageHandler;
import org.astrogrid.samp.client.DefaultClientProfile;
import org.astrogrid.samp.client.HubConnection;
import org.astrogrid.samp.client.HubConnector;
import org.astrogrid.samp.client.SampException;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;
import uk.ac.starlink.util.ByteArrayDataSource;

/**
 * The plugin as a SAMP client: sends messages to the agent and hands what the agent tells to the jobs it is about. A
 * client of its own, since what it takes is nobody else's business and TOPCAT's client says at its start what it takes.
 * Safe for use by several threads.
 */
final class HubClient {

    private static final Logger LOG = Logger.getLogger(HubClient.class.getName());
    private static final int RETRY_SECONDS = 2;
    /** How long news of a job may come before the answer that names it. */
    private static final long EARLY_MILLIS = 10_000;

    private final HubConnector connector = new Connector();
    private final Map<String, RunningJob> jobs = new HashMap<>();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();

    HubClient() {
        Metadata metadata = new Metadata();
        metadata.setName("Montecat plugin");
        metadata.setDescriptionText("Montecat's side inside TOPCAT");
        connector.declareMetadata(metadata);
        connector.addMessageHandler(new AbstractMessageHandler(new String[] {Protocol.JOB_PROGRESS, Protocol.RESULT}) {
            @Override
            public Map<?, ?> processCall(HubConnection connection, String sender, Message message) throws IOException {
                receive(sender, message);
                return Collections.emptyMap();
            }
        });
        connector.declareSubscriptions(connector.computeSubscriptions());
        connector.setAutoconnect(RETRY_SECONDS);
    }

    /**
     * @param seconds how long an agent may take to answer
     * @return the public id of an agent on the hub that answers; empty if there is no hub or no such agent on it
     */
    Optional<String> findAgent(int seconds) {
        List<String> agents = new ArrayList<>();
        try {
            HubConnection connection = connector.getConnection();
            if (connection != null) {
                for (Object id : connection.getSubscribedClients(Protocol.FIT).keySet()) {
                    agents.add(String.valueOf(id));
                }
            }
        } catch (SampException e) {
            LOG.log(Level.FINE, "no hub answers", e);
        }
        // One that was killed stays on the hub's list; it is asked last.
        agents.sort(Comparator.comparing(silent::contains));
        for (String agent : agents) {
            if (answers(agent, seconds)) {
                return Optional.of(agent);
            }
        }
        return Optional.empty();
    }

    boolean hasHub() {
        return connector.isConnected();
    }

    /**
     * @param agent public id
     * @return whether it answers
     */
    boolean answers(String agent, int seconds) {
        try {
            connector.callAndWait(agent, new Message(Protocol.JOB_LIST), seconds);
            silent.remove(agent);
            return true;
        } catch (SampException e) {
            LOG.log(Level.FINE, "agent " + agent + " does not answer", e);
            silent.add(agent);
            return false;
        }
    }

    /**
     * @param agent public id
     * @param message a message
     * @param seconds how long the answer may take
     * @return the result of the answer
     * @throws AgentException if the agent refuses, with its words, or does not answer
     */
    Map<?, ?> call(String agent, Message message, int seconds) throws AgentException {
        Response response;
        try {
            response = connector.callAndWait(agent, message, seconds);
        } catch (SampException e) {
            throw new AgentException("The Montecat agent does not answer (" + e.getMessage()
                    + "); try again, which starts another where this one has gone", e);
        }
        if (!response.isOK()) {
            throw new AgentException(response.getErrInfo() == null ? "The Montecat agent refused without a reason"
                    : "The Montecat agent says: " + response.getErrInfo().getErrortxt());
        }
        return response.getResult();
    }

    /**
     * Sends a message without waiting.
     *
     * @param agent public id
     * @param message a message
     */
    void tell(String agent, Message message) {
        try {
            HubConnection connection = connector.getConnection();
            if (connection != null) {
                connection.notify(agent, message);
            }
        } catch (SampException e) {
            LOG.log(Level.FINE, "agent " + agent + " has gone", e);
        }
    }

    /** From now on what the agent tells about these ids goes to the job. */
    void register(RunningJob job, String agent, String... ids) {
        synchronized (jobs) {
            Arrays.stream(ids).forEach(id -> jobs.put(key(agent, id), job));
            jobs.notifyAll();
        }
    }

    void forget(RunningJob job) {
        synchronized (jobs) {
            jobs.values().removeIf(j -> j == job);
        }
    }

    /** Every agent counts its jobs from 1, and late news of one that is gone must not reach a job of the next. */
    private static String key(String agent, String id) {
        return agent + " " + id;
    }

    private void receive(String agent, Message message) throws IOException {
        boolean progress = message.getMType().equals(Protocol.JOB_PROGRESS);
        RunningJob job = await(key(agent, String.valueOf(message.getParam(progress ? "job-id" : "table-id"))));
        if (job == null) {
            LOG.fine("news of a job that nobody waits for: " + message);
        } else if (progress) {
            job.progress(message.getParams());
        } else {
            job.part(String.valueOf(message.getParam("kind")), fetch(String.valueOf(message.getParam("url"))));
        }
    }

    /** The agent may be faster with its first news than with its answer to the call. */
    private RunningJob await(String id) {
        synchronized (jobs) {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(EARLY_MILLIS);
            for (long left = EARLY_MILLIS; !jobs.containsKey(id) && left > 0;
                    left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
                try {
                    jobs.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return null;
                }
            }
            return jobs.get(id);
        }
    }

    private static StarTable fetch(String url) throws IOException {
        return new StarTableFactory(true).makeStarTable(new ByteArrayDataSource("result", LoopbackFetch.fetch(url)));
    }

    /** Registers once, and keeps the user's environment to itself. */
    private static final class Connector extends HubConnector {

        Connector() {
            super(DefaultClientProfile.getProfile());
        }

        @Override
        public synchronized HubConnection getConnection() throws SampException {
            return super.getConnection();
        }

        @Override
        public Subscriptions computeSubscriptions() {
            Subscriptions subscriptions = super.computeSubscriptions();
            subscriptions.remove("client.env.get");
            return subscriptions;
        }
    }
}
