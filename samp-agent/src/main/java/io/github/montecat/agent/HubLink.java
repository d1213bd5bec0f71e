package io.github.montecat.agent;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.astrogrid.samp.Message;
import org.astrogrid.samp.Response;
import org.astrogrid.samp.ShutdownManager;
import org.astrogrid.samp.Subscriptions;
import org.astrogrid.samp.client.ClientProfile;
import org.astrogrid.samp.client.HubConnection;
import org.astrogrid.samp.client.HubConnector;
import org.astrogrid.samp.client.SampException;

/**
 * A connection to the hub that heals: joins a hub as soon as there is one, notices a hub that died without saying so,
 * and joins the next. JSAMP's connector does the first only, may register twice when two threads ask at once, stays
 * half registered when a hub goes during the registration, and forgets calls when the hub goes. Safe for use by several
 * threads.
 */
final class HubLink extends HubConnector implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(HubLink.class.getName());
    /** JSAMP answers this one with the user's environment variables. */
    private static final String ENVIRONMENT_MTYPE = "client.env.get";

    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(r -> {
        Thread thread = new Thread(r, "Montecat hub watch");
        thread.setDaemon(true);
        return thread;
    });
    private final Consumer<Boolean> listener;
    private final Peers peers;
    private final PendingCalls calls = new PendingCalls();
    private volatile Runnable look = () -> { };
    /** The registration that is in use or just being made, null if there is none. */
    private volatile HubConnection joined;
    private volatile boolean declared;
    private volatile long session;
    private volatile boolean closed;

    /**
     * @param profile how to register
     * @param listener told true after joining a hub and false after losing it, but not of the end by {@link #close}
     */
    HubLink(ClientProfile profile, Consumer<Boolean> listener) {
        this(profile, listener, new KnownClients());
    }

    private HubLink(ClientProfile profile, Consumer<Boolean> listener, KnownClients clients) {
        super(profile, clients);
        this.listener = listener;
        peers = new Peers(this, clients);
        addResponseHandler(calls);
        clients.whenOneLeaves(calls::loseThoseOf);
    }

    /** @param task what is to be done at every look at the hub, whether there is one or not; must not wait */
    void atEveryLook(Runnable task) {
        look = task;
    }

    /**
     * Joins the hub if there is one and keeps watch from now on. Metadata and handlers must have been set.
     *
     * @param watchMillis time between two looks
     */
    void open(long watchMillis) {
        declareSubscriptions(computeSubscriptions());
        // A new connector is active; setActive(true) would log a stack trace where a lock file is stale.
        look();
        watch.scheduleWithFixedDelay(this::look, watchMillis, watchMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public Subscriptions computeSubscriptions() {
        Subscriptions subscriptions = super.computeSubscriptions();
        subscriptions.remove(ENVIRONMENT_MTYPE);
        return subscriptions;
    }

    /** One thread at a time, so that the client registers once. */
    @Override
    public synchronized HubConnection getConnection() throws SampException {
        boolean before = isConnected();
        try {
            return super.getConnection();
        } catch (SampException | RuntimeException e) {
            if (before || !isConnected()) {
                throw e;
            } else if (!declared) {
                // A client without subscriptions would stay on the hub, deaf.
                disconnect();
                throw e;
            }
            // Another client left while JSAMP asked about it. That is no reason to leave too.
            LOG.log(Level.FINE, "the list of clients is incomplete", e);
            connectionChanged(true);
            return super.getConnection();
        }
    }

    @Override
    protected HubConnection createConnection() throws SampException {
        declared = false;
        joined = super.createConnection();
        return joined;
    }

    @Override
    public void configureConnection(HubConnection connection) throws SampException {
        super.configureConnection(connection);
        declared = true;
    }

    @Override
    protected void disconnect() {
        HubConnection old = joined;
        joined = null;
        super.disconnect();
        calls.loseAll();
        if (old != null && !closed) {
            try {
                watch.execute(() -> leave(old));
            } catch (RejectedExecutionException e) {
                LOG.log(Level.FINE, "closing", e);
            }
        }
    }

    /** A hub that only seemed to go still has this client on its list. */
    private static void leave(HubConnection old) {
        try {
            old.unregister();
        } catch (SampException | RuntimeException e) {
            LOG.log(Level.FINE, "the hub has gone indeed", e);
            ShutdownManager.getInstance().unregisterHook(old);
        }
    }

    /**
     * @return the connection
     * @throws SampException if there is no hub at present
     */
    HubConnection requireConnection() throws SampException {
        HubConnection connection = getConnection();
        if (connection == null) {
            throw new SampException("no SAMP hub is running at present");
        }
        return connection;
    }

    /**
     * @param clientId public id of a client
     * @param mtype a message type
     * @return whether that client is registered and takes such messages
     */
    boolean takes(String clientId, String mtype) {
        try {
            HubConnection connection = getConnection();
            return connection != null && connection.getSubscriptions(clientId).isSubscribed(mtype);
        } catch (SampException e) {
            LOG.log(Level.FINE, "client " + clientId + " has gone", e);
            return false;
        }
    }

    /**
     * A registration.
     *
     * @param connection to the hub
     * @param session its number
     */
    record Registration(HubConnection connection, long session) {
    }

    /**
     * @return the present registration, complete
     * @throws SampException if there is no hub
     */
    synchronized Registration requireRegistration() throws SampException {
        return new Registration(requireConnection(), session);
    }

    /** @return who is on the hub */
    Peers peers() {
        return peers;
    }

    /** @return number of the present or last session with a hub; public ids of clients hold in one session */
    long session() {
        return session;
    }

    /**
     * Calls a client without waiting for the answer.
     *
     * @param clientId public id of the client
     * @param message the message
     * @param patience how long the answer may take
     * @return completed by the answer; exceptionally by a {@link TimeoutException}, or a {@link SampException} when the
     *         hub or the client goes
     * @throws SampException if there is no hub, or it refuses to pass the message on
     */
    CompletableFuture<Response> ask(String clientId, Message message, Duration patience) throws SampException {
        PendingCalls.Call call = calls.open(clientId);
        try {
            requireConnection().call(clientId, call.tag(), message);
        } catch (SampException | RuntimeException e) {
            call.answer().cancel(false);
            throw e;
        }
        return call.answer().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** JSAMP's own fails with a NullPointerException where there is no hub. */
    @Override
    @SuppressWarnings("rawtypes")
    public Response callAndWait(String clientId, Map message, int seconds) throws SampException {
        try {
            return ask(clientId, Message.asMessage(message), Duration.ofSeconds(seconds)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SampException("interrupted while waiting for an answer", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new SampException("no answer within " + seconds + " s", e);
            }
            throw new SampException(e.getCause().getMessage(), e);
        }
    }

    /**
     * @param clientId public id of a client
     * @return its name, or the id if it has none
     */
    String nameOf(String clientId) {
        try {
            HubConnection connection = getConnection();
            String name = connection == null ? null : connection.getMetadata(clientId).getName();
            return name == null ? clientId : name;
        } catch (SampException e) {
            LOG.log(Level.FINE, "client " + clientId + " has gone", e);
            return clientId;
        }
    }

    @Override
    protected void connectionChanged(boolean isConnected) {
        if (isConnected) {
            session++;
        }
        if (!closed) {
            listener.accept(isConnected);
        }
    }

    private void look() {
        try {
            HubConnection connection = getConnection();
            if (connection != null) {
                // Unlike a ping, this one needs a registration that the hub still knows.
                connection.getRegisteredClients();
            }
        } catch (SampException e) {
            LOG.log(Level.FINE, "hub does not answer", e);
            if (isConnected()) {
                disconnect();
            }
        } catch (Throwable e) {
            // A look that throws would be the last one.
            LOG.log(Level.WARNING, "watch over the SAMP hub failed: " + e, e);
        }
        try {
            look.run();
        } catch (Throwable e) {
            LOG.log(Level.WARNING, "watch over the SAMP hub failed: " + e, e);
        }
    }

    /** Leaves the hub and stops watching. */
    @Override
    public void close() {
        closed = true;
        watch.shutdownNow();
        setActive(false);
        calls.loseAll();
    }
}
