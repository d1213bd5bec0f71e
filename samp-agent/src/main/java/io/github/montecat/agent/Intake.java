package io.github.montecat.agent;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/**
 * Tables and event lists on their way in, and questions to DS9 about them. Only some are fetched and read at a time,
 * since each may take disk space, and one client has
 * only a part of these places: tables that come slowly from one client hold nobody else up. Safe for use by several
 * threads.
 */
final class Intake {

    /** Tables fetched at a time. */
    private static final int PLACES = 8;
    /** Of one client. */
    private static final int PLACES_OF_CLIENT = 2;
    /** Messages of one client that are served or wait: each holds a thread. */
    private static final int MESSAGES_OF_CLIENT = 32;

    private final Semaphore places = new Semaphore(PLACES, true);
    private final Map<String, Visitor> clients = new HashMap<>();

    /** What one client has on the way. */
    private static final class Visitor {
        private final Semaphore places = new Semaphore(PLACES_OF_CLIENT, true);
        private int messages;
    }

    /**
     * Does work for a client as soon as there is a place.
     *
     * @param <T> type of the result
     * @param client public id of the client
     * @param work asks for, fetches and reads a table
     * @return the result of the work
     * @throws IOException if the client has too many tables on the way
     * @throws Exception what the work throws, or if the waiting thread is interrupted
     */
    <T> T admit(String client, Callable<T> work) throws Exception {
        Visitor visitor = enter(client);
        try {
            visitor.places.acquire();
            try {
                places.acquire();
                try {
                    return work.call();
                } finally {
                    places.release();
                }
            } finally {
                visitor.places.release();
            }
        } finally {
            leave(client, visitor);
        }
    }

    private synchronized Visitor enter(String client) throws IOException {
        Visitor visitor = clients.computeIfAbsent(client, c -> new Visitor());
        if (visitor.messages >= MESSAGES_OF_CLIENT) {
            throw new IOException("this client has " + visitor.messages
                    + " tables on the way; send more when these are here");
        }
        visitor.messages++;
        return visitor;
    }

    private synchronized void leave(String client, Visitor visitor) {
        visitor.messages--;
        if (visitor.messages == 0) {
            clients.remove(client);
        }
    }
}
