package io.github.montecat.agent;

import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.job.Job;
import io.github.montecat.job.JobQueue;
import io.github.montecat.job.JobStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.astrogrid.samp.Message;

/**
 * Tells about bundles and jobs, and cancels jobs: {@code montecat.bundle.list} returns {@code bundles}, and where it is
 * told the {@code channels} of a spectrum, perhaps with its {@code exposure}, says of each bundle whether it
 * {@code fits} (1 or 0) and the {@code reason} if not; {@code montecat.job.list} returns {@code jobs},
 * {@code montecat.job.cancel} takes {@code job-id} and returns the job. {@code montecat.job.result} takes
 * {@code job-id}, sends those results of the job that were not delivered to the client that asks, as tables or parts,
 * and returns their number as {@code results}.
 */
final class ControlService extends MessageService {

    private static final String BUNDLES = "montecat.bundle.list";
    private static final String JOBS = "montecat.job.list";
    private static final String CANCEL = "montecat.job.cancel";
    private static final String RESULT = "montecat.job.result";

    private final BundleLibrary library;
    private final JobQueue queue;
    private final HubLink link;
    private final Outbox outbox;

    ControlService(BundleLibrary library, JobQueue queue, HubLink link, Outbox outbox) {
        super(List.of(BUNDLES, JOBS, CANCEL, RESULT));
        this.library = library;
        this.queue = queue;
        this.link = link;
        this.outbox = outbox;
    }

    @Override
    Map<String, Object> serve(String client, Message message) throws IOException {
        return switch (message.getMType()) {
            case BUNDLES -> bundles(new MessageParameters(message));
            case JOBS -> Map.of("jobs",
                    queue.jobs().stream().map(ProgressNotifier::describe).collect(Collectors.toList()));
            case CANCEL -> cancel(new MessageParameters(message).text("job-id"));
            case RESULT -> result(client, new MessageParameters(message).text("job-id"));
            default -> throw new RefusedValueException("unexpected message " + message.getMType());
        };
    }

    private Job job(String id) {
        return queue.find(id).orElseThrow(() -> new RefusedValueException("there is no job '" + id + "'; jobs: "
                + queue.jobs().stream().map(j -> j.id()).collect(Collectors.joining(", "))));
    }

    private Map<String, Object> cancel(String id) {
        Job job = job(id);
        job.cancel();
        return ProgressNotifier.describe(job.status());
    }

    private Map<String, Object> result(String client, String id) throws IOException {
        int sent = outbox.fetch(id, link.peers().peer(client));
        if (sent == 0) {
            JobStatus status = job(id).status();
            throw new RefusedValueException("no result of " + id + " waits here: it "
                    + (status.state().isFinal() ? "was delivered or dropped, or the job ended without one (the job is "
                            + status.state().name().toLowerCase(Locale.ROOT) + ")" : "has not ended; ask again later"));
        }
        return Map.of("results", Integer.toString(sent));
    }

    private Map<String, Object> bundles(MessageParameters parameters) {
        Optional<Long> channels = parameters.wholeNumber("channels");
        Optional<Double> exposure = parameters.number("exposure");
        List<Map<String, Object>> list = new ArrayList<>();
        for (ModelBundle bundle : library.bundles()) {
            Map<String, Object> map = describe(bundle);
            if (channels.isPresent()) {
                String reason = misfit(bundle, channels.get(), exposure);
                map.put("fits", reason.isEmpty() ? "1" : "0");
                map.put("reason", SampText.of(reason));
            }
            list.add(map);
        }
        return Map.of("bundles", list);
    }

    private static String misfit(ModelBundle bundle, long channels, Optional<Double> exposure) {
        int bins = bundle.grouping().size();
        if (channels != bundle.channelCount() && channels != bins) {
            return "takes spectra of " + bundle.channelCount() + " channels (or its " + bins + " bins), not of "
                    + channels;
        }
        return exposure.filter(e -> !bundle.exposures().contains(e))
                .map(e -> "takes exposures of " + bundle.exposures() + ", not " + e.floatValue() + " s").orElse("");
    }

    private static Map<String, Object> describe(ModelBundle bundle) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", SampText.of(bundle.name()));
        map.put("version", SampText.of(bundle.version()));
        map.put("description", SampText.of(bundle.description()));
        map.put("instrument", SampText.of(bundle.instrument()));
        map.put("model", SampText.of(bundle.manifest().model().expression()));
        map.put("parameters", bundle.manifest().model().parameters().stream().map(p -> SampText.of(p.label()))
                .collect(Collectors.toList()));
        map.put("channels", Integer.toString(bundle.channelCount()));
        map.put("bin-edges", Arrays.stream(bundle.grouping().edges()).mapToObj(Integer::toString)
                .collect(Collectors.toList()));
        map.put("exposure-min", Double.toString(bundle.exposures().min()));
        map.put("exposure-max", Double.toString(bundle.exposures().max()));
        map.put("sha256", bundle.sha256());
        return map;
    }
}
