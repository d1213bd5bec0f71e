package io.github.montecat.agent;

import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.bundle.SpectrumOutline;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.fitmodel.FitModel;
import io.github.montecat.fitmodel.FitModelLibrary;
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
 * Tells about bundles and jobs, and cancels jobs: {@code montecat.bundle.list} returns {@code bundles}. Where it is
 * told the {@code channels} of a spectrum, perhaps with its {@code exposure}, {@code background} (1 or 0) and
 * {@code telescope}, it says of each bundle whether it {@code fits} (1 or 0) and the {@code reason} if not.
 * {@code montecat.model.list} returns {@code models}, the fit models that have names. {@code montecat.job.list} returns
 * {@code jobs}, {@code montecat.job.cancel} takes {@code job-id} and returns the job. {@code montecat.job.result} takes
 * {@code job-id}, sends those results of the job that were not delivered to the client that asks, as tables or parts,
 * and returns their number as {@code results}; a client that they are not for gets copies.
 */
final class ControlService extends MessageService {

    private final BundleLibrary library;
    private final FitModelLibrary models;
    private final JobQueue queue;
    private final HubLink link;
    private final Outbox outbox;

    ControlService(BundleLibrary library, FitModelLibrary models, JobQueue queue, HubLink link, Outbox outbox) {
        super(Mtype.BUNDLE_LIST, Mtype.MODEL_LIST, Mtype.JOB_LIST, Mtype.JOB_CANCEL, Mtype.JOB_RESULT);
        this.library = library;
        this.models = models;
        this.queue = queue;
        this.link = link;
        this.outbox = outbox;
    }

    @Override
    Map<String, Object> serve(String client, Message message) throws IOException {
        return switch (Mtype.find(message.getMType()).orElseThrow()) {
            case BUNDLE_LIST -> bundles(new MessageParameters(message));
            case MODEL_LIST -> Map.of("models", models.models().stream().map(ControlService::describe)
                    .collect(Collectors.toList()));
            case JOB_LIST -> Map.of("jobs",
                    queue.jobs().stream().map(ProgressNotifier::describe).collect(Collectors.toList()));
            case JOB_CANCEL -> cancel(new MessageParameters(message).text("job-id"));
            case JOB_RESULT -> result(client, new MessageParameters(message).text("job-id"));
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
        Optional<SpectrumOutline> outline = outline(parameters);
        List<Map<String, Object>> list = new ArrayList<>();
        for (ModelBundle bundle : library.bundles()) {
            Map<String, Object> map = describe(bundle);
            outline.ifPresent(spectrum -> {
                String reason = bundle.refusal(spectrum).map(Exception::getMessage).orElse("");
                map.put("fits", reason.isEmpty() ? "1" : "0");
                map.put("reason", SampText.of(reason));
            });
            list.add(map);
        }
        return Map.of("bundles", list);
    }

    private static Optional<SpectrumOutline> outline(MessageParameters p) {
        Optional<Long> channels = p.wholeNumber("channels");
        Optional<Double> exposure = p.number("exposure");
        Optional<Boolean> background = p.optionalText("background").map(b -> !b.equals("0"));
        String telescope = p.optionalText("telescope").orElse("");
        return channels.map(n -> new SpectrumOutline((int) Math.max(-1, Math.min(Integer.MAX_VALUE, n)), telescope,
                exposure, background));
    }

    private static Map<String, Object> describe(FitModel model) {
        return Map.of("name", SampText.of(model.name()), "description", SampText.of(model.description()),
                "model", SampText.of(model.prior().model().expression()),
                "parameters", model.prior().free().stream().map(f -> SampText.of(f.parameter().label()))
                        .collect(Collectors.toList()));
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
        map.put("exposure-min", bundle.exposures().minText());
        map.put("exposure-max", bundle.exposures().maxText());
        map.put("sha256", bundle.sha256());
        return map;
    }
}
