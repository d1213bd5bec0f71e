package io.github.montecat.agent;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.astrogrid.samp.Subscriptions;
import org.astrogrid.samp.client.ClientProfile;
import org.astrogrid.samp.client.HubConnection;
import org.astrogrid.samp.client.HubConnector;
import org.astrogrid.samp.client.SampException;

/**
 * A connection to the hub that heals: joins a hub as soon as there is one, notices a hub that died without saying so,
 * and joins the next. JSAMP's connector does the first only, and may register twice when two threads ask at once. Safe
 * for use by several threads.
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
    private volatile boolean closed;

    /**
     * @param profile how to register
     * @param listener told true after joining a hub and false after losing it, but not of the end by {@link #close}
     */
    HubLink(ClientProfile profile, Consumer<Boolean> listener) {
        super(profile);
        this.listener = listener;
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
        return super.getConnection();
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
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "watch over the SAMP hub failed: " + e, e);
        }
    }

    /** Leaves the hub and stops watching. */
    @Override
    public void close() {
        closed = true;
        watch.shutdownNow();
        setActive(false);
    }
}
