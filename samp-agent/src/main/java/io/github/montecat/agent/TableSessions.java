package io.github.montecat.agent;

import io.github.montecat.error.ErrorSentence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The tables kept open, by the ids of source and result; those not used for longest are closed when there are too many.
 * Safe for use by several threads.
 */
final class TableSessions implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TableSessions.class.getName());

    private final int capacity;
    /** By result id, the one used last at the end. */
    private final Map<String, TableSession> sessions = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * A session found by one of its ids.
     *
     * @param session the session
     * @param byResult whether the id was that of the result
     */
    record Match(TableSession session, boolean byResult) {
    }

    /** @param capacity most tables kept, more than there can be jobs at a time */
    TableSessions(int capacity) {
        this.capacity = capacity;
    }

    synchronized void add(TableSession session) {
        sessions.put(session.resultId(), session);
        Iterator<TableSession> eldest = sessions.values().iterator();
        while (sessions.size() > capacity) {
            TableSession old = eldest.next();
            eldest.remove();
            close(old);
        }
    }

    synchronized void remove(TableSession session) {
        if (sessions.remove(session.resultId(), session)) {
            close(session);
        }
    }

    /**
     * Finds the table that a message is about: that of the result with the id, else the last that came with the id or
     * from the address.
     *
     * @param tableId the message's {@code table-id}, empty if none
     * @param url the message's {@code url}, empty if none
     * @return the session, or empty if the table is none of ours
     */
    synchronized Optional<Match> find(String tableId, String url) {
        TableSession ofResult = sessions.get(tableId);
        if (ofResult != null) {
            return Optional.of(new Match(ofResult, true));
        }
        List<TableSession> lastFirst = new ArrayList<>(sessions.values());
        Collections.reverse(lastFirst);
        for (TableSession s : lastFirst) {
            if (!tableId.isEmpty() ? s.sourceId().filter(tableId::equals).isPresent()
                    : !url.isEmpty() && s.sourceUrl().equals(url)) {
                sessions.get(s.resultId());
                return Optional.of(new Match(s, false));
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized void close() {
        sessions.values().forEach(TableSessions::close);
        sessions.clear();
    }

    private static void close(TableSession session) {
        try {
            session.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot close '" + session.name() + "': " + ErrorSentence.of(e), e);
        }
    }
}
