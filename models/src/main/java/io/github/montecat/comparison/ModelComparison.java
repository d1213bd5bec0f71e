package io.github.montecat.comparison;

import io.github.montecat.statistic.LogSum;
import java.util.Arrays;
import java.util.List;

/**
 * Posterior probabilities of models: prior odds times evidence, divided by their sum. Immutable.
 *
 * <p>Their errors are those of the evidences, propagated in first order: of p<sub>i</sub> = w<sub>i</sub> Z<sub>i</sub>
 * / sum w<sub>j</sub> Z<sub>j</sub> the derivatives by ln Z<sub>j</sub> are p<sub>i</sub> (1 - p<sub>i</sub>) for j = i
 * and -p<sub>i</sub> p<sub>j</sub> else. A probability is only as meaningful as the priors of the parameters, on whose
 * width the evidence depends.
 *
 * @param probabilities probabilities in the order of the models; their sum is 1
 * @param errors their standard errors
 */
public record ModelComparison(List<Double> probabilities, List<Double> errors) {

    /** Copies the lists. */
    public ModelComparison {
        probabilities = List.copyOf(probabilities);
        errors = List.copyOf(errors);
    }

    /**
     * @param logEvidences ln of the evidence of each model, of the same data; differences alone count
     * @param logErrors their standard errors, from 0 up; NaN if not known
     * @param odds prior odds of each model, above 0; their ratios alone count
     * @return the comparison
     * @throws IllegalArgumentException if the lengths differ, there is no model, or an evidence is not finite
     */
    public static ModelComparison of(double[] logEvidences, double[] logErrors, List<Double> odds) {
        int models = logEvidences.length;
        if (models == 0 || logErrors.length != models || odds.size() != models) {
            throw new IllegalArgumentException(models + " evidences with " + logErrors.length + " errors and "
                    + odds.size() + " odds, expected as many of each");
        }
        double[] p = new double[models];
        for (int m = 0; m < models; m++) {
            if (!Double.isFinite(logEvidences[m])) {
                throw new IllegalArgumentException("ln of an evidence is " + logEvidences[m]
                        + ", expected a finite number");
            }
            p[m] = logEvidences[m] + Math.log(odds.get(m));
        }
        LogSum.normalise(p);
        Double[] errors = new Double[models];
        for (int m = 0; m < models; m++) {
            double variance = 0;
            double others = 0;
            for (int n = 0; n < models; n++) {
                if (n != m) {
                    others += p[n];
                    variance += Math.pow(p[n] * logErrors[n], 2);
                }
            }
            // The sum of the others is exact where 1 - p is lost in rounding.
            errors[m] = p[m] * Math.sqrt(Math.pow(others * logErrors[m], 2) + variance);
        }
        return new ModelComparison(Arrays.stream(p).boxed().toList(), List.of(errors));
    }

    /** @return the place of the most probable model, the first of several */
    public int best() {
        int best = 0;
        for (int m = 1; m < probabilities.size(); m++) {
            best = probabilities.get(m) > probabilities.get(best) ? m : best;
        }
        return best;
    }
}
