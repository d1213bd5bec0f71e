package io.github.montecat.plugin.link;

import java.util.List;
import java.util.Map;

/**
 * What the plugin knows of the agent's messages and of the columns of results. The plugin shares no classes with the
 * agent, since it runs on TOPCAT's Java; a test beside the agent compares the two.
 */
public final class Protocol {

    /** Message that has a table fitted. */
    public static final String FIT = "montecat.fit";
    /** Message that lists bundles. */
    public static final String BUNDLE_LIST = "montecat.bundle.list";
    /** Message that lists the models that have names. */
    public static final String MODEL_LIST = "montecat.model.list";
    /** Message that folds a bundle's model. */
    public static final String MODEL = "montecat.model";
    /** Message that lists jobs. */
    public static final String JOB_LIST = "montecat.job.list";
    /** Message that stops a job. */
    public static final String JOB_CANCEL = "montecat.job.cancel";
    /** Message that tells how a job goes. */
    public static final String JOB_PROGRESS = "montecat.job.progress";
    /** Message that brings a part of a result. */
    public static final String RESULT = "montecat.result";

    /** The parameters that the plugin sends or reads, by message. */
    public static final Map<String, List<String>> PARAMETERS = Map.of(
            FIT, List.of("url", "name", "location", "column", "exposure", "row-column", "bundle", "samples", "seed",
                    "refine", "model", "prior", "fix", "notice", "quantiles", "posterior"),
            BUNDLE_LIST, List.of("channels", "exposure", "background"),
            MODEL_LIST, List.of(),
            MODEL, List.of("bundle", "exposure", "parameters"),
            JOB_LIST, List.of(),
            JOB_CANCEL, List.of("job-id"),
            JOB_PROGRESS, List.of("job-id", "state", "done", "total", "message"),
            RESULT, List.of("kind", "table-id", "url"));

    /** Kind of a part: new columns for the rows that were sent. */
    public static final String COLUMNS = "columns";
    /** Kind of a part: a row for a table that was one spectrum. */
    public static final String TABLE = "table";
    /** Kind of a part: the posterior of a spectrum that was sent alone. */
    public static final String POSTERIOR = "posterior";

    /** Column of results: why a row has no posterior or was not refined. */
    public static final String REASON = "reason";
    /** Column of results: number of samples, 0 where a row has no posterior. */
    public static final String SAMPLES = "samples";
    /** Column of results: the out-of-distribution score. */
    public static final String OOD_SCORE = "ood_score";
    /** What follows a parameter's name in the column of its 16 % quantile. */
    public static final String LOWER = "_lower";
    /** What follows a parameter's name in the column of its 84 % quantile. */
    public static final String UPPER = "_upper";
    /** What follows a parameter's name in the column of its standard deviation. */
    public static final String STDEV = "_std";
    /** What follows a parameter's name in the column of a quantile, before the quantile. */
    public static final String QUANTILE = "_q";
    /** Table parameter of results: how many rows were fitted, and why others were not. */
    public static final String OUTCOME = "fit_outcome";

    private Protocol() {
    }
}
