package io.github.montecat.ds9;

import io.github.montecat.inference.FitResult;
import io.github.montecat.inference.ParameterSummary;
import io.github.montecat.inference.Posterior;
import io.github.montecat.region.Bounds;
import io.github.montecat.region.Region;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Labels beside regions in DS9: the medians of a posterior, or that there is none. They are DS9's own text regions, which hold
 * no events, in a group by which they are found again; those of the last time are taken away first.
 */
public final class RegionLabels {

    private static final String GROUP = "montecat";

    private RegionLabels() {
    }

    /**
     * Draws labels.
     *
     * @param ds9 where
     * @param regions the regions
     * @param results one result per region
     * @throws IOException if DS9 does not take them
     */
    public static void draw(Ds9Client ds9, List<Region> regions, List<FitResult> results) throws IOException {
        // There is no way to ask whether the group exists, and DS9 does not mind if it does not.
        ds9.set("regions group " + GROUP + " delete");
        Path file = Files.createTempFile("montecat-labels", ".reg");
        try {
            Files.writeString(file, text(regions, results), StandardCharsets.US_ASCII);
            ds9.set("regions -format ds9", file);
        } finally {
            Files.delete(file);
        }
    }

    static String text(List<Region> regions, List<FitResult> results) {
        StringBuilder text = new StringBuilder("# Region file format: DS9 version 4.1\nphysical\n");
        for (int i = 0; i < regions.size(); i++) {
            Region region = regions.get(i);
            if (region.shape() == null) {
                continue;
            }
            Bounds bounds = region.shape().bounds();
            String label = results.get(i).posterior().map(RegionLabels::medians).orElse("no fit");
            text.append(String.format(Locale.ROOT, "# text(%.4f,%.4f) text={%s} color=yellow select=1 tag={%s}%n",
                    region.x(), bounds.yMin() - 0.15 * (bounds.yMax() - bounds.yMin()),
                    region.id() + ": " + label.replaceAll("[^ -z|~]", "?"), GROUP));
        }
        return text.toString();
    }

    private static String medians(Posterior posterior) {
        StringBuilder text = new StringBuilder();
        for (int p = 0; p < posterior.prior().dimension(); p++) {
            ParameterSummary summary = posterior.summary(p);
            text.append(p == 0 ? "" : ", ").append(posterior.prior().free().get(p).parameter().label()).append(' ')
                    .append(number(summary.median()));
        }
        return text.toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 0.01 || Math.abs(value) >= 1e4 ? "%.2e" : "%.3g", value);
    }
}
