package io.github.montecat.agent;

import io.github.montecat.agent.TableSender.Outcome;
import io.github.montecat.error.RefusedValueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.astrogrid.samp.client.SampException;
import uk.ac.starlink.table.StarTable;

/**
 * Brings results to the clients that asked for them. A result goes to its client alone; where the client takes no
 * tables (STILTS) or is DS9 it goes to all that take tables, except DS9. While there is no hub, no such client or
 * nobody that takes tables, results wait in files. A result that its client has refused or not answered is kept to be
 * fetched. A result ends here when a client took it that it is for; others can have copies.
 *
 * <p>The results of a request go out in order: the next follows when the one before was answered, or after four
 * seconds. The number and size of all that wait are bounded: the oldest of the client with most is dropped first. Safe
 * for use by several threads.
 */
final class Outbox implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Outbox.class.getName());
    private static final int MOST = 64;
    private static final long MOST_BYTES = 1L << 30;
    private static final long ORDER_NANOS = TimeUnit.SECONDS.toNanos(4);

    private final HubLink link;
    private final TableSender sender;
    private final int most;
    private final long mostBytes;
    /** In the order of posting. */
    private final List<Parcel> parcels = new ArrayList<>();
    private final AtomicBoolean called = new AtomicBoolean();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(r -> {
        Thread t = new Thread(r, "Montecat deliveries");
        t.setDaemon(true);
        return t;
    });
    private boolean closed;

    Outbox(HubLink link, TableSender sender) {
        this(link, sender, MOST, MOST_BYTES);
    }

    /**
     * @param link to the hub
     * @param sender sends files
     * @param most results that may wait
     * @param mostBytes size of all that may wait; one that is larger waits alone
     */
    Outbox(HubLink link, TableSender sender, int most, long mostBytes) {
        this.link = link;
        this.sender = sender;
        this.most = most;
        this.mostBytes = mostBytes;
    }

    /**
     * @param clientId public id of a client that has just asked for something
     * @return where the results go
     */
    Delivery to(String clientId) {
        return new Delivery(this, link.peers().peer(clientId));
    }

    void post(Delivery delivery, String kind, StarTable table, String name, String tableId) throws IOException {
        Path file = sender.write(table);
        Parcel parcel = new Parcel(delivery, kind, tableId, name, file, Files.size(file));
        synchronized (this) {
            if (closed) {
                TableSender.delete(file);
                return;
            }
            parcels.add(parcel);
            dropOldest();
        }
        deliverWaiting();
        if (parcel.state() == Parcel.State.WAITING) {
            LOG.info("'" + name + "' waits: " + reason(delivery));
        }
    }

    private String reason(Delivery delivery) {
        return !link.isConnected() ? "there is no SAMP hub at present"
                : delivery.client().isForAll() ? "nobody on the SAMP hub takes tables; start TOPCAT"
                        : "the client that asked has gone; montecat.job.result with job-id " + delivery.jobId()
                                + " fetches it";
    }

    /** To be called when hub or clients may have come; returns at once. */
    void look() {
        synchronized (this) {
            if (parcels.stream().noneMatch(p -> p.state() == Parcel.State.WAITING)) {
                return;
            }
        }
        if (!called.getAndSet(true)) {
            try {
                thread.execute(() -> {
                    called.set(false);
                    deliverWaiting();
                });
            } catch (RejectedExecutionException e) {
                LOG.log(Level.FINE, "the agent is closing", e);
            }
        }
    }

    /**
     * Sends what a job has left to a client that asks for it: as copies to one that the results are not for.
     *
     * @param jobId the job
     * @param client who asks
     * @return how many results are sent
     * @throws IOException if one cannot be sent
     * @throws IllegalArgumentException if that client takes no tables
     */
    int fetch(String jobId, Peer client) throws IOException {
        int sent = 0;
        for (Parcel parcel : ofJob(jobId)) {
            boolean own = parcel.isFor(client);
            // One on its way to a client that is there shall not come twice.
            if (own && parcel.state() == Parcel.State.SENT
                    && link.peers().locate(parcel.delivery().client()).isPresent()) {
                continue;
            }
            Optional<String> id = Optional.of(client.id());
            if (own ? !deliver(parcel, claim(parcel), id) : !send(parcel, id, outcome -> { })) {
                throw new RefusedValueException("a result is sent as a table, and the client that asks for it takes "
                        + "none (" + TableSender.MTYPE + ")");
            }
            sent++;
        }
        return sent;
    }

    private synchronized List<Parcel> ofJob(String jobId) {
        return parcels.stream().filter(p -> p.delivery().jobId().equals(jobId)).toList();
    }

    private void deliverWaiting() {
        List<Parcel> all;
        synchronized (this) {
            all = List.copyOf(parcels);
        }
        for (Parcel parcel : all) {
            try {
                if (claimNext(parcel)) {
                    Peer client = parcel.delivery().client();
                    deliver(parcel, Parcel.State.WAITING,
                            client.isForAll() ? Optional.empty() : link.peers().locate(client));
                }
            } catch (SampException e) {
                LOG.log(Level.FINE, "the next look at the hub sends '" + parcel.name() + "'", e);
            } catch (IOException | RuntimeException e) {
                LOG.log(Level.WARNING, "cannot send '" + parcel.name() + "': " + e.getMessage(), e);
            }
        }
    }

    private synchronized Parcel.State claim(Parcel parcel) {
        Parcel.State before = parcel.state();
        parcel.become(Parcel.State.SENT);
        return before;
    }

    /** Takes a parcel for sending if it waits and none of the same request is before it. */
    private synchronized boolean claimNext(Parcel parcel) {
        for (Parcel before : parcels) {
            if (before == parcel) {
                return parcel.state() == Parcel.State.WAITING && claim(parcel) == Parcel.State.WAITING;
            } else if (before.delivery() == parcel.delivery() && (before.state() == Parcel.State.WAITING
                    || before.state() == Parcel.State.SENT && before.age() < ORDER_NANOS)) {
                return false;
            }
        }
        return false;
    }

    /**
     * @param parcel one that was claimed
     * @param before its state before, which it has again if there is no receiver
     * @param client public id of the client that shall have it, empty if it has gone or it is for all
     * @return whether there was a receiver
     * @throws IOException if it cannot be sent; it has its state before again
     */
    private boolean deliver(Parcel parcel, Parcel.State before, Optional<String> client) throws IOException {
        boolean sent = false;
        try {
            sent = send(parcel, client, outcome -> settle(parcel, outcome));
        } finally {
            if (!sent) {
                synchronized (this) {
                    parcel.become(before);
                }
            }
        }
        return sent;
    }

    private boolean send(Parcel parcel, Optional<String> client, Consumer<Outcome> end) throws IOException {
        boolean asPart = parcel.isPart() && client.filter(c -> link.takes(c, TableSender.PART_MTYPE)).isPresent();
        List<String> receivers = asPart ? List.of(client.get()) : receivers(parcel, client);
        if (receivers.isEmpty()) {
            return false;
        }
        sender.deliver(parcel.file(), parcel.name(), parcel.message(asPart), receivers).thenAccept(end);
        return true;
    }

    private List<String> receivers(Parcel parcel, Optional<String> client) {
        try {
            List<String> all = link.isConnected() ? TableSender.receivers(link.requireConnection()) : List.of();
            return client.isPresent() ? all.stream().filter(client.get()::equals).toList()
                    : parcel.delivery().client().isForAll() ? all : List.of();
        } catch (SampException e) {
            LOG.log(Level.FINE, "the hub has gone", e);
            return List.of();
        }
    }

    private void settle(Parcel parcel, Outcome outcome) {
        synchronized (this) {
            if (!parcels.contains(parcel)) {
                return;
            } else if (outcome == Outcome.TAKEN) {
                parcels.remove(parcel);
                TableSender.delete(parcel.file());
            } else {
                parcel.become(outcome == Outcome.LOST ? Parcel.State.WAITING : Parcel.State.KEPT);
            }
        }
        if (outcome == Outcome.REFUSED || outcome == Outcome.UNANSWERED) {
            LOG.warning("'" + parcel.name() + "' was not taken; montecat.job.result with job-id "
                    + parcel.delivery().jobId() + " fetches it");
        }
        // What is lost is tried again at the next look at the hub.
        if (outcome != Outcome.LOST) {
            look();
        }
    }

    private void dropOldest() {
        while (parcels.size() > 1) {
            Parcel oldest;
            if (parcels.size() > most) {
                oldest = oldestOfHeaviest(p -> 1);
            } else if (parcels.stream().mapToLong(Parcel::bytes).sum() > mostBytes) {
                oldest = oldestOfHeaviest(Parcel::bytes);
            } else {
                return;
            }
            parcels.remove(oldest);
            TableSender.delete(oldest.file());
            LOG.warning("'" + oldest.name() + "' of " + oldest.delivery().jobId() + " is dropped, since more than "
                    + most + " results or " + (mostBytes >> 20) + " MB wait for receivers");
        }
    }

    /** A client that has much waiting must not push out what others wait for. The newest stays. */
    private Parcel oldestOfHeaviest(ToLongFunction<Parcel> weight) {
        Map<Peer, Long> weights = new HashMap<>();
        List<Parcel> old = parcels.subList(0, parcels.size() - 1);
        old.forEach(p -> weights.merge(p.delivery().client(), weight.applyAsLong(p), Long::sum));
        long heaviest = Collections.max(weights.values());
        return old.stream().filter(p -> weights.get(p.delivery().client()) == heaviest).findFirst().orElseThrow();
    }

    /** Gives up what has not been delivered. */
    @Override
    public void close() {
        thread.shutdownNow();
        synchronized (this) {
            closed = true;
            for (Parcel parcel : parcels) {
                if (parcel.state() != Parcel.State.SENT) {
                    LOG.warning("'" + parcel.name() + "' was not delivered and is deleted, since the agent stops");
                }
                TableSender.delete(parcel.file());
            }
            parcels.clear();
        }
    }
}
