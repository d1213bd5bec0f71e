package io.github.montecat.exact;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.fit.FoldedModel;
import io.github.montecat.progress.Progress;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.simulate.SpectrumSimulator;
import io.github.montecat.simulate.SpectrumSource;
import io.github.montecat.statistic.BinnedCounts;
import io.github.montecat.statistic.NoticedBins;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * The Bayes risk: the mean over spectra of the exact posterior's variance, which is the smallest mean squared error that any
 * estimator can have, in coordinates of the unit cube (parameters scaled to [0, 1] over the prior). Arrays are not copied and
 * must not be changed.
 *
 * @param perParameter risk of each free parameter
 * @param perParameterErrors their standard errors, from the scatter between spectra
 * @param mean mean over the parameters
 * @param meanError its standard error
 * @param spectra number of spectra with an exact posterior
 */
public record BayesRisk(double[] perParameter, double[] perParameterErrors, double mean, double meanError, int spectra) {

    /**
     * The risk of given spectra, to compare with an error measured on the same ones. Posteriors are sampled in the current
     * fork-join pool.
     *
     * @param spectra likelihoods of the spectra, all of one prior
     * @param sampler what gives exact posteriors
     * @param seed the seed
     * @param progress counts spectra; may cancel
     * @return their mean risk; its standard error is that of these spectra as a sample of all
     * @throws IllegalArgumentException if there are fewer than two spectra
     */
    public static BayesRisk of(List<? extends LogLikelihood> spectra, ReferencePosterior sampler, long seed,
            Progress progress) {
        return of(variances(spectra, sampler, seed, progress));
    }

    /**
     * The risk over the whole prior, from fewer exact posteriors: what the Fisher information says of each is known for many
     * more draws, and takes off most of the scatter (control variate).
     *
     * @param simulator model, prior, response and exposure
     * @param spectra number of spectra with an exact posterior
     * @param controls number of draws of the prior whose Fisher information is computed
     * @param sampler what gives exact posteriors
     * @param seed the seed of parameters, noise and samples
     * @param progress counts spectra; may cancel
     * @return the risk
     * @throws IllegalArgumentException if there are fewer than three spectra or no more controls
     */
    public static BayesRisk of(SpectrumSimulator simulator, int spectra, int controls, ReferencePosterior sampler,
            long seed, Progress progress) {
        if (spectra < 3 || controls <= spectra) {
            throw new RefusedValueException(spectra + " spectra and " + controls + " controls, expected at least 3 "
                    + "spectra, and more controls");
        }
        Dataset data = Dataset.simulate(SpectrumSource.of(simulator.prior(), simulator.response(), simulator.exposure()), 0,
                spectra, seed, Progress.NONE);
        NoticedBins bins = NoticedBins.of(data.spectrum(0, 0).toSpectrum(), simulator.response().bins());
        FoldedModel folded = new FoldedModel(simulator.prior().model(), simulator.response(), bins);
        List<SpectrumLikelihood> likelihoods = IntStream.range(0, spectra)
                .mapToObj(i -> new SpectrumLikelihood(simulator.prior(), folded,
                        new BinnedCounts(data.spectrum(i, 0).toSpectrum(), bins)))
                .toList();
        double[][] exact = withMean(variances(likelihoods, sampler, seed, progress));
        double[][] control = withMean(IntStream.range(0, controls).parallel()
                .mapToObj(i -> FisherInformation.variances(simulator, simulator.drawUnit(seed, i)))
                .toArray(double[][]::new));
        int columns = exact[0].length;
        double[] risk = new double[columns];
        double[] error = new double[columns];
        for (int c = 0; c < columns; c++) {
            double[] v = column(exact, c);
            double[] f = column(control, c);
            double[] own = Arrays.copyOf(f, spectra);
            double slope = covariance(v, own) / covariance(own, own);
            double[] left = new double[spectra];
            Arrays.setAll(left, i -> v[i] - slope * own[i]);
            risk[c] = average(left) + slope * average(f);
            error[c] = Math.sqrt(covariance(left, left) / (spectra - 2) * (spectra - 1) / spectra
                    + slope * slope * covariance(f, f) / controls);
        }
        return of(risk, error, spectra);
    }

    private static double[][] variances(List<? extends LogLikelihood> spectra, ReferencePosterior sampler, long seed,
            Progress progress) {
        AtomicLong done = new AtomicLong();
        return IntStream.range(0, spectra.size()).parallel().mapToObj(i -> {
            WeightedPosterior posterior = sampler.sample(spectra.get(i), new double[0][], seed, i,
                    (evaluated, most) -> progress.update(done.get(), spectra.size()));
            progress.update(done.incrementAndGet(), spectra.size());
            return IntStream.range(0, posterior.dimension()).mapToDouble(posterior::variance).toArray();
        }).toArray(double[][]::new);
    }

    /**
     * The risk of spectra whose exact posteriors are known.
     *
     * @param variances variances of the exact posteriors, spectra x parameters
     * @return their mean risk; its standard error is that of these spectra as a sample of all
     * @throws IllegalArgumentException if there are fewer than two spectra
     */
    public static BayesRisk of(double[][] variances) {
        if (variances.length < 2) {
            throw new RefusedValueException(variances.length + " spectra, a Bayes risk with an error needs 2 or more");
        }
        double[][] columns = withMean(variances);
        double[] risk = new double[columns[0].length];
        double[] error = new double[risk.length];
        for (int c = 0; c < risk.length; c++) {
            double[] v = column(columns, c);
            risk[c] = average(v);
            error[c] = Math.sqrt(covariance(v, v) / v.length);
        }
        return of(risk, error, variances.length);
    }

    private static BayesRisk of(double[] withMean, double[] errors, int spectra) {
        int parameters = withMean.length - 1;
        return new BayesRisk(Arrays.copyOf(withMean, parameters), Arrays.copyOf(errors, parameters), withMean[parameters],
                errors[parameters], spectra);
    }

    private static double[][] withMean(double[][] rows) {
        return Arrays.stream(rows).map(row -> {
            double[] longer = Arrays.copyOf(row, row.length + 1);
            longer[row.length] = average(row);
            return longer;
        }).toArray(double[][]::new);
    }

    private static double[] column(double[][] rows, int column) {
        return Arrays.stream(rows).mapToDouble(r -> r[column]).toArray();
    }

    private static double average(double[] x) {
        return Arrays.stream(x).average().orElseThrow();
    }

    private static double covariance(double[] a, double[] b) {
        double meanA = average(a);
        double meanB = average(b);
        return IntStream.range(0, a.length).mapToDouble(i -> (a[i] - meanA) * (b[i] - meanB)).sum() / (a.length - 1);
    }
}
