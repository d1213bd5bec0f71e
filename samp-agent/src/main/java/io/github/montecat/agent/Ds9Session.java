package io.github.montecat.agent;

import io.github.montecat.ds9.Ds9Client;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.astrogrid.samp.Metadata;
import uk.ac.starlink.table.StarTable;

/**
 * A short visit to a hub: to ask DS9 and to hand a table to TOPCAT. Safe for use by several threads; to be closed.
 */
public final class Ds9Session implements AutoCloseable {

    /** How long DS9 may take for an answer; reading a large file again takes its time. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final long WATCH_MILLIS = 1000;
    private static final int DELIVERY_SECONDS = 60;

    private final LoopbackServer server;
    private final TemporaryFolder folder;
    private final HubLink link;
    private final TableSender sender;

    private Ds9Session(StandardProfile profile, String version) throws IOException {
        server = new LoopbackServer();
        folder = new TemporaryFolder("montecat-region-");
        link = new HubLink(profile.clientProfile(server), connected -> { });
        Metadata metadata = new Metadata();
        metadata.setName("Montecat region");
        metadata.put("montecat.version", version);
        link.declareMetadata(metadata);
        sender = new TableSender(link, server, folder);
    }

    /**
     * Joins a hub, if one is running.
     *
     * @param profile where the hub is
     * @param version the program's version
     * @return the session
     * @throws IOException if no port or folder can be had
     */
    public static Ds9Session join(StandardProfile profile, String version) throws IOException {
        Ds9Session session = new Ds9Session(profile, version);
        session.link.open(WATCH_MILLIS);
        return session;
    }

    /**
     * @return a DS9 on the hub
     * @throws IOException if there is none that answers
     */
    public Ds9Client ds9() throws IOException {
        return ds9(PATIENCE);
    }

    /**
     * @param patience how long DS9 may take for each answer
     * @return a DS9 on the hub
     * @throws IOException if there is none that answers
     */
    public Ds9Client ds9(Duration patience) throws IOException {
        return Ds9Client.find(link, patience);
    }

    /**
     * Sends a table to all that take tables and waits until they have it.
     *
     * @param table the table
     * @param name what the receivers show
     * @return whether there was anybody
     * @throws IOException if the table cannot be written or the hub has gone
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public boolean send(StarTable table, String name) throws IOException, InterruptedException {
        if (TableSender.receivers(link.requireConnection()).isEmpty()) {
            return false;
        }
        try {
            sender.sendToAll(table, name, sender.newTableId()).get(DELIVERY_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the table '" + name + "' was not taken within " + DELIVERY_SECONDS + " s", e);
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        link.close();
        server.close();
        folder.close();
    }
}
