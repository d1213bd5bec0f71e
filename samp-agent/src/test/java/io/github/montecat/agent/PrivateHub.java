package io.github.montecat.agent;

import java.io.IOException;
import java.nio.file.Path;
import org.astrogrid.samp.hub.Hub;

/** A hub of the test's own that can go and come back. */
final class PrivateHub implements AutoCloseable {

    private final StandardProfile profile;
    private LoopbackServer server;
    private Hub hub;

    /** Starts it. */
    PrivateHub(Path folder) throws IOException {
        profile = StandardProfile.at(folder.resolve("samp.lock"));
        start();
    }

    StandardProfile profile() {
        return profile;
    }

    void start() throws IOException {
        server = new LoopbackServer();
        hub = profile.startHub(server).orElseThrow();
    }

    /** Ends it as TOPCAT does. */
    void stop() {
        hub.shutdown();
        server.close();
    }

    /** Ends it as if the process had been killed: it answers no more, tells nobody, and its lock file stays. */
    void kill() {
        server.close();
    }

    @Override
    public void close() {
        stop();
    }
}
