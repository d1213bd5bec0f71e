package io.github.montecat.inference;

import io.github.montecat.assessment.ExpectedCounts;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.exact.BackgroundModelLikelihood;
import io.github.montecat.exact.LogLikelihood;
import io.github.montecat.exact.SpectrumLikelihood;
import io.github.montecat.fit.FoldedModel;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.response.Response;
import io.github.montecat.spectrum.BinnedSpectrum;
import io.github.montecat.spectrum.EnergyGrid;
import io.github.montecat.spectrum.Spectrum;
import io.github.montecat.statistic.BackgroundShape;
import io.github.montecat.statistic.BinnedCounts;
import io.github.montecat.statistic.NoticedBins;
import io.github.montecat.statistic.OnOffCounts;
import io.github.montecat.statistic.ProfiledBackgroundBias;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * A spectrum with the exact likelihood of a model: in a bundle's bins and through its response, or, where the spectrum
 * has a response of its own, in its own channels and grouping, for a bundle between the energies that it covers. Safe
 * for use by several threads.
 *
 * @param prior model and prior
 * @param model what the model expects
 * @param folded the model in counts/s of the same bins, for fits
 * @param counts the counts with their exposures and variances, for fits
 * @param background shape of the background, if it is modelled; else W has its background
 * @param ownResponse whether response, channels and grouping are the spectrum's own; else they are the bundle's
 */
public record SpectrumTarget(ModelPrior prior, ExpectedCounts model, FoldedModel folded,
        BinnedCounts counts, Optional<BackgroundShape> background, boolean ownResponse) {

    private static final double EDGE = 1e-6;
    /** Samples of a posterior that tell a mean well enough. */
    private static final int LOOKED_AT = 64;

    /**
     * @param bundle the bundle that fitted the spectrum
     * @param spectrum the spectrum
     * @param own its own response, if it has one
     * @throws UnfitSpectrumException if the bundle refuses the spectrum
     * @throws IllegalArgumentException if response and spectrum do not fit together or no bin is left
     */
    public static SpectrumTarget of(ModelBundle bundle, Spectrum spectrum, Optional<Response> own)
            throws UnfitSpectrumException {
        return own.isPresent() ? of(bundle, spectrum, own.get()) : of(bundle, bundle.binned(spectrum));
    }

    /**
     * @param prior model and prior
     * @param spectrum the spectrum
     * @param own its response
     * @param noticed energies to look at; empty for all
     * @param choice how a background enters the likelihood, where the errors are those of Poisson counts
     * @return the spectrum in its own channels and grouping, without bad channels
     * @throws IllegalArgumentException if response and spectrum do not fit together or no bin is left
     */
    public static SpectrumTarget of(ModelPrior prior, Spectrum spectrum, Response own, Optional<EnergyRange> noticed,
            BackgroundChoice choice) {
        NoticedBins bins = NoticedBins.of(spectrum, own.bins()).ignoreBad();
        bins = noticed.isPresent() ? bins.only(noticed.get().low(), noticed.get().high()) : bins;
        SpectrumTarget target = of(prior, new FoldedModel(prior.model(), own, bins), new BinnedCounts(spectrum, bins), true);
        return choice == BackgroundChoice.MODEL && OnOffCounts.of(target.counts).isPresent()
                && target.counts.hasBackground() ? target.modelled() : target;
    }

    /** In the bundle's bins. */
    static SpectrumTarget of(ModelBundle bundle, BinnedSpectrum spectrum) {
        return of(bundle, bundle.prior(), spectrum);
    }

    /** In the bundle's bins, with another prior of its model. */
    static SpectrumTarget of(ModelBundle bundle, ModelPrior prior, BinnedSpectrum spectrum) {
        FoldedModel folded = bundle.folded();
        return of(prior, folded, new BinnedCounts(spectrum.toSpectrum(), folded.bins()), false);
    }

    /** In the spectrum's own channels. */
    static SpectrumTarget of(ModelBundle bundle, Spectrum spectrum, Response own) {
        return of(bundle, bundle.prior(), spectrum, own);
    }

    /** In the spectrum's own channels, with another prior of the bundle's model. */
    static SpectrumTarget of(ModelBundle bundle, ModelPrior prior, Spectrum spectrum, Response own) {
        FoldedModel folded = folded(bundle, spectrum, own);
        return of(prior, folded, new BinnedCounts(spectrum, folded.bins()), true);
    }

    static SpectrumTarget of(ModelPrior prior, FoldedModel folded, BinnedCounts counts, boolean ownResponse) {
        ExpectedCounts model = units -> {
            double[][] rates = folded.rates(Arrays.stream(units).map(prior::fromUnit)
                    .map(prior::modelValues).toArray(double[][]::new));
            for (double[] r : rates) {
                for (int b = 0; b < r.length; b++) {
                    r[b] *= counts.exposure(b);
                }
            }
            return rates;
        };
        return new SpectrumTarget(prior, model, folded, counts, Optional.empty(), ownResponse);
    }

    private SpectrumTarget modelled() {
        return new SpectrumTarget(prior, model, folded, counts, Optional.of(BackgroundShape.of(counts, folded.bins())),
                ownResponse);
    }

    /**
     * @return the likelihood: C, W with a background or that of its model, chi-squared for errors that are not Poisson's;
     *         a new object
     */
    public LogLikelihood likelihood() {
        return background.isPresent() ? withModel(background.get()) : plain();
    }

    private BackgroundModelLikelihood withModel(BackgroundShape shape) {
        return new BackgroundModelLikelihood(plain(), counts, shape);
    }

    /**
     * @param samples samples of the posterior, parameters x samples, places in the prior
     * @return the background that spectrum and background measurement tell of together; empty if it is not modelled
     */
    public Optional<BackgroundModelLikelihood.Background> modelledBackground(double[][] samples) {
        return background.map(shape -> withModel(shape).background(first(LOOKED_AT, samples)));
    }

    /**
     * @param samples samples of the posterior, parameters x samples, places in the prior
     * @return the counts for checks of the fit; a modelled background is known there
     */
    public BinnedCounts checkedCounts(double[][] samples) {
        return modelledBackground(samples).map(b -> counts.knowingBackground(b.bins())).orElse(counts);
    }

    /** Whether W shifts the brightness: the flag for it, or none. */
    Set<FitFlag> flags(Posterior posterior) {
        if (background.isPresent() || !counts.hasBackground() || OnOffCounts.of(counts).isEmpty()) {
            return Set.of();
        }
        double[] mean = new double[counts.size()];
        for (double[] bins : model.at(first(LOOKED_AT, posterior.units()))) {
            Arrays.setAll(mean, b -> mean[b] + bins[b]);
        }
        double shift = ProfiledBackgroundBias.of(counts, BackgroundShape.of(counts, folded.bins()), mean);
        return Math.abs(shift) > ProfiledBackgroundBias.NOTICEABLE ? Set.of(FitFlag.BIASED_W) : Set.of();
    }

    private SpectrumLikelihood plain() {
        return counts.isPoisson() || !ownResponse ? new SpectrumLikelihood(prior, folded, counts)
                : SpectrumLikelihood.chiSquared(prior, folded, counts);
    }

    /** Expected counts of the source in all bins together, of the first samples of a posterior. */
    double[] expectedTotals(Posterior posterior, int most) {
        return Arrays.stream(model.at(first(most, posterior.units()))).mapToDouble(bins -> Arrays.stream(bins).sum())
                .toArray();
    }

    /** The first of samples that are parameters x samples, as points. */
    private static double[][] first(int most, double[][] samples) {
        return Arrays.copyOf(ExactSampling.transposed(samples), Math.min(most, samples[0].length));
    }

    /** @return nominal energies of the bins in keV, ascending; there are gaps where bins are bad */
    public EnergyGrid energies() {
        return folded.bins().energies();
    }

    /** The model in the spectrum's own bins. */
    private static FoldedModel folded(ModelBundle bundle, Spectrum spectrum, Response own) {
        EnergyGrid covered = bundle.response().bins();
        // A hair wider: as in XSPEC, a bin that an end falls into is left out, even if only its edge does.
        NoticedBins bins = NoticedBins.of(spectrum, own.bins()).ignoreBad()
                .only(Math.max(covered.lowest(), 0) * (1 - EDGE), covered.highest() * (1 + EDGE));
        return new FoldedModel(bundle.prior().model(), own, bins);
    }
}
