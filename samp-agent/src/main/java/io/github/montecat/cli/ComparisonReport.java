package io.github.montecat.cli;

import io.github.montecat.assessment.ProbabilityCalibration;
import io.github.montecat.cli.console.TextTable;
import io.github.montecat.diagnostics.ComparisonEvaluation;
import io.github.montecat.diagnostics.ExactEvaluation;
import io.github.montecat.error.Counted;
import java.io.PrintStream;
import java.util.Locale;

/** What {@code montecat evaluate --model A,B} prints. Stateless. */
final class ComparisonReport {

    private ComparisonReport() {
    }

    /**
     * Prints all there is.
     *
     * @param e the evaluation
     * @param seed seed of replicated truths
     * @param out where it goes
     * @return whether enough spectra were compared to tell anything
     */
    static boolean print(ComparisonEvaluation e, long seed, PrintStream out) {
        out.println(Counted.spectra(e.truths().size()) + " fitted with all models; " + e.failures().size() + " failed"
                + (e.failures().isEmpty() ? "" : ", the first: " + e.failures().get(0)));
        if (e.truths().size() < ExactEvaluation.FEWEST_SPECTRA) {
            return false;
        }
        long right = 0;
        for (int i = 0; i < e.truths().size(); i++) {
            double own = e.probabilities().get(i).get(e.truths().get(i));
            right += e.probabilities().get(i).stream().allMatch(p -> p <= own) ? 1 : 0;
        }
        out.printf(Locale.ROOT, "the true model is the most probable one in %.1f %%%n",
                100.0 * right / e.truths().size());
        // Of two models the second's probabilities are those of the first, taken from 1.
        for (int m = 0; m < (e.models().size() == 2 ? 1 : e.models().size()); m++) {
            ProbabilityCalibration calibration = e.calibration(m, seed);
            TextTable table = new TextTable("probability", "spectra", "mean probability", "fraction true");
            for (ProbabilityCalibration.Bin bin : calibration.bins()) {
                table.row(String.format(Locale.ROOT, "%.1f to %.1f", bin.from(), bin.to()), String.valueOf(bin.count()),
                        String.format(Locale.ROOT, "%.4f", bin.mean()),
                        String.format(Locale.ROOT, "%.4f", bin.fractionTrue()));
            }
            out.println();
            out.println("probability of " + e.models().name(m) + ":");
            out.print(table);
            out.printf(Locale.ROOT, "chi-squared of the bins %.2f, p %.3f by replicated truths%n",
                    calibration.chiSquared(), calibration.pValue());
        }
        return true;
    }
}
