package io.github.montecat.agent;

import io.github.montecat.error.Counted;
import io.github.montecat.comparison.RowFits;
import io.github.montecat.error.ErrorSentence;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.fitmodel.FitModelFormatException;
import io.github.montecat.inference.FitOrigin;
import io.github.montecat.inference.FitResult;
import io.github.montecat.job.FitJob;
import io.github.montecat.job.FitPlan;
import io.github.montecat.job.Job;
import io.github.montecat.job.JobListener;
import io.github.montecat.job.JobQueue;
import io.github.montecat.job.Lane;
import io.github.montecat.job.QueueFullException;
import io.github.montecat.progress.Progress;
import io.github.montecat.result.FitOutcome;
import io.github.montecat.result.PosteriorTable;
import io.github.montecat.table.Companion;
import io.github.montecat.table.SpectrumRows;
import io.github.montecat.table.SpectrumTableSettings;
import io.github.montecat.table.TableInput;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.astrogrid.samp.Message;
import uk.ac.starlink.table.ColumnPermutedStarTable;
import uk.ac.starlink.table.StarTable;

/**
 * Takes tables of spectra and single spectra, has them fitted, and sends results back. The response to a call comes as
 * soon as the table is fetched and recognised: it names the job and the table id of the result to come.
 *
 * <p>{@code montecat.fit} takes either {@code url} (with {@code format}, STIL's name) or {@code counts} (a list of
 * numbers), and optionally those of {@link FitParameters}, {@code name}, {@code table-id}, {@code location} (address of
 * the file that the table came from: names of files in it start there), {@code column},
 * {@code exposure}, {@code rmf-column}, {@code arf-column} and {@code background-column} (see {@link Companion}),
 * {@code row-column} (see {@link FitPlan#rowColumn}), {@code quantiles} (numbers from 0 to 1, separated
 * by blanks: columns such as {@code nH_q0.25} are added) and {@code posterior} (0: not even a single spectrum's posterior
 * is sent). To a client that takes {@code montecat.result} results go as parts (see
 * {@link Mtype#RESULT}).
 */
final class TableService extends MessageService {

    private static final Logger LOG = Logger.getLogger(TableService.class.getName());
    private static final String FIT = Mtype.FIT.word();
    private static final Map<String, String> FORMATS = Map.of(Mtype.LOAD_FITS.word(), "fits", Mtype.LOAD_VOTABLE.word(),
            "votable");

    private final AgentSettings settings;
    private final HubLink link;
    private final JobQueue queue;
    private final TableSender sender;
    private final Outbox outbox;
    private final TableSessions sessions;
    private final Intake intake;
    private final Function<Delivery, JobListener> listeners;

    TableService(AgentSettings settings, HubLink link, JobQueue queue, TableSender sender, Outbox outbox,
            TableSessions sessions, Intake intake, Function<Delivery, JobListener> listeners) {
        super(Mtype.LOAD_FITS, Mtype.LOAD_VOTABLE, Mtype.LOAD_SPECTRUM, Mtype.FIT);
        this.settings = settings;
        this.link = link;
        this.queue = queue;
        this.sender = sender;
        this.outbox = outbox;
        this.sessions = sessions;
        this.intake = intake;
        this.listeners = listeners;
    }

    @Override
    Map<String, Object> serve(String client, Message message) throws Exception {
        MessageParameters parameters = new MessageParameters(message);
        if (sender.isOwn(parameters.optionalText("table-id").orElse(""), parameters.optionalText("url").orElse(""))) {
            LOG.fine("ignored the echo of a table of ours from " + client);
            return Map.of("ignored", "this table came from Montecat");
        }
        FitPlan plan = plan(parameters);
        QuantileColumns quantiles = QuantileColumns.parse(message.getMType().equals(FIT)
                ? parameters.optionalText("quantiles") : Optional.empty());
        if (parameters.message().getMType().equals(FIT) && parameters.optionalText("quantiles").isPresent()) {
            plan.requireOneModel("parameter 'quantiles'");
        }
        // Before anything that takes time: the client may leave.
        Delivery delivery = outbox.to(client);
        if (bringsCounts(parameters)) {
            return accept(delivery, openCounts(parameters, plan), parameters, plan, quantiles);
        }
        return intake.admit(client, () -> {
            queue.requireSomeRoom();
            return accept(delivery, openTable(parameters, plan), parameters, plan, quantiles);
        });
    }

    private static boolean bringsCounts(MessageParameters p) {
        return p.message().getMType().equals(FIT) && p.has("counts");
    }

    /** A table as it stays open for single rows, and the job that fits all of them. */
    private record OpenTable(TableSession session, FitJob job) {
    }

    private Map<String, Object> accept(Delivery delivery, OpenTable table, MessageParameters parameters, FitPlan plan,
            QuantileColumns quantiles) throws IOException, QueueFullException {
        TableSession session = table.session();
        TableSessions.Use use = sessions.add(session);
        try {
            LOG.info("'" + session.name() + "' from " + link.nameOf(delivery.client().id()) + ": "
                    + Counted.spectra(session.spectra().spectrumCount()) + " (" + session.spectra().kind().description()
                    + ", "
                    + session.spectra().columnName() + "; exposure from " + session.spectra().exposureSource() + ")");
            boolean withPosterior = !parameters.message().getMType().equals(FIT)
                    || parameters.optionalText("posterior").filter("0"::equals).isEmpty();
            Job job = queue.submit(session.name(),
                    Lane.of(session.spectra().spectrumCount(), plan.settings(), plan.models()),
                    p -> fit(table, delivery, quantiles, withPosterior, p),
                    use.endingWith(listeners.apply(delivery)));
            return Map.of("job-id", job.id(), "table-id", session.resultId());
        } catch (QueueFullException | IOException | RuntimeException | Error e) {
            use.discard();
            throw e;
        }
    }

    private FitPlan plan(MessageParameters p) throws FitModelFormatException {
        if (!p.message().getMType().equals(FIT)) {
            return settings.plan().reading(readingOf(p, Optional.empty(), Optional.empty()));
        }
        return FitParameters.plan(p, settings.plan(), settings.models(),
                readingOf(p, p.optionalText("column"), p.optionalText("exposure")), p.optionalText("row-column"));
    }

    private static URI address(String location) {
        if (!location.matches("(?i)(https?|file):/\\S+")) {
            throw new RefusedValueException("parameter 'location' of " + FIT + " is '" + location
                    + "', expected the address of the file that the table came from, with http:, https: or file:");
        }
        return URI.create(location);
    }

    /**
     * File names in a table are relative to where its client says that it came from. Without that those in a table that
     * was fetched are relative to where the agent works: the table has no place of its own.
     */
    private SpectrumTableSettings readingOf(MessageParameters p, Optional<String> column, Optional<String> exposure) {
        SpectrumTableSettings automatic = SpectrumTableSettings.AUTOMATIC.withSources(settings.sources());
        boolean local = p.optionalText("url").filter(u -> u.regionMatches(true, 0, "file:", 0, 5)).isPresent();
        SpectrumTableSettings reading = local ? automatic : automatic.withBase(Path.of("").toAbsolutePath().toUri());
        Optional<String> location = p.message().getMType().equals(FIT) ? p.optionalText("location") : Optional.empty();
        reading = location.map(TableService::address).map(reading::withBase).orElse(reading);
        reading = column.map(reading::withColumn).orElse(reading);
        reading = exposure.map(reading::withExposure).orElse(reading);
        return p.message().getMType().equals(FIT) ? withCompanions(p, reading) : reading;
    }

    private static SpectrumTableSettings withCompanions(MessageParameters p, SpectrumTableSettings reading) {
        SpectrumTableSettings all = reading;
        for (Companion companion : Companion.values()) {
            Optional<String> column = p.optionalText(companion.option());
            all = column.isPresent() ? all.withCompanion(companion, column.get()) : all;
        }
        return all;
    }

    private OpenTable openTable(MessageParameters p, FitPlan plan) throws IOException {
        String url = p.text("url");
        Optional<String> format = Optional.ofNullable(FORMATS.get(p.message().getMType()))
                .or(() -> p.message().getMType().equals(FIT) ? p.optionalText("format") : Optional.empty());
        String name = p.optionalText("name").orElse(url.substring(url.lastIndexOf('/', url.length() - 2) + 1));
        TableInput input = fetch(url, format, p.optionalText("name"));
        try {
            return open(name, p.optionalText("table-id"), url, input.table(), plan, input);
        } catch (IOException | RuntimeException e) {
            input.close();
            throw e;
        }
    }

    private TableInput fetch(String url, Optional<String> format, Optional<String> name) throws IOException {
        // Anything but an address would be a file name, or standard input.
        if (!url.matches("(?i)(https?|file):.+")) {
            throw new RefusedValueException("'" + url + "' is no address of a table; expected one that begins with "
                    + "http:, https: or file:");
        }
        try {
            return TableInput.open(url, format, settings.sources());
        } catch (IOException e) {
            String sentence = ErrorSentence.of(e);
            // The address is of a file that the client has made for this message; its user knows the table by its name.
            throw name.isPresent() ? new IOException("'" + name.get() + "' cannot be read: "
                    + sentence.replace(url, "the table sent"), e)
                    : sentence.contains(url) ? e
                            : new IOException("cannot read a table from " + url + ": " + sentence, e);
        }
    }

    private OpenTable openCounts(MessageParameters p, FitPlan plan) throws IOException {
        double[] counts = p.texts("counts").stream().mapToDouble(t -> p.number("counts", t)).toArray();
        return open(p.optionalText("name").orElse("spectrum"), p.optionalText("table-id"), "",
                new CountsTable(counts), plan, () -> { });
    }

    private OpenTable open(String name, Optional<String> sourceId, String url, StarTable table, FitPlan plan,
            Closeable files) throws IOException {
        // What the client calls it, and not the file that brought it here.
        table.setName(name);
        SpectrumRows spectra = plan.sources(table);
        FitJob job = new FitJob(spectra, plan);
        return new OpenTable(new TableSession(name, sourceId, url, sender.newTableId(), spectra, plan.settings(), job,
                files), job);
    }

    private void fit(OpenTable open, Delivery delivery, QuantileColumns quantiles, boolean withPosterior,
            Progress progress) throws IOException {
        TableSession session = open.session();
        Set<String> origins = new TreeSet<>();
        FitResult[] only = new FitResult[1];
        FitOutcome outcome = new FitOutcome();
        StarTable fitted = open.job().fitAll(new FitJob.ResultListener() {

            @Override
            public void fitted(FitResult result) {
                quantiles.add(result);
                outcome.add(result);
                only[0] = result;
            }

            @Override
            public void compared(RowFits fits) {
                fits.results().forEach(r -> r.origin().map(FitOrigin::name).ifPresent(origins::add));
                fitted(fits.preferred());
            }
        }, progress);
        outcome.missingFiles().forEach(sentence -> LOG.warning("'" + session.name() + "': " + sentence));
        LOG.info("'" + session.name() + "': " + outcome.sentence());
        StarTable table = quantiles.appendTo(fitted);
        String name = session.name() + ", " + (origins.isEmpty() ? "no spectrum fitted" : String.join(", ", origins)
                + (outcome.unfit() == 0 ? "" : " (" + outcome.fitted() + " of " + (outcome.fitted() + outcome.unfit())
                        + " fitted)"));
        if (delivery.takesParts()) {
            sendColumns(session, table, name, delivery);
        } else {
            delivery.send(table, name, session.resultId());
        }
        if (withPosterior && session.spectra().spectrumCount() == 1 && only[0].posterior().isPresent()) {
            StarTable posterior = PosteriorTable.of(only[0], session.fit(), session.name());
            String posteriorName = PosteriorService.nameOf(session, only[0]);
            if (delivery.takesParts()) {
                delivery.sendPart("posterior", posterior, posteriorName, session.resultId());
            } else {
                delivery.send(posterior, posteriorName, sender.newTableId());
            }
        }
    }

    /** The input's columns are the client's own: only those after them go back, unless rows are others. */
    private void sendColumns(TableSession session, StarTable table, String name, Delivery delivery) throws IOException {
        if (!session.spectra().keepsRows()) {
            delivery.sendPart("table", table, name, session.resultId());
            return;
        }
        int[] added = IntStream.range(session.spectra().resultBase().getColumnCount(), table.getColumnCount()).toArray();
        delivery.sendPart("columns", new ColumnPermutedStarTable(table, added), name, session.resultId());
    }
}
