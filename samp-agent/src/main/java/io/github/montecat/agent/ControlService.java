package io.github.montecat.agent;

import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.job.Job;
import io.github.montecat.job.JobQueue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.astrogrid.samp.Message;

/**
 * Tells about bundles and jobs, and cancels jobs: {@code montecat.bundle.list} returns {@code bundles},
 * {@code montecat.job.list} returns {@code jobs}, {@code montecat.job.cancel} takes {@code job-id} and returns the job.
 */
final class ControlService extends MessageService {

    private static final String BUNDLES = "montecat.bundle.list";
    private static final String JOBS = "montecat.job.list";
    private static final String CANCEL = "montecat.job.cancel";

    private final BundleLibrary library;
    private final JobQueue queue;

    ControlService(BundleLibrary library, JobQueue queue) {
        super(List.of(BUNDLES, JOBS, CANCEL));
        this.library = library;
        this.queue = queue;
    }

    @Override
    Map<String, Object> serve(String client, Message message) {
        return switch (message.getMType()) {
            case BUNDLES -> Map.of("bundles",
                    library.bundles().stream().map(ControlService::describe).collect(Collectors.toList()));
            case JOBS -> Map.of("jobs",
                    queue.jobs().stream().map(ProgressNotifier::describe).collect(Collectors.toList()));
            case CANCEL -> cancel(new MessageParameters(message).text("job-id"));
            default -> throw new IllegalArgumentException("unexpected message " + message.getMType());
        };
    }

    private Map<String, Object> cancel(String id) {
        Job job = queue.find(id).orElseThrow(() -> new IllegalArgumentException("there is no job '" + id + "'; jobs: "
                + queue.jobs().stream().map(j -> j.id()).collect(Collectors.joining(", "))));
        job.cancel();
        return ProgressNotifier.describe(job.status());
    }

    private static Map<String, Object> describe(ModelBundle bundle) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", SampText.of(bundle.name()));
        map.put("version", SampText.of(bundle.version()));
        map.put("instrument", SampText.of(bundle.instrument()));
        map.put("model", SampText.of(bundle.prior().model().expression()));
        map.put("parameters", bundle.prior().free().stream().map(f -> SampText.of(f.parameter().label()))
                .collect(Collectors.toList()));
        map.put("channels", Integer.toString(bundle.channelCount()));
        map.put("exposure-min", Double.toString(bundle.exposures().min()));
        map.put("exposure-max", Double.toString(bundle.exposures().max()));
        map.put("sha256", bundle.sha256());
        return map;
    }
}
