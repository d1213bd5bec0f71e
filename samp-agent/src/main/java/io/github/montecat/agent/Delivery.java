package io.github.montecat.agent;

import java.io.IOException;
import uk.ac.starlink.table.StarTable;

/** Where the results of a request go. Safe for use by several threads. */
final class Delivery {

    private final Outbox outbox;
    private final Peer client;
    private volatile String jobId = "";

    /**
     * @param outbox brings the results to the client
     * @param client the client that asked
     */
    Delivery(Outbox outbox, Peer client) {
        this.outbox = outbox;
        this.client = client;
    }

    Peer client() {
        return client;
    }

    /** @param id of the job that works on the request */
    void setJobId(String id) {
        jobId = id;
    }

    /** @return the job's id, empty before there is one */
    String jobId() {
        return jobId;
    }

    /** @return whether the client wants parts rather than tables to load */
    boolean takesParts() {
        return client.takesParts();
    }

    /**
     * Sends a table to the client, now or when that becomes possible.
     *
     * @param table the table; read before this returns
     * @param name what the receiver shows
     * @param tableId from {@link TableSender#newTableId}
     * @throws IOException if the table cannot be read or written
     */
    void send(StarTable table, String name, String tableId) throws IOException {
        outbox.post(this, "", table, name, tableId);
    }

    /**
     * Sends a part to the client, now or when that becomes possible.
     *
     * @param kind what it is, as in {@link Mtype#RESULT}
     * @param table the table; read before this returns
     * @param name what people call it
     * @param resultId the id by which the client knows what it asked for
     * @throws IOException if the table cannot be read or written
     */
    void sendPart(String kind, StarTable table, String name, String resultId) throws IOException {
        outbox.post(this, kind, table, name, resultId);
    }
}
