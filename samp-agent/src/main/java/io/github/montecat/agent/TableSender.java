package io.github.montecat.agent;

import io.github.montecat.error.ErrorSentence;
import io.github.montecat.table.TableFormats;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.astrogrid.samp.Message;
import org.astrogrid.samp.Response;
import org.astrogrid.samp.client.HubConnection;
import org.astrogrid.samp.client.SampException;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableOutput;

/**
 * Sends tables as FITS by {@code table.load.fits}, served from a temporary file until the receivers have answered.
 * Knows its own tables again when they come back. Safe for use by several threads.
 */
final class TableSender {

    /** Message type by which tables leave. */
    static final String MTYPE = Mtype.LOAD_FITS.word();
    /** By this DS9 is known. */
    static final String DS9_MTYPE = "ds9.get";
    /** Message type by which a client is sent parts, see {@link Mtype#RESULT}. */
    static final String PART_MTYPE = Mtype.RESULT.word();

    private static final Logger LOG = Logger.getLogger(TableSender.class.getName());
    private static final String ID_PREFIX = "montecat:";
    /** STIL's FITS with all metadata of the columns (UCD, description, utype) in a VOTable header. */
    private static final String FORMAT = "fits";
    /** Receivers answer when they have read the table. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

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
     * Writes a table to a file that can be sent.
     *
     * @param table the table; read before this returns
     * @return a file of its own in the folder of temporary files
     * @throws IOException if the table cannot be read or written
     */
    Path write(StarTable table) throws IOException {
        Path file = folder.newFile("sent", ".fits");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                StarTableOutput output = TableFormats.writing();
                output.writeStarTable(table, out, output.getHandler(FORMAT));
            }
            return file;
        } catch (IOException | RuntimeException | Error e) {
            delete(file);
            throw e;
        }
    }

    /**
     * Sends a table to all that take tables except DS9, which takes them for event lists and would show this one in the
     * place of its image.
     *
     * @param table the table; read before this returns
     * @param name what the receiver shows
     * @param tableId from {@link #newTableId}
     * @return completed when the receivers have answered, well or not, or can no longer be waited for
     * @throws IOException if the table cannot be written or there is no hub or nobody to send it to
     */
    CompletableFuture<Outcome> sendToAll(StarTable table, String name, String tableId) throws IOException {
        List<String> receivers = receivers(link.requireConnection());
        if (receivers.isEmpty()) {
            throw new IOException("nobody on the SAMP hub takes '" + name + "'; start TOPCAT (" + MTYPE
                    + ") and send the spectra again");
        }
        Path file = write(table);
        try {
            return deliver(file, name, new Message(MTYPE).addParam("table-id", tableId), receivers)
                    .whenComplete((outcome, error) -> delete(file));
        } catch (IOException | RuntimeException e) {
            delete(file);
            throw e;
        }
    }

    /** How it went, the best first. */
    enum Outcome {
        /** At least one receiver has taken the table, or fetched it without an answer. */
        TAKEN,
        /** Receivers have answered, but none has taken it. */
        REFUSED,
        /** No receiver has answered in time. */
        UNANSWERED,
        /** Hub or receiver has gone. */
        LOST
    }

    /**
     * Sends a file.
     *
     * @param file the file; must stay until the result is complete
     * @param name what the receiver shows
     * @param message the message without address and name
     * @param receivers public ids
     * @return completed with the best outcome when the receivers have answered or can no longer be waited for
     * @throws SampException if the message reaches no receiver, since hub or receivers have gone
     * @throws IOException if the file cannot be read
     */
    CompletableFuture<Outcome> deliver(Path file, String name, Message message, List<String> receivers)
            throws IOException {
        AtomicBoolean fetched = new AtomicBoolean();
        URL url = server.share("table.fits", "application/fits", file, () -> fetched.set(true));
        message.addParam("url", url.toString()).addParam("name", SampText.of(name));
        List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
        Exception failure = null;
        for (String receiver : receivers) {
            try {
                outcomes.add(link.ask(receiver, message, PATIENCE)
                        .handle((response, error) -> outcome(receiver, name, response, error)));
            } catch (SampException | RuntimeException e) {
                LOG.log(Level.FINE, "client " + receiver + " has gone", e);
                failure = e;
            }
        }
        if (outcomes.isEmpty()) {
            server.withdraw(url);
            throw new SampException("'" + name + "' is not sent: the SAMP hub or the receiver has gone", failure);
        }
        LOG.info("sent '" + name + "' to " + (receivers.size() == 1 ? link.nameOf(receivers.get(0))
                : "all that take tables"));
        return CompletableFuture.allOf(outcomes.toArray(new CompletableFuture<?>[0])).handle((all, error) -> {
            server.withdraw(url);
            Outcome best = outcomes.stream().map(CompletableFuture::join).min(Comparator.naturalOrder()).orElseThrow();
            // Who has the whole file has the table, even if there was no way to say so.
            return best != Outcome.REFUSED && fetched.get() ? Outcome.TAKEN : best;
        });
    }

    private Outcome outcome(String receiver, String name, Response response, Throwable error) {
        if (error != null) {
            return error instanceof TimeoutException ? Outcome.UNANSWERED : Outcome.LOST;
        } else if (!response.isOK()) {
            LOG.warning(link.nameOf(receiver) + " did not take '" + name + "': " + response.getErrInfo());
            return Outcome.REFUSED;
        }
        return Outcome.TAKEN;
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot delete temporary file " + file + ": " + ErrorSentence.reason(e), e);
        }
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
}
