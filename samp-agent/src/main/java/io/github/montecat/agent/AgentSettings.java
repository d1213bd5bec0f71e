package io.github.montecat.agent;

import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.fitmodel.FitModelLibrary;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.job.FitPlan;
import io.github.montecat.job.JobListener;
import io.github.montecat.source.SourcePolicy;
import io.github.montecat.table.SpectrumTableSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * What an agent is told when it starts.
 *
 * @param profile where the hub is looked for
 * @param startHub whether to start a hub if none is running, at the start or later
 * @param plan how spectra are fitted where a message does not say
 * @param models the fit models that a message may name
 * @param version the program's version, for the metadata
 * @param queueCapacity how many jobs may wait
 * @param watchInterval time between two looks at the hub
 * @param display hears of all jobs
 * @param phaFolder where spectra of DS9's regions are written; made when needed
 * @param followDs9 whether to watch DS9's regions
 * @param sources what is read for clients
 */
public record AgentSettings(StandardProfile profile, boolean startHub, FitPlan plan, FitModelLibrary models, String version,
        int queueCapacity, Duration watchInterval, JobListener display, Path phaFolder, boolean followDs9, SourcePolicy sources) {

    /** Below the folder in which the agent was started. */
    public static final Path DEFAULT_PHA_FOLDER = Path.of("montecat-regions");

    /** Checks that nothing is null; whoever sends messages names no model files. */
    public AgentSettings {
        Objects.requireNonNull(profile);
        Objects.requireNonNull(plan);
        models = models.withoutFiles();
        Objects.requireNonNull(version);
        Objects.requireNonNull(watchInterval);
        Objects.requireNonNull(display);
        Objects.requireNonNull(phaFolder);
        Objects.requireNonNull(sources);
    }

    /**
     * Settings that leave DS9's regions alone until somebody asks.
     *
     * @param profile where the hub is looked for
     * @param startHub whether to start a hub if none is running
     * @param library bundles to fit with
     * @param fit samples, seed and bundle
     * @param version the program's version
     * @param queueCapacity how many jobs may wait
     * @param watchInterval time between two looks at the hub
     * @param display hears of all jobs
     */
    public AgentSettings(StandardProfile profile, boolean startHub, BundleLibrary library, FitSettings fit,
            String version, int queueCapacity, Duration watchInterval, JobListener display) {
        this(profile, startHub, new FitPlan(library, fit, SpectrumTableSettings.AUTOMATIC), FitModelLibrary.shipped(),
                version, queueCapacity, watchInterval, display, DEFAULT_PHA_FOLDER, false, SourcePolicy.AGENT);
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

    /**
     * @param other how spectra are fitted where a message does not say
     * @param named the fit models that a message may name
     * @return the same settings with these
     */
    public AgentSettings withFits(FitPlan other, FitModelLibrary named) {
        return new AgentSettings(profile, startHub, other, named, version, queueCapacity, watchInterval, display, phaFolder,
                followDs9, sources);
    }

    /** @return the bundles to fit with */
    BundleLibrary library() {
        return plan.library();
    }

    /**
     * @param folder where spectra of DS9's regions are written
     * @param follow whether to watch DS9's regions
     * @return the same settings with these
     */
    public AgentSettings withDs9(Path folder, boolean follow) {
        return new AgentSettings(profile, startHub, plan, models, version, queueCapacity, watchInterval, display, folder,
                follow, sources);
    }

    /**
     * @param policy what is read for clients
     * @return the same settings with that
     */
    public AgentSettings withSources(SourcePolicy policy) {
        return new AgentSettings(profile, startHub, plan, models, version, queueCapacity, watchInterval, display,
                phaFolder, followDs9, policy);
    }
}
