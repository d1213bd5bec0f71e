package io.github.montecat.plugin.function;

import io.github.montecat.plugin.link.Protocol;
import io.github.montecat.plugin.link.AgentLink;
import io.github.montecat.plugin.link.BundleInfo;
import java.util.Arrays;

/**
 * X-ray spectra in column expressions: parameters inferred from an array of counts, and the forward model. The functions
 * that infer choose the bundle by number of channels and exposure, and give the same for the same counts and exposure.
 *
 * <p>Public because TOPCAT asks for it: its property {@code jel.classes} names this class. Safe for use by several threads.
 */
public final class XraySpectra {

    private static final SpectrumEvaluator EVALUATOR = new SpectrumEvaluator();
    private static final BackgroundMemo<double[]> MODELS = new BackgroundMemo<>(10_000);
    private static final BackgroundMemo<int[]> EDGES = new BackgroundMemo<>(1000);

    private XraySpectra() {
    }

    /**
     * Posterior median of a parameter.
     *
     * @param counts array of counts per channel, of any numeric type
     * @param exposure exposure in s
     * @param parameter the parameter's XSPEC name, such as {@code "nH"} or {@code "PhoIndex"}
     * @return the median; NaN where the spectrum cannot be fitted
     */
    public static double specMedian(Object counts, double exposure, String parameter) {
        return EVALUATOR.value(SpectrumKey.numbers(counts), exposure, parameter, null);
    }

    /**
     * Posterior quantile of a parameter.
     *
     * @param counts array of counts per channel, of any numeric type
     * @param exposure exposure in s
     * @param parameter the parameter's XSPEC name
     * @param quantile from 0 to 1, such as 0.16 for the lower end of the central 68 %
     * @return the quantile; NaN where the spectrum cannot be fitted
     */
    public static double specQuantile(Object counts, double exposure, String parameter, double quantile) {
        if (!(quantile >= 0 && quantile <= 1)) {
            return Double.NaN;
        }
        String text = Double.toString(quantile);
        return EVALUATOR.value(SpectrumKey.numbers(counts), exposure, parameter + Protocol.QUANTILE + text, text);
    }

    /**
     * Posterior standard deviation of a parameter.
     *
     * @param counts array of counts per channel, of any numeric type
     * @param exposure exposure in s
     * @param parameter the parameter's XSPEC name
     * @return the standard deviation; NaN where the spectrum cannot be fitted
     */
    public static double specStdev(Object counts, double exposure, String parameter) {
        return EVALUATOR.value(SpectrumKey.numbers(counts), exposure, parameter + Protocol.STDEV, null);
    }

    /**
     * How unlike the bundle's training spectra a spectrum is.
     *
     * @param counts array of counts per channel, of any numeric type
     * @param exposure exposure in s
     * @return the column {@code ood_score} of the results; NaN where the spectrum cannot be fitted or the bundle has no
     *         such score
     */
    public static double specOod(Object counts, double exposure) {
        return EVALUATOR.value(SpectrumKey.numbers(counts), exposure, Protocol.OOD_SCORE, null);
    }

    /**
     * The counts that a bundle's model predicts.
     *
     * @param bundle name of a bundle, such as {@code "nicer-a"}
     * @param exposure exposure in s
     * @param parameters values of the bundle's parameters in its order, such as nH, PhoIndex, norm
     * @return expected counts in each of the bundle's bins; null where the bundle or the values are wrong
     */
    public static double[] foldedModel(String bundle, double exposure, double... parameters) {
        double[] values = parameters.clone();
        double[] counts = MODELS.get(bundle + " " + exposure + " " + Arrays.toString(values),
                () -> AgentLink.shared().model(bundle, exposure, values));
        return counts == null ? null : counts.clone();
    }

    /**
     * Counts summed into the bins of a bundle, as {@link #foldedModel} has them.
     *
     * @param counts array of counts per channel, of any numeric type
     * @param bundle name of a bundle
     * @return counts in each of the bundle's bins; null where the number of channels is not the bundle's
     */
    public static double[] binnedCounts(Object counts, String bundle) {
        int[] edges = EDGES.get(bundle, () -> {
            for (BundleInfo info : AgentLink.shared().bundles(0, Double.NaN, true)) {
                if (info.name().equals(bundle)) {
                    return info.binEdges();
                }
            }
            throw new IllegalArgumentException("there is no bundle '" + bundle + "'");
        });
        double[] channels = SpectrumKey.numbers(counts);
        if (edges == null || edges.length < 2 || channels.length < edges[edges.length - 1]) {
            return null;
        }
        double[] bins = new double[edges.length - 1];
        for (int b = 0; b < bins.length; b++) {
            for (int c = edges[b]; c < edges[b + 1]; c++) {
                bins[b] += channels[c];
            }
        }
        return bins;
    }

    /**
     * Cash's statistic of counts and a model, as XSPEC has it: twice the sum of m - d + d ln(d / m).
     *
     * @param counts array of counts, of any numeric type
     * @param expected array of as many expected counts, of any numeric type
     * @return the statistic; NaN where the arrays differ in length, or counts stand where none are expected
     */
    public static double cstat(Object counts, Object expected) {
        double[] d = SpectrumKey.numbers(counts);
        double[] m = SpectrumKey.numbers(expected);
        if (d.length != m.length || d.length == 0) {
            return Double.NaN;
        }
        double sum = 0;
        for (int i = 0; i < d.length; i++) {
            if (!(m[i] > 0) && !(m[i] == 0 && d[i] == 0)) {
                return Double.NaN;
            }
            sum += m[i] - d[i] + (d[i] > 0 ? d[i] * Math.log(d[i] / m[i]) : 0);
        }
        return 2 * sum;
    }
}
