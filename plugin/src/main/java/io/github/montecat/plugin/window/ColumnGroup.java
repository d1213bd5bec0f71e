package io.github.montecat.plugin.window;

import java.util.Set;

/**
 * Columns of results that are added together. What belongs to none of the groups here is always added. Where several
 * models were compared, a column's name begins with the model and an underscore.
 */
enum ColumnGroup {

    LIMITS("68 % limits", ".*_(lower|upper)", true),
    LIMITS90("90 % limits", ".*_(lower|upper)90", false),
    MOMENTS("mean and deviation", ".*_(mean|std)", false),
    CORRELATIONS("correlations", "corr_.*", false),
    NET_COUNTS("net counts and background", "net_(counts|rate)(_error)?|background_p|bkg_counts(_error)?", false),
    QUALITY("goodness of fit",
            "cstat.*|ppp|ks(_p)?|ood_false_alarm|efficiency|log_evidence.*|pareto_k|evaluations", false),
    PROVENANCE("bundle, seed, samples, engine", "bundle|bundle_sha256|seed|samples|engine", true);

    private final String label;
    private final String pattern;
    private final boolean usual;

    ColumnGroup(String label, String pattern, boolean usual) {
        this.label = label;
        this.pattern = pattern;
        this.usual = usual;
    }

    /** @return what the user reads */
    String label() {
        return label;
    }

    /** @return whether it is added unless the user says otherwise */
    boolean isUsual() {
        return usual;
    }

    /**
     * @param groups the groups wanted
     * @param column a column's name
     * @return whether the column is to be added
     */
    static boolean isWanted(Set<ColumnGroup> groups, String column) {
        for (ColumnGroup group : values()) {
            if (column.matches("(\\w+_)?(" + group.pattern + ")")) {
                return groups.contains(group);
            }
        }
        return true;
    }
}
