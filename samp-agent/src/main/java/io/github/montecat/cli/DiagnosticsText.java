package io.github.montecat.cli;

import io.github.montecat.assessment.Coverage;
import io.github.montecat.assessment.IntervalContent;
import io.github.montecat.assessment.RiskRatio;
import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.cli.console.TextTable;
import io.github.montecat.diagnostics.ExactPosteriors;
import io.github.montecat.diagnostics.RefinedAgreement;
import io.github.montecat.error.Counted;
import io.github.montecat.exact.BayesRisk;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints what was measured of a bundle as small tables. */
final class DiagnosticsText {

    private DiagnosticsText() {
    }

    static void print(ModelBundle bundle, BundleManifest.Diagnostics d, PrintStream out) {
        out.println(bundle.name() + " " + bundle.version() + ": " + Counted.of(d.testSpectra(), "test spectrum",
                "test spectra") + ", prediction is the "
                + "mean of " + Counted.of(d.passes(), "pass", "passes")
                + ", parameters scaled to [0,1] over the prior");
        out.printf(Locale.ROOT, "%-16s %10s %10s %10s %8s%n", "parameter", "MSE", "MSLE", "MAE", "R2");
        d.parameters().forEach((name, m) -> line(name, m, out));
        line("mean", d.mean(), out);
        printCalibration(d, out);
    }

    private static void line(String name, BundleManifest.Metrics m, PrintStream out) {
        out.printf(Locale.ROOT, "%-16s %10.3e %10.3e %10.3e %8.4f%n", name, m.mse(), m.msle(), m.mae(), m.r2());
    }

    /** Prints coverage, ranks, outliers and ratio to the Bayes risk, as far as they were measured, or nothing. */
    static void printCalibration(BundleManifest.Diagnostics d, PrintStream out) {
        boolean calibrated = d.coverage() != null;
        boolean compared = d.bayesRisk() != null;
        if (!calibrated && !compared) {
            return;
        }
        List<String> headings = new ArrayList<>(List.of("parameter"));
        if (calibrated) {
            Coverage.LEVELS.forEach(l -> headings.add("in " + Math.round(100 * l) + " %"));
            headings.addAll(List.of("ranks p", "beyond 5 sigma"));
        }
        if (compared) {
            headings.addAll(List.of("MSE/Bayes risk", "+-"));
        }
        TextTable table = new TextTable(headings.toArray(String[]::new));
        for (String label : d.parameters().keySet()) {
            List<String> row = new ArrayList<>(List.of(label));
            if (calibrated) {
                d.coverage().stream().filter(c -> c.isOverall() && c.parameter().equals(label))
                        .forEach(c -> row.add(format("%.1f", 100 * c.fraction())));
                row.add(d.ranks() == null ? "" : d.ranks().stream().filter(r -> r.parameter().equals(label)).findFirst()
                        .map(r -> format("%.2g", r.pValue())).orElse(""));
                row.add(d.outliers() == null ? "" : d.outliers().stream().filter(o -> o.parameter().equals(label))
                        .findFirst().map(o -> String.valueOf(o.outliers())).orElse(""));
            }
            addRatio(row, d.bayesRisk(), label);
            table.row(row.toArray(String[]::new));
        }
        if (compared) {
            List<String> row = new ArrayList<>(List.of(ExactPosteriors.MEAN));
            if (calibrated) {
                Coverage.LEVELS.forEach(l -> row.add(""));
                row.addAll(List.of("", ""));
            }
            addRatio(row, d.bayesRisk(), ExactPosteriors.MEAN);
            table.row(row.toArray(String[]::new));
        }
        out.println();
        out.print(table);
        if (calibrated) {
            out.println("percentages of " + spectra(d) + " test spectra whose central interval contains the truth; p of "
                    + "uniform ranks of the truth");
        }
        if (compared) {
            out.println("MSE/Bayes risk: as expected from exact posteriors, without the scatter of truths about them");
        }
    }

    private static int spectra(BundleManifest.Diagnostics d) {
        return d.coverage().stream().mapToInt(Coverage::spectra).max().orElse(0);
    }

    private static void addRatio(List<String> row, Map<String, RiskRatio> ratios, String name) {
        if (ratios != null) {
            RiskRatio ratio = ratios.get(name);
            row.add(ratio == null ? "" : format("%.3f", ratio.ratio()));
            row.add(ratio == null ? "" : format("%.3f", ratio.error()));
        }
    }

    /** Prints the smallest error there can be beside that of a bundle on the same spectra. */
    static void print(ExactPosteriors exact, Map<String, RiskRatio> ratios, Map<String, RiskRatio> expected,
            List<IntervalContent> contents, PrintStream out) {
        BayesRisk risk = exact.risk();
        TextTable table = new TextTable("parameter", "MSE", "Bayes risk", "+-", "MSE/Bayes risk", "+-", "expected", "+-");
        int p = 0;
        for (Map.Entry<String, RiskRatio> one : ratios.entrySet()) {
            boolean mean = p == risk.perParameter().length;
            double least = mean ? risk.mean() : risk.perParameter()[p];
            table.row(one.getKey(), format("%.3e", one.getValue().ratio() * least), format("%.3e", least),
                    format("%.1e", mean ? risk.meanError() : risk.perParameterErrors()[p]),
                    format("%.3f", one.getValue().ratio()), format("%.3f", one.getValue().error()),
                    format("%.4f", expected.get(one.getKey()).ratio()), format("%.4f", expected.get(one.getKey()).error()));
            p++;
        }
        out.println();
        out.println("exact posteriors of " + risk.spectra() + " of them:");
        out.print(table);
        out.println("expected: the same ratio without the scatter of truths about their posteriors, 1 + (prediction - exact "
                + "mean)^2 / Bayes risk");
        print(contents, out);
    }

    /** Prints what intervals hold of exact posteriors, a line per parameter. */
    private static void print(List<IntervalContent> contents, PrintStream out) {
        List<String> headings = new ArrayList<>(List.of("parameter"));
        contents.stream().mapToDouble(IntervalContent::minCounts).distinct()
                .forEach(c -> headings.addAll(List.of(c == 0 ? "all" : format("from %.0e", c), "+-")));
        TextTable table = new TextTable(headings.toArray(String[]::new));
        for (String label : contents.stream().map(IntervalContent::parameter).distinct().toList()) {
            List<String> row = new ArrayList<>(List.of(label));
            contents.stream().filter(c -> c.parameter().equals(label)).forEach(c -> row.addAll(List.of(
                    format("%.1f", 100 * c.fraction()), c.spectra() > 1 ? format("%.1f", 100 * c.error()) : "")));
            table.row(row.toArray(String[]::new));
        }
        out.println();
        out.println("percentage of the exact posterior inside 68 % intervals, of all spectra and by counts:");
        out.print(table);
    }

    /** Prints how refined posteriors agree with those of nested sampling. */
    static void print(RefinedAgreement refined, PrintStream out) {
        TextTable table = new TextTable("parameter", "medians within " + RefinedAgreement.SHIFT + " sigma", "largest shift",
                "widths within " + Math.round(100 * RefinedAgreement.WIDTH) + " %", "narrowest", "widest");
        for (int p = 0; p < refined.labels().size(); p++) {
            int k = p;
            DoubleSummaryStatistics shifts = Arrays.stream(refined.shift()).mapToDouble(s -> Math.abs(s[k])).summaryStatistics();
            DoubleSummaryStatistics widths = Arrays.stream(refined.width()).mapToDouble(w -> w[k]).summaryStatistics();
            table.row(refined.labels().get(p), String.valueOf(refined.medianAgrees(p)), format("%.3f", shifts.getMax()),
                    String.valueOf(refined.widthAgrees(p)), format("%.3f", widths.getMin()), format("%.3f", widths.getMax()));
        }
        table.row("all", String.valueOf(refined.mediansAgree()), "", String.valueOf(refined.widthsAgree()), "", "");
        out.println();
        out.println("refined posteriors of " + refined.spectra() + " of them beside nested sampling; effective samples per point "
                + format("%.2f", refined.efficiency()) + " (median), not refined " + refined.failures() + ":");
        out.print(table);
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
