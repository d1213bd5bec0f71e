package io.github.montecat.agent;

import io.github.montecat.table.TableFormats;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.astrogrid.samp.Message;
import org.astrogrid.samp.Metadata;
import org.astrogrid.samp.Response;
import org.astrogrid.samp.client.HubConnection;
import org.astrogrid.samp.client.SampException;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;
import uk.ac.starlink.table.StarTableOutput;
import uk.ac.starlink.table.Tables;
import uk.ac.starlink.util.ByteArrayDataSource;

/**
 * A client that sends and receives tables as TOPCAT does: what the demonstration and the tests talk to the agent with.
 * For small tables: what it receives it keeps in memory. Safe for use by several threads.
 */
public final class TablePartner implements AutoCloseable {

    private static final int ANSWER_SECONDS = 60;

    private final LoopbackServer server;
    private final TemporaryFolder folder;
    private final HubLink link;
    private final BlockingQueue<ReceivedTable> received = new LinkedBlockingQueue<>();
    private final List<Map<String, String>> progress = Collections.synchronizedList(new ArrayList<>());

    private TablePartner(StandardProfile profile, String name, boolean takesTables) throws IOException {
        server = new LoopbackServer();
        folder = new TemporaryFolder("montecat-partner-");
        link = new HubLink(profile.clientProfile(server), connected -> { });
        Metadata metadata = new Metadata();
        metadata.setName(name);
        link.declareMetadata(metadata);
        if (takesTables) {
            link.addMessageHandler(new MessageService(Mtype.LOAD_FITS) {
                @Override
                Map<String, Object> serve(String sender, Message message) throws Exception {
                    received.add(receive(new MessageParameters(message)));
                    return Map.of();
                }
            });
            link.addMessageHandler(new MessageService(Mtype.JOB_PROGRESS) {
                @Override
                Map<String, Object> serve(String sender, Message message) {
                    MessageParameters p = new MessageParameters(message);
                    progress.add(Map.of("job-id", p.text("job-id"), "state", p.text("state"), "done", p.text("done"),
                            "total", p.text("total"), "message", p.optionalText("message").orElse("")));
                    return Map.of();
                }
            });
        }
    }

    /**
     * Joins a hub.
     *
     * @param profile where the hub is
     * @param name the name to show
     * @param takesTables whether to receive tables and progress; STILTS, for one, does not
     * @return the partner, to be closed
     * @throws IOException if there is no hub
     */
    public static TablePartner join(StandardProfile profile, String name, boolean takesTables) throws IOException {
        return join(profile, name, takesTables, 1000);
    }

    static TablePartner join(StandardProfile profile, String name, boolean takesTables, long watchMillis)
            throws IOException {
        TablePartner partner = new TablePartner(profile, name, takesTables);
        try {
            partner.link.open(watchMillis);
            partner.link.requireConnection();
            return partner;
        } catch (IOException | RuntimeException e) {
            partner.close();
            throw e;
        }
    }

    /**
     * @param name a client's name
     * @return the public id of a client of that name that takes messages, empty if none is on the hub
     * @throws SampException if there is no hub
     */
    public Optional<String> find(String name) throws SampException {
        HubConnection connection = link.requireConnection();
        for (String id : connection.getRegisteredClients()) {
            // A client that has just registered declares its name first and its subscriptions last.
            if (name.equals(connection.getMetadata(id).getName()) && !connection.getSubscriptions(id).isEmpty()) {
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }

    /**
     * Sends a table as FITS and waits for the answer.
     *
     * @param client public id of the receiver
     * @param table the table
     * @param name its name
     * @param id its table id
     * @return the answer, good or bad
     * @throws IOException if the table cannot be written, or no answer comes within a minute
     */
    public Response sendTable(String client, StarTable table, String name, String id) throws IOException {
        Path file = folder.newFile("sent", ".fits");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            StarTableOutput output = TableFormats.writing();
            output.writeStarTable(table, out, output.getHandler("fits"));
        }
        URL url = server.share("table.fits", "application/fits", file);
        try {
            return call(client, new Message(TableSender.MTYPE).addParam("url", url.toString()).addParam("name", name)
                    .addParam("table-id", id));
        } finally {
            server.withdraw(url);
            Files.delete(file);
        }
    }

    /**
     * Highlights a row of a table.
     *
     * @param client public id of the receiver
     * @param tableId the table's id
     * @param row row number from 0
     * @return the answer, good or bad
     * @throws SampException if no answer comes within a minute
     */
    public Response highlight(String client, String tableId, long row) throws SampException {
        return call(client, new Message(Mtype.HIGHLIGHT.word()).addParam("table-id", tableId).addParam("url", "")
                .addParam("row", Long.toString(row)));
    }

    /**
     * Sends any message and waits for the answer.
     *
     * @param client public id of the receiver
     * @param message the message
     * @return the answer, good or bad
     * @throws SampException if no answer comes within a minute
     */
    public Response call(String client, Message message) throws SampException {
        return link.callAndWait(client, message, ANSWER_SECONDS);
    }

    /**
     * Waits for the next table.
     *
     * @param timeout how long at most
     * @return the table, empty if none came
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public Optional<ReceivedTable> await(Duration timeout) throws InterruptedException {
        return Optional.ofNullable(received.poll(timeout.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** @return the reports of progress that have come so far */
    public List<Map<String, String>> progress() {
        synchronized (progress) {
            return List.copyOf(progress);
        }
    }

    /** Leaves the hub. */
    @Override
    public void close() throws IOException {
        link.close();
        server.close();
        folder.close();
    }

    private static ReceivedTable receive(MessageParameters p) throws IOException {
        String url = p.text("url");
        byte[] content;
        try (var in = new URL(url).openStream()) {
            content = in.readAllBytes();
        }
        StarTable table = Tables.randomTable(new StarTableFactory(true)
                .makeStarTable(new ByteArrayDataSource("received", content), "fits"));
        return new ReceivedTable(p.text("table-id"), p.text("name"), url, table);
    }
}
