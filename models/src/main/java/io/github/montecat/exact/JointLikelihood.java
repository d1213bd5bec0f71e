package io.github.montecat.exact;

import io.github.montecat.error.RefusedValueException;
import java.util.List;
import java.util.Optional;

/**
 * The likelihood of independent data under the same parameters: the product of their own. Immutable and safe for use by
 * several threads.
 */
public final class JointLikelihood implements LogLikelihood {

    private final List<? extends LogLikelihood> parts;

    /**
     * @param parts likelihoods over the same unit cube, at least one
     * @throws RefusedValueException if there is none, or their dimensions differ
     */
    public JointLikelihood(List<? extends LogLikelihood> parts) {
        if (parts.stream().mapToInt(LogLikelihood::dimension).distinct().count() != 1) {
            throw new RefusedValueException("a joint likelihood needs parts of the same dimension, found "
                    + parts.stream().map(LogLikelihood::dimension).toList());
        }
        this.parts = List.copyOf(parts);
    }

    @Override
    public int dimension() {
        return parts.get(0).dimension();
    }

    @Override
    public double[] values(double[][] units) {
        double[] sum = new double[units.length];
        for (LogLikelihood part : parts) {
            double[] one = part.values(units);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += one[i];
            }
        }
        return sum;
    }

    /** Those of all parts, if all have some. */
    @Override
    public Optional<Residuals> residuals() {
        List<Residuals> all = parts.stream().flatMap(p -> p.residuals().stream()).toList();
        return all.size() < parts.size() ? Optional.empty() : Optional.of(units -> {
            double[][][] each = all.stream().map(r -> r.values(units)).toArray(double[][][]::new);
            double[][] joined = new double[units.length][];
            for (int i = 0; i < units.length; i++) {
                joined[i] = joined(each, i);
            }
            return joined;
        });
    }

    private static double[] joined(double[][][] each, int point) {
        int size = 0;
        for (double[][] one : each) {
            size += one[point].length;
        }
        double[] all = new double[size];
        int at = 0;
        for (double[][] one : each) {
            System.arraycopy(one[point], 0, all, at, one[point].length);
            at += one[point].length;
        }
        return all;
    }
}
