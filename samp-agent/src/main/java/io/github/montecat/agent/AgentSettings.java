package io.github.montecat.agent;

import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.job.JobListener;
import java.time.Duration;
import java.util.Objects;

/**
 * What an agent is told when it starts.
 *
 * @param profile where the hub is looked for
 * @param startHub whether to start a hub if none is running at the start; one that goes away later is waited for
 * @param library bundles to fit with
 * @param fit samples, seed and bundle where a message does not say
 * @param version the program's version, for the metadata
 * @param queueCapacity how many jobs may wait
 * @param watchInterval time between two looks at the hub
 * @param display hears of all jobs
 */
public record AgentSettings(StandardProfile profile, boolean startHub, BundleLibrary library, FitSettings fit,
        String version, int queueCapacity, Duration watchInterval, JobListener display) {

    /** Checks that nothing is null. */
    public AgentSettings {
        Objects.requireNonNull(profile);
        Objects.requireNonNull(library);
        Objects.requireNonNull(fit);
        Objects.requireNonNull(version);
        Objects.requireNonNull(watchInterval);
        Objects.requireNonNull(display);
    }

    /**
     * Room for 16 jobs and a look at the hub every three seconds.
     *
     * @param profile where the hub is looked for
     * @param startHub whether to start a hub if none is running
     * @param library bundles to fit with
     * @param fit samples, seed and bundle
     * @param version the program's version
     * @param display hears of all jobs
     * @return the settings
     */
    public static AgentSettings of(StandardProfile profile, boolean startHub, BundleLibrary library, FitSettings fit,
            String version, JobListener display) {
        return new AgentSettings(profile, startHub, library, fit, version, 16, Duration.ofSeconds(3), display);
    }
}
