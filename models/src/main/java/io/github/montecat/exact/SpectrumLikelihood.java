package io.github.montecat.exact;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.fit.FoldedModel;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.prior.Prior;
import io.github.montecat.response.Response;
import io.github.montecat.spectrum.Spectrum;
import io.github.montecat.statistic.BinnedCounts;
import io.github.montecat.statistic.FitStatistic;
import io.github.montecat.statistic.NoticedBins;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * The Poisson likelihood of a spectrum. Its ln L is -1/2 times XSPEC's C-statistic, or W-statistic where there is a measured
 * background: the likelihood relative to that of a model which fits every bin perfectly. An evidence that comes from it is
 * relative to the same; with {@link #logSaturated} added it is the logarithm of the probability of the counts.
 *
 * <p>Points are evaluated in the current fork-join pool. Immutable and safe for use by several threads.
 *
 * <pre>{@code
 * LogLikelihood bundle = SpectrumLikelihood.of(prior, bundleResponse, Spectrum.of(countsPerBin, exposure));
 * LogLikelihood own = SpectrumLikelihood.of(prior, response, bins.only(0.5, 10), pha);
 * }</pre>
 */
public final class SpectrumLikelihood implements LogLikelihood {

    /** Spectra folded in one pass over the response. */
    private static final int BATCH = 16;
    /** The response's arithmetic takes spectra by fours. */
    private static final int SMALLEST_BATCH = 4;

    private final ModelPrior prior;
    private final FoldedModel folded;
    private final BinnedCounts data;
    private final FitStatistic statistic;
    /** Counts/s expected in each bin beside the source's. */
    private final double[] background;

    /**
     * @param prior model and prior
     * @param folded the same model seen through a response
     * @param data what was measured; with a background spectrum the likelihood is W, else C
     * @throws IllegalArgumentException if the models or the numbers of bins differ, there is no bin, or counts are negative
     */
    public SpectrumLikelihood(ModelPrior prior, FoldedModel folded, BinnedCounts data) {
        this(prior, folded, data, FitStatistic.poisson(data), new double[data.size()]);
    }

    /**
     * A likelihood for data whose errors are not those of Poisson counts.
     *
     * @param prior model and prior
     * @param folded the same model seen through a response
     * @param data what was measured, with its errors; counts may be negative
     * @return the normal likelihood of the net rates; its ln L is -1/2 times XSPEC's chi-squared
     * @throws IllegalArgumentException if the models or the numbers of bins differ, or there is no bin
     */
    public static SpectrumLikelihood chiSquared(ModelPrior prior, FoldedModel folded, BinnedCounts data) {
        return new SpectrumLikelihood(prior, folded, data, FitStatistic.CHI_SQUARED, new double[data.size()]);
    }

    private SpectrumLikelihood(ModelPrior prior, FoldedModel folded, BinnedCounts data, FitStatistic statistic,
            double[] background) {
        if (folded.model() != prior.model()) {
            throw new RefusedValueException("the prior is of " + prior.model().expression()
                    + ", the folded model another " + folded.model().expression());
        }
        if (folded.bins().size() != data.size()) {
            throw new RefusedValueException("the model has " + folded.bins().size() + " bins, the data have "
                    + data.size());
        }
        for (int b = 0; b < data.size(); b++) {
            if (statistic != FitStatistic.CHI_SQUARED && (data.counts(b) < 0 || data.background(b) < 0)) {
                throw new RefusedValueException("bin " + b + " has " + (float) data.counts(b) + " counts and "
                        + (float) data.background(b) + " of background; a Poisson likelihood needs counts from 0 up, "
                        + "before any background is subtracted");
            }
        }
        this.prior = prior;
        this.folded = folded;
        this.data = data;
        this.statistic = statistic;
        this.background = background;
    }

    /**
     * A likelihood over some bins of a spectrum.
     *
     * @param prior model and prior
     * @param response response to the spectrum's channels
     * @param bins the bins that count
     * @param spectrum the spectrum, with its background if it has one
     * @return its likelihood, W with a background, else C
     * @throws IllegalArgumentException if response, bins and spectrum do not fit together, no bin is noticed, an exposure is
     *         not positive, or counts are negative or not finite
     */
    public static SpectrumLikelihood of(ModelPrior prior, Response response, NoticedBins bins, Spectrum spectrum) {
        return new SpectrumLikelihood(prior, new FoldedModel(prior.model(), response, bins),
                new BinnedCounts(spectrum, bins));
    }

    /**
     * A likelihood over all good bins of a spectrum, such as one in a bundle's bins.
     *
     * @param prior model and prior
     * @param response response to the spectrum's channels
     * @param spectrum the spectrum, with its background if it has one
     * @return its likelihood, W with a background, else C
     * @throws IllegalArgumentException as {@link #of(ModelPrior, Response, NoticedBins, Spectrum)} does
     */
    public static SpectrumLikelihood of(ModelPrior prior, Response response, Spectrum spectrum) {
        return of(prior, response, NoticedBins.of(spectrum, response.bins()).ignoreBad(), spectrum);
    }

    /**
     * Takes the background for known instead of measured.
     *
     * @param expectedCounts background counts to expect in each bin, from 0 up
     * @return the C likelihood of all counts; a background spectrum is not used
     * @throws IllegalArgumentException if the number of bins differs or a number is negative or not finite
     */
    public SpectrumLikelihood withBackground(double[] expectedCounts) {
        if (expectedCounts.length != data.size()) {
            throw new RefusedValueException("background has " + expectedCounts.length + " bins, the spectrum has "
                    + data.size());
        }
        double[] rate = new double[expectedCounts.length];
        for (int b = 0; b < rate.length; b++) {
            if (!(expectedCounts[b] >= 0) || Double.isInfinite(expectedCounts[b])) {
                throw new RefusedValueException("background of bin " + b + " is " + expectedCounts[b]
                        + " counts, expected a number from 0 up");
            }
            rate[b] = expectedCounts[b] / data.exposure(b);
        }
        return new SpectrumLikelihood(prior, folded, data, FitStatistic.C_STAT, rate);
    }

    /** @return model and prior */
    public ModelPrior prior() {
        return prior;
    }

    /** @return the statistic that is -2 ln L */
    public FitStatistic statistic() {
        return statistic;
    }

    /** @return the number of bins it is summed over */
    public int bins() {
        return data.size();
    }

    /**
     * What to add to ln L or to a log evidence to have the logarithm of a probability of counts.
     *
     * @return ln of the Poisson probability of the counts, and of the background's where W is used, if every bin's expected
     *         counts are its measured ones
     */
    public double logSaturated() {
        double sum = 0;
        for (int b = 0; b < data.size(); b++) {
            sum += logSaturated(data.counts(b));
            sum += statistic == FitStatistic.W_STAT ? logSaturated(data.background(b)) : 0;
        }
        return sum;
    }

    private static double logSaturated(double counts) {
        return counts > 0 ? counts * Math.log(counts) - counts - LogGamma.value(counts + 1) : 0;
    }

    @Override
    public int dimension() {
        return prior.dimension();
    }

    @Override
    public double[] values(double[][] units) {
        double[] values = new double[units.length];
        inBatches(units, (i, rates) -> {
            double sum = 0;
            for (int b = 0; b < rates.length; b++) {
                sum += statistic.term(data, b, rates[b] + background[b]);
            }
            if (Double.isNaN(sum)) {
                throw new ArithmeticException("the " + statistic.title() + " of " + prior.model().expression() + " at "
                        + Arrays.toString(parameters(units[i])) + " is not a number");
            }
            values[i] = -sum / 2;
        });
        return values;
    }

    /** Signed roots of the statistic's terms. */
    @Override
    public Optional<Residuals> residuals() {
        return Optional.of(units -> {
            double[][] all = new double[units.length][];
            inBatches(units, (i, rates) -> {
                for (int b = 0; b < rates.length; b++) {
                    rates[b] = statistic.signedRoot(data, b, rates[b] + background[b]);
                }
                all[i] = rates;
            });
            return all;
        });
    }

    /** Counts/s of the source that are expected at points, points x bins. */
    double[][] rates(double[][] units) {
        double[][] all = new double[units.length][];
        inBatches(units, (i, rates) -> all[i] = rates);
        return all;
    }

    @FunctionalInterface
    private interface RatesConsumer {

        void accept(int point, double[] rates);
    }

    private void inBatches(double[][] units, RatesConsumer consumer) {
        int perTask = units.length / (2 * ForkJoinPool.getCommonPoolParallelism() + 1) / SMALLEST_BATCH * SMALLEST_BATCH;
        int batch = Math.min(BATCH, Math.max(SMALLEST_BATCH, perTask));
        IntStream.range(0, (units.length + batch - 1) / batch).parallel().forEach(task -> {
            int from = task * batch;
            int to = Math.min(units.length, from + batch);
            double[][] rates = folded.rates(Arrays.stream(units, from, to).map(this::parameters)
                    .toArray(double[][]::new));
            for (int i = from; i < to; i++) {
                consumer.accept(i, rates[i - from]);
            }
        });
    }

    /** Rounding must not carry a value over the end of its prior, which may be the model's own limit. */
    private double[] parameters(double[] unit) {
        double[] values = prior.fromUnit(unit);
        for (int p = 0; p < values.length; p++) {
            Prior range = prior.free().get(p).prior();
            values[p] = Math.min(Math.max(values[p], range.min()), range.max());
        }
        return prior.modelValues(values);
    }

    @Override
    public String toString() {
        return statistic.title() + " of " + prior + " over " + folded.bins();
    }
}
