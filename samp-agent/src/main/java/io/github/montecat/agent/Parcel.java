package io.github.montecat.agent;

import java.nio.file.Path;
import org.astrogrid.samp.Message;

/** A result on its way to a client. Its {@link Outbox} guards the changes of its state. */
final class Parcel {

    /** Where it is. */
    enum State {
        /** It goes out when there is a hub and a receiver. */
        WAITING,
        /** It was sent, and the receiver has not answered yet. */
        SENT,
        /** Its receiver has not taken it. It waits to be fetched. */
        KEPT
    }

    private final Delivery delivery;
    private final String kind;
    private final String tableId;
    private final String name;
    private final Path file;
    private final long bytes;
    private volatile State state = State.WAITING;
    private volatile long since = System.nanoTime();

    Parcel(Delivery delivery, String kind, String tableId, String name, Path file, long bytes) {
        this.delivery = delivery;
        this.kind = kind;
        this.tableId = tableId;
        this.name = name;
        this.file = file;
        this.bytes = bytes;
    }

    Delivery delivery() {
        return delivery;
    }

    /** @return whether it is one for {@code montecat.result} */
    boolean isPart() {
        return !kind.isEmpty();
    }

    /**
     * @param client a client that asks for it
     * @return whether it is for that client, and not only for another one
     */
    boolean isFor(Peer client) {
        return delivery.client().isForAll() || delivery.client().isSame(client);
    }

    String name() {
        return name;
    }

    Path file() {
        return file;
    }

    long bytes() {
        return bytes;
    }

    State state() {
        return state;
    }

    void become(State next) {
        state = next;
        since = System.nanoTime();
    }

    /** @return nanoseconds since the state was set */
    long age() {
        return System.nanoTime() - since;
    }

    /**
     * @param asPart whether the receiver takes it as a part
     * @return the message that brings it, without address and name
     */
    Message message(boolean asPart) {
        return asPart ? new Message(TableSender.PART_MTYPE).addParam("kind", kind).addParam("table-id", tableId)
                : new Message(TableSender.MTYPE).addParam("table-id", tableId);
    }
}
