package io.github.montecat.agent;

import java.io.IOException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.astrogrid.samp.hub.Hub;

/**
 * The hub that the agent runs where nobody else runs one: from the start, or later when the hub that it was on has gone
 * and no other has come for a while. Safe for use by several threads.
 */
final class OwnHub implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(OwnHub.class.getName());
    /** A hub that is started anew, such as TOPCAT's with TOPCAT, has that many looks to come back. */
    private static final int LOOKS_UNTIL_START = 5;

    private final StandardProfile profile;
    private final LoopbackServer server;
    private final boolean allowed;
    private Optional<Hub> hub = Optional.empty();
    private int absent;
    private String trouble = "";
    private boolean closed;

    /**
     * @param profile where the hub is
     * @param server where it would listen
     * @param allowed whether it may be started at all
     */
    OwnHub(StandardProfile profile, LoopbackServer server, boolean allowed) {
        this.profile = profile;
        this.server = server;
        this.allowed = allowed;
    }

    /**
     * Starts the hub if none is running and it may be started.
     *
     * @throws IOException if it cannot be started
     */
    synchronized void startIfNone() throws IOException {
        if (!allowed || closed || hub.isPresent()) {
            return;
        }
        hub = profile.startHub(server);
        hub.ifPresent(h -> LOG.info("no SAMP hub was running; started one (" + profile + ")"));
    }

    /**
     * Takes note of a look at the hub, and starts one after several that found none.
     *
     * @param connected whether there is a hub
     */
    synchronized void looked(boolean connected) {
        absent = connected ? 0 : absent + 1;
        if (absent < LOOKS_UNTIL_START) {
            return;
        }
        absent = 0;
        try {
            startIfNone();
            trouble = "";
        } catch (IOException e) {
            if (!trouble.equals(e.getMessage())) {
                LOG.log(Level.WARNING, e.getMessage());
                trouble = String.valueOf(e.getMessage());
            }
        }
    }

    synchronized boolean isRunning() {
        return hub.isPresent();
    }

    @Override
    public synchronized void close() {
        closed = true;
        hub.ifPresent(Hub::shutdown);
    }
}
