package io.github.montecat.agent;

import io.github.montecat.ds9.Ds9Client;
import io.github.montecat.ds9.Ds9View;
import io.github.montecat.ds9.RegionLabels;
import io.github.montecat.error.ErrorSentence;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.event.EventLocation;
import io.github.montecat.fitmodel.FitModelFormatException;
import io.github.montecat.inference.FitResult;
import io.github.montecat.job.FitPlan;
import io.github.montecat.job.Job;
import io.github.montecat.job.JobListener;
import io.github.montecat.job.JobQueue;
import io.github.montecat.job.Lane;
import io.github.montecat.job.PhaFolder;
import io.github.montecat.job.QueueFullException;
import io.github.montecat.job.RegionJob;
import io.github.montecat.job.RegionRequest;
import io.github.montecat.progress.Progress;
import io.github.montecat.region.ImageBinning;
import io.github.montecat.result.PosteriorTable;
import io.github.montecat.table.SpectrumTableSettings;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.astrogrid.samp.Message;

/**
 * Fits regions of event lists: {@code montecat.fit.region}. Without parameters DS9 is asked what it shows and which regions are
 * drawn in it. Optional parameters: {@code events} (file name with DS9's brackets, or URL) with {@code regions} (the text of a
 * region file) instead of DS9's; {@code filter}, which is added to that of the events; {@code pha-dir}, name of a
 * folder within the agent's own for the PHA files; {@code rmf} and {@code arf}, which these name; {@code labels}, 0 for
 * none in DS9; {@code column} and {@code exposure}; and those of {@link FitParameters}. The response names the job and
 * the table id of the result to come.
 */
final class RegionService extends MessageService {

    private static final Logger LOG = Logger.getLogger(RegionService.class.getName());
    private static final String FIT_REGION = Mtype.FIT_REGION.word();

    private final AgentSettings settings;
    private final HubLink link;
    private final JobQueue queue;
    private final TableSender sender;
    private final Outbox outbox;
    private final TableSessions sessions;
    private final PhaFolder phaFolder;
    private final Intake intake;
    private final Function<Delivery, JobListener> listeners;

    RegionService(AgentSettings settings, HubLink link, JobQueue queue, TableSender sender, Outbox outbox,
            TableSessions sessions, PhaFolder phaFolder, Intake intake, Function<Delivery, JobListener> listeners) {
        super(Mtype.FIT_REGION);
        this.settings = settings;
        this.link = link;
        this.queue = queue;
        this.sender = sender;
        this.outbox = outbox;
        this.sessions = sessions;
        this.phaFolder = phaFolder;
        this.intake = intake;
        this.listeners = listeners;
    }

    @Override
    Map<String, Object> serve(String clientId, Message message) throws Exception {
        MessageParameters p = new MessageParameters(message);
        FitPlan plan = plan(p);
        PhaFolder pha = phaFolder(p);
        // Before anything that takes time: the client may leave.
        Delivery client = outbox.to(clientId);
        return intake.admit(clientId, () -> accept(client, p, plan, pha));
    }

    /** Waits for DS9 and reads the events. */
    private Map<String, Object> accept(Delivery client, MessageParameters p, FitPlan plan, PhaFolder pha)
            throws IOException, QueueFullException {
        queue.requireRoom(Lane.BATCH);
        if (p.optionalText("events").isPresent()) {
            EventLocation events = EventLocation.parse(p.text("events"));
            String regions = p.text("regions");
            return submit(client, p, request(p, events, List.of(), Optional.empty()), regions, plan, pha,
                    Optional.empty());
        }
        Ds9Client ds9 = Ds9Client.find(link, Ds9Session.PATIENCE);
        Ds9View view = ds9.view();
        return submit(client, p, request(p, view.events(), view.axes(), Optional.of(view.binning())),
                p.optionalText("regions").isPresent() ? p.text("regions") : ds9.regions(), plan, pha,
                p.optionalText("labels").filter("0"::equals).isPresent() ? Optional.empty() : Optional.of(ds9));
    }

    private FitPlan plan(MessageParameters p) throws FitModelFormatException {
        SpectrumTableSettings automatic = SpectrumTableSettings.AUTOMATIC.withSources(settings.sources());
        return FitParameters.plan(p, settings.plan(), settings.models(),
                p.optionalText("column").map(automatic::withColumn).orElse(automatic), Optional.empty());
    }

    /** Only the user of the agent says where files are written; a message may have them kept apart there. */
    private PhaFolder phaFolder(MessageParameters p) {
        try {
            return p.optionalText("pha-dir").map(phaFolder::in).orElse(phaFolder);
        } catch (RefusedValueException e) {
            throw new RefusedValueException("parameter 'pha-dir' of " + FIT_REGION
                    + " names a folder within the agent's own: " + e.getMessage()
                    + "; the agent's own is set when it is started, by --pha", e);
        }
    }

    private static RegionRequest request(MessageParameters p, EventLocation events, List<String> axes,
            Optional<ImageBinning> binning) {
        String filter = p.optionalText("filter").orElse("");
        String both = filter.isEmpty() || events.filter().isEmpty() ? filter + events.filter()
                : "(" + events.filter() + ")&&(" + filter + ")";
        Optional<Double> exposure = p.number("exposure");
        if (exposure.isPresent() && !(exposure.get() > 0)) {
            throw new RefusedValueException("parameter 'exposure' of " + FIT_REGION + " is " + exposure.get()
                    + " s, expected a number above 0");
        }
        return new RegionRequest(new EventLocation(events.file(), events.extension(), both), axes, binning,
                exposure.map(OptionalDouble::of).orElse(OptionalDouble.empty()), p.optionalText("rmf").orElse(""),
                p.optionalText("arf").orElse(""));
    }

    private Map<String, Object> submit(Delivery client, MessageParameters p, RegionRequest request, String regions,
            FitPlan plan, PhaFolder pha, Optional<Ds9Client> ds9) throws IOException, QueueFullException {
        RegionJob regionJob = RegionJob.open(request, plan);
        String resultId = sender.newTableId();
        try {
            Job job = queue.submit(regionJob.stem() + " regions", Lane.BATCH,
                    progress -> fit(client, regionJob, regions, pha, plan, resultId, ds9, progress),
                    closing(regionJob, regionJob.stem(), listeners.apply(client)));
            return Map.of("job-id", job.id(), "table-id", resultId);
        } catch (QueueFullException | RuntimeException | Error e) {
            regionJob.close();
            throw e;
        }
    }

    /** Closes the event list when the job ends: a job that is cancelled while it waits never runs. */
    static JobListener closing(Closeable events, String name, JobListener listener) {
        return status -> {
            if (status.state().isFinal()) {
                try {
                    events.close();
                } catch (IOException e) {
                    LOG.log(Level.WARNING, "cannot close '" + name + "': " + ErrorSentence.of(e), e);
                }
            }
            listener.changed(status);
        };
    }

    private void fit(Delivery client, RegionJob job, String regions, PhaFolder pha, FitPlan plan, String resultId,
            Optional<Ds9Client> ds9, Progress progress) throws IOException {
        RegionJob.Outcome outcome = job.run(regions, Optional.of(pha), progress);
        if (outcome.results().isEmpty()) {
            throw new IOException("there is no region to fit; draw one, or take the property 'background' off one");
        }
        String name = job.stem() + ", regions";
        sessions.add(new TableSession(name, Optional.empty(), "", resultId, outcome.spectra(), plan.settings(), outcome,
                () -> { })).end();
        if (ds9.isPresent()) {
            RegionLabels.draw(ds9.get(), outcome.spectra().regions(), outcome.results());
        }
        client.send(outcome.table(), name, resultId);
        List<FitResult> results = outcome.results();
        if (results.size() == 1 && results.get(0).posterior().isPresent()) {
            client.send(PosteriorTable.of(results.get(0), plan.settings(), name), name + ", posterior",
                    sender.newTableId());
        }
    }
}
