package io.github.montecat.agent;

import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.inference.FitResult;
import io.github.montecat.job.Job;
import io.github.montecat.job.JobListener;
import io.github.montecat.job.JobQueue;
import io.github.montecat.job.Lane;
import io.github.montecat.job.QueueFullException;
import io.github.montecat.result.PosteriorTable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.logging.Logger;
import org.astrogrid.samp.Message;

/**
 * Sends the posterior of a row that is highlighted, or selected alone, in a table of spectra or in its result. The row
 * is fitted again, which gives the same samples, so no posterior need be kept. A client that highlights row after row is
 * sent the last one: an earlier request of its that has not been served is dropped.
 */
final class PosteriorService extends MessageService {

    private static final Logger LOG = Logger.getLogger(PosteriorService.class.getName());

    private final JobQueue queue;
    private final TableSender sender;
    private final Outbox outbox;
    private final TableSessions sessions;
    private final Function<Delivery, JobListener> listeners;
    /** Those that have ended are removed at the next request. */
    private final Map<Peer, Job> lastOfClient = new ConcurrentHashMap<>();

    PosteriorService(JobQueue queue, TableSender sender, Outbox outbox, TableSessions sessions,
            Function<Delivery, JobListener> listeners) {
        super(Mtype.HIGHLIGHT, Mtype.SELECT);
        this.queue = queue;
        this.sender = sender;
        this.outbox = outbox;
        this.sessions = sessions;
        this.listeners = listeners;
    }

    /**
     * @param session where a result came from
     * @param result a result with a posterior
     * @return the name of the posterior's table; rows, if there are several, are counted from 1 as TOPCAT shows them
     * @throws IOException if the table cannot be read
     */
    static String nameOf(TableSession session, FitResult result) throws IOException {
        return session.name() + (session.spectra().spectrumCount() == 1 ? "" : " row " + (result.row() + 1))
                + ", posterior, " + result.origin().orElseThrow().name();
    }

    @Override
    Map<String, Object> serve(String client, Message message) throws Exception {
        MessageParameters parameters = new MessageParameters(message);
        List<String> rows = message.getMType().equals(Mtype.SELECT.word()) ? parameters.texts("row-list")
                : List.of(parameters.text("row"));
        Optional<TableSessions.Use> found = sessions.find(parameters.optionalText("table-id").orElse(""),
                parameters.optionalText("url").orElse(""));
        // Other clients tell everybody about all of their tables and subsets; most are no concern of ours.
        if (found.isEmpty()) {
            return Map.of("ignored", "no table of spectra of this id or address is open");
        }
        TableSessions.Use use = found.get();
        try {
            if (rows.size() == 1) {
                return submit(client, use, parameters.wholeNumber("row", rows.get(0)));
            }
        } catch (IOException | QueueFullException | RuntimeException | Error e) {
            use.end();
            throw e;
        }
        use.end();
        return Map.of("ignored", "a posterior is sent for one row, not for " + rows.size());
    }

    private Map<String, Object> submit(String client, TableSessions.Use use, long row)
            throws IOException, QueueFullException {
        TableSession session = use.session();
        long spectrum = session.spectrumOf(row, use.byResult());
        Delivery delivery = outbox.to(client);
        lastOfClient.values().removeIf(j -> j.status().state().isFinal());
        Job previous = lastOfClient.get(delivery.client());
        if (previous != null) {
            previous.cancel();
        }
        Job job = queue.submit(session.name() + " row " + (spectrum + 1), Lane.INTERACTIVE, progress -> {
            FitResult result = session.job().fitRow(spectrum, progress);
            if (result.posterior().isEmpty()) {
                throw new UnfitSpectrumException(result.flags().iterator().next(), result.reason());
            }
            delivery.send(PosteriorTable.of(result, session.fit(), session.name()), nameOf(session, result),
                    sender.newTableId());
        }, use.endingWith(listeners.apply(delivery)));
        lastOfClient.put(delivery.client(), job);
        LOG.fine("posterior of '" + session.name() + "' row " + spectrum + " for " + client);
        return Map.of("job-id", job.id());
    }
}
