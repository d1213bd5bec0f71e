package io.github.montecat.agent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The messages of the agent, with all their parameters: the one list that services, the page {@code agent.html} and the
 * plugin are held to by tests. A message that is sent by others and by the agent stands here once. Values of parameters
 * are texts or lists of texts, as SAMP has them.
 */
enum Mtype {

    /** A table as FITS: taken from clients, and how tables leave. */
    LOAD_FITS("table.load.fits", true, "url", "name", "table-id"),
    /** A table as VOTable. */
    LOAD_VOTABLE("table.load.votable", true, "url", "name", "table-id"),
    /** A spectrum as a table. */
    LOAD_SPECTRUM("spectrum.load.ssa-generic", true, "url", "name", "table-id"),
    /** A row that is to be looked at. */
    HIGHLIGHT("table.highlight.row", true, "table-id", "url", "row"),
    /** Rows that were chosen. */
    SELECT("table.select.rowList", true, "table-id", "url", "row-list"),
    /** Has a table or the counts of one spectrum fitted. */
    FIT("montecat.fit", true, "url", "counts", "format", "name", "table-id", "location", "bundle", "samples", "seed",
            "engine", "refine", "model", "model-odds", "best-model-only", "prior", "fix", "let", "let-blank", "notice",
            "abund", "flux", "flux-components", "photon-flux", "cosmology", "background", "columns", "nh-unit", "response-dir",
            "column", "exposure", "rmf-column", "arf-column", "background-column", "row-column", "quantiles", "posterior",
            "source-id", "spectra", "cross-calibration", "untie"),
    /** Has regions of an event list fitted. */
    FIT_REGION("montecat.fit.region", true, "events", "regions", "filter", "pha-dir", "rmf", "arf", "labels", "bundle",
            "samples", "seed", "engine", "refine", "model", "prior", "fix", "notice", "abund", "flux",
            "flux-components", "photon-flux", "cosmology", "background", "columns", "nh-unit", "response-dir", "column",
            "exposure"),
    /** Folds a bundle's model. */
    MODEL("montecat.model", true, "bundle", "exposure", "parameters"),
    /** Lists bundles. */
    BUNDLE_LIST("montecat.bundle.list", true, "channels", "exposure", "background", "telescope"),
    /** Lists the fit models that have names. */
    MODEL_LIST("montecat.model.list", true),
    /** Lists jobs. */
    JOB_LIST("montecat.job.list", true),
    /** Stops a job. */
    JOB_CANCEL("montecat.job.cancel", true, "job-id"),
    /** Fetches what a job has left. */
    JOB_RESULT("montecat.job.result", true, "job-id"),
    /** Tells how a job goes. */
    JOB_PROGRESS("montecat.job.progress", false, "job-id", "name", "state", "done", "total", "message"),
    /**
     * Brings what the client is to add to a table of its own, or show as it likes: {@code kind} is {@code columns} (the
     * new columns alone, in the rows of the table that was sent), {@code table} (a row for a table that was one
     * spectrum) or {@code posterior}; {@code table-id} is that of the response to the call that asked for it,
     * {@code url} and {@code name} are those of {@code table.load.fits}.
     */
    RESULT("montecat.result", false, "kind", "table-id", "url", "name");

    private final String word;
    private final boolean served;
    private final List<String> parameters;

    Mtype(String word, boolean served, String... parameters) {
        this.word = word;
        this.served = served;
        this.parameters = List.of(parameters);
    }

    /** @return the MType as SAMP has it */
    String word() {
        return word;
    }

    /** @return whether the agent subscribes to it; it sends the others */
    boolean isServed() {
        return served;
    }

    /** @return names of its parameters, needed and optional ones */
    List<String> parameters() {
        return parameters;
    }

    /**
     * @param word an MType
     * @return its entry, empty if the agent neither serves nor sends it
     */
    static Optional<Mtype> find(String word) {
        return Arrays.stream(values()).filter(m -> m.word.equals(word)).findFirst();
    }

    /**
     * Checks the program, not the message.
     *
     * @param parameter name of a parameter that is read or sent
     * @throws IllegalStateException if it is not listed here
     */
    void requireListed(String parameter) {
        if (!parameters.contains(parameter)) {
            throw new IllegalStateException("parameter '" + parameter + "' of " + word + " is not listed, expected one of "
                    + parameters);
        }
    }

    /**
     * @param values some of the parameters and their values
     * @return the same
     * @throws IllegalStateException if one is not listed here
     */
    Map<String, Object> listed(Map<String, Object> values) {
        new ArrayList<>(values.keySet()).forEach(this::requireListed);
        return values;
    }
}
