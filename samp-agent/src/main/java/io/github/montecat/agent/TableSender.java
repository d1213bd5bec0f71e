package io.github.montecat.agent;

import io.github.montecat.error.ErrorSentence;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.astrogrid.samp.Client;
import org.astrogrid.samp.Message;
import org.astrogrid.samp.Response;
import org.astrogrid.samp.client.HubConnection;
import org.astrogrid.samp.client.ResultHandler;
import org.astrogrid.samp.client.SampException;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableOutput;

/**
 * Sends tables as FITS by {@code table.load.fits}, served from a temporary file that is deleted when the receivers have
 * answered. Knows its own tables again when they come back. Safe for use by several threads.
 */
final class TableSender {

    /** Message type by which tables leave. */
    static final String MTYPE = "table.load.fits";
    /** By this DS9 is known. */
    private static final String DS9_MTYPE = "ds9.get";
    /**
     * Message type by which a client is sent what it is to add to a table of its own, or show as it likes: {@code kind}
     * is {@code columns} (the new columns alone, in the rows of the table that was sent), {@code table} (a row for a
     * table that was one spectrum) or {@code posterior}; {@code table-id} is that of the response to the call that asked
     * for it, {@code url} and {@code name} are those of {@code table.load.fits}.
     */
    static final String PART_MTYPE = "montecat.result";

    private static final Logger LOG = Logger.getLogger(TableSender.class.getName());
    private static final String ID_PREFIX = "montecat:";
    /** STIL's FITS with all metadata of the columns (UCD, description, utype) in a VOTable header. */
    private static final String FORMAT = "fits";
    private static final int ANSWER_SECONDS = 600;

    private final HubLink link;
    private final LoopbackServer server;
    private final TemporaryFolder folder;
    private final String idStem = ID_PREFIX + UUID.randomUUID() + ":";
    private final AtomicLong sent = new AtomicLong();

    TableSender(HubLink link, LoopbackServer server, TemporaryFolder folder) {
        this.link = link;
        this.server = server;
        this.folder = folder;
    }

    /** @return a table id that no other table has */
    String newTableId() {
        return idStem + sent.incrementAndGet();
    }

    /**
     * Whether a table is one that Montecat sent: TOPCAT keeps the id under which a table came when it sends it on.
     *
     * @param tableId its id, empty if none
     * @param url its address
     * @return true for an echo
     */
    boolean isOwn(String tableId, String url) {
        return tableId.startsWith(ID_PREFIX) || server.isOwn(url);
    }

    /**
     * Sends a table to a client, or to all that take tables if that one has gone or takes none. To all does not mean DS9: it
     * takes tables for event lists, and would show this one in the place of its image.
     *
     * @param table the table; read before this returns
     * @param name what the receiver shows
     * @param tableId from {@link #newTableId}
     * @param client public id of the client that asked
     * @return completed when the receivers have answered, well or not, or can no longer be waited for
     * @throws IOException if the table cannot be written or there is no hub or nobody to send it to
     */
    CompletableFuture<Void> send(StarTable table, String name, String tableId, String client) throws IOException {
        HubConnection connection = link.requireConnection();
        boolean direct = link.takes(client, MTYPE) && !link.takes(client, DS9_MTYPE);
        List<String> receivers = direct ? List.of(client) : receivers(connection);
        if (receivers.isEmpty()) {
            throw new IOException("nobody on the SAMP hub takes '" + name + "'; start TOPCAT (" + MTYPE
                    + ") and send the spectra again");
        }
        return send(table, name, new Message(MTYPE).addParam("table-id", tableId), receivers);
    }

    /**
     * @param client public id of a client
     * @return whether it wants parts rather than tables to load
     */
    boolean takesParts(String client) {
        return link.takes(client, PART_MTYPE);
    }

    /**
     * Sends a part to the client that asked.
     *
     * @param kind what it is, as in {@link #PART_MTYPE}
     * @param table the table; read before this returns
     * @param name what people call it
     * @param resultId the id by which the client knows what it asked for
     * @param client public id of the client
     * @return completed when the client has answered, well or not, or can no longer be waited for
     * @throws IOException if the table cannot be written or there is no hub
     */
    CompletableFuture<Void> sendPart(String kind, StarTable table, String name, String resultId, String client)
            throws IOException {
        return send(table, name, new Message(PART_MTYPE).addParam("kind", kind).addParam("table-id", resultId),
                List.of(client));
    }

    private CompletableFuture<Void> send(StarTable table, String name, Message message, List<String> receivers)
            throws IOException {
        Path file = folder.newFile("sent", ".fits");
        URL url;
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                StarTableOutput output = new StarTableOutput();
                output.writeStarTable(table, out, output.getHandler(FORMAT));
            }
            url = server.share("table.fits", "application/fits", file);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        message.addParam("url", url.toString()).addParam("name", SampText.of(name));
        Receipt receipt = new Receipt(name, url, file, receivers.size());
        for (String receiver : receivers) {
            try {
                link.call(receiver, message, receipt, ANSWER_SECONDS);
            } catch (SampException | RuntimeException e) {
                receipt.done();
                if (receivers.size() == 1) {
                    throw e;
                }
                LOG.log(Level.FINE, "client " + receiver + " has gone", e);
            }
        }
        LOG.info("sent '" + name + "' to " + (receivers.size() == 1 ? link.nameOf(receivers.get(0))
                : "all that take tables"));
        return receipt.answered;
    }

    /**
     * @param connection to the hub
     * @return public ids of the clients that take tables as tables
     * @throws SampException if the hub has gone
     */
    static List<String> receivers(HubConnection connection) throws SampException {
        List<String> receivers = new ArrayList<>();
        for (Object id : connection.getSubscribedClients(MTYPE).keySet()) {
            if (!connection.getSubscriptions((String) id).isSubscribed(DS9_MTYPE)) {
                receivers.add((String) id);
            }
        }
        return receivers;
    }

    /** Waits for the receivers' answers and cleans up after them. */
    private final class Receipt implements ResultHandler {

        private final String name;
        private final URL url;
        private final Path file;
        private final AtomicInteger awaited;
        private final CompletableFuture<Void> answered = new CompletableFuture<>();

        Receipt(String name, URL url, Path file, int awaited) {
            this.awaited = new AtomicInteger(awaited);
            this.name = name;
            this.url = url;
            this.file = file;
        }

        @Override
        public void result(Client responder, Response response) {
            if (!response.isOK()) {
                LOG.warning((responder == null ? "a client" : responder) + " did not take '" + name + "': "
                        + response.getErrInfo());
            }
        }

        @Override
        public void done() {
            if (awaited.decrementAndGet() > 0) {
                return;
            }
            answered.complete(null);
            server.withdraw(url);
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.log(Level.WARNING, "cannot delete temporary file " + file + ": " + ErrorSentence.reason(e), e);
            }
        }
    }
}
