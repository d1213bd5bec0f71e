package io.github.montecat.agent;

import io.github.montecat.error.ErrorSentence;
import io.github.montecat.event.RegionSpectra;
import io.github.montecat.job.JobListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The tables kept open, by the ids of source and result. When there are too many, those that were not used for longest
 * are closed, but none that is in use. Tables of regions, which come at every change of a region, are counted apart:
 * they do not take the place of others. Safe for use by several threads.
 */
final class TableSessions implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TableSessions.class.getName());

    private final int capacity;
    /** By result id, the one used last at the end. */
    private final Map<String, TableSession> sessions = new LinkedHashMap<>(16, 0.75f, true);
    /** How often each is in use, by result id. */
    private final Map<String, Integer> uses = new HashMap<>();

    /** @param capacity most tables of each kind that are kept while they are not in use */
    TableSessions(int capacity) {
        this.capacity = capacity;
    }

    /**
     * Keeps a table that is in use from now on.
     *
     * @param session the table, which is closed here when its time has come
     * @return its use, to be ended
     */
    synchronized Use add(TableSession session) {
        sessions.put(session.resultId(), session);
        return use(session, false);
    }

    /**
     * Finds the table that a message is about: that of the result with the id, else the last that came with the id or
     * from the address.
     *
     * @param tableId the message's {@code table-id}, empty if none
     * @param url the message's {@code url}, empty if none
     * @return the use of the table, to be ended; empty if the table is none of ours
     */
    synchronized Optional<Use> find(String tableId, String url) {
        TableSession ofResult = sessions.get(tableId);
        if (ofResult != null) {
            return Optional.of(use(ofResult, true));
        }
        List<TableSession> lastFirst = new ArrayList<>(sessions.values());
        Collections.reverse(lastFirst);
        for (TableSession s : lastFirst) {
            if (!tableId.isEmpty() ? s.sourceId().filter(tableId::equals).isPresent()
                    : !url.isEmpty() && s.sourceUrl().equals(url)) {
                sessions.get(s.resultId());
                return Optional.of(use(s, false));
            }
        }
        return Optional.empty();
    }

    private Use use(TableSession session, boolean byResult) {
        uses.merge(session.resultId(), 1, Integer::sum);
        return new Use(session, byResult);
    }

    private synchronized void end(TableSession session, boolean failed) {
        String id = session.resultId();
        uses.computeIfPresent(id, (i, n) -> n == 1 ? null : n - 1);
        if (failed && !uses.containsKey(id) && sessions.remove(id, session)) {
            close(session);
        }
        closeOld(session.spectra() instanceof RegionSpectra);
    }

    private void closeOld(boolean regions) {
        List<TableSession> idle = new ArrayList<>(sessions.values());
        idle.removeIf(s -> s.spectra() instanceof RegionSpectra != regions || uses.containsKey(s.resultId()));
        for (TableSession old : idle.subList(0, Math.max(0, idle.size() - capacity))) {
            sessions.remove(old.resultId());
            close(old);
        }
    }

    @Override
    public synchronized void close() {
        sessions.values().forEach(TableSessions::close);
        sessions.clear();
    }

    private static void close(TableSession session) {
        try {
            session.close();
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "cannot close '" + session.name() + "': " + ErrorSentence.of(e), e);
        }
    }

    /** One use of a table: the table stays open until this is ended. Ending it again does nothing. */
    final class Use {

        private final TableSession session;
        private final boolean byResult;
        private final AtomicBoolean ended = new AtomicBoolean();

        private Use(TableSession session, boolean byResult) {
            this.session = session;
            this.byResult = byResult;
        }

        TableSession session() {
            return session;
        }

        /** @return whether the table was found by the id of its result */
        boolean byResult() {
            return byResult;
        }

        /** The table may be closed when others need its place. */
        void end() {
            if (!ended.getAndSet(true)) {
                TableSessions.this.end(session, false);
            }
        }

        /** The table was of no use: it is closed at once, unless others use it. */
        void discard() {
            if (!ended.getAndSet(true)) {
                TableSessions.this.end(session, true);
            }
        }

        /**
         * @param listener of the job that uses the table
         * @return the same, which ends this use when the job ends
         */
        JobListener endingWith(JobListener listener) {
            return status -> {
                if (status.state().isFinal()) {
                    end();
                }
                listener.changed(status);
            };
        }
    }
}
