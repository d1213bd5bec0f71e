package io.github.montecat.diagnostics;

import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.exact.NestedSampler;
import io.github.montecat.exact.SpectrumLikelihood;
import io.github.montecat.exact.WeightedPosterior;
import io.github.montecat.fit.FoldedModel;
import io.github.montecat.inference.FitRequest;
import io.github.montecat.inference.FitResult;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.engine.McDropoutEngine;
import io.github.montecat.inference.Refinement;
import io.github.montecat.inference.SpectrumFitter;
import io.github.montecat.progress.Progress;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.simulate.SpectrumSource;
import io.github.montecat.spectrum.Spectrum;
import io.github.montecat.statistic.BinnedCounts;
import io.github.montecat.statistic.NoticedBins;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * Refined posteriors of test spectra beside those of nested sampling, which knows nothing of the network and asks nothing of the
 * posterior's shape. Places in the prior throughout. Arrays are not copied and must not be changed.
 *
 * @param labels labels of the free parameters
 * @param refinements how each spectrum's refinement went
 * @param shift refined median minus nested median, in standard deviations of the nested posterior, spectra x parameters; the
 *        network's where a refinement did not converge
 * @param width standard deviation of the refined samples over that of the nested posterior, spectra x parameters
 */
public record RefinedAgreement(List<String> labels, List<Refinement> refinements, double[][] shift, double[][] width) {

    /** How far a median may be off, in standard deviations. */
    public static final double SHIFT = 0.1;
    /** How far widths may differ, as a share. */
    public static final double WIDTH = 0.1;

    /**
     * Refines the posteriors of the first spectra of a test set as a fit does, and samples them by nested sampling, in the current
     * fork-join pool.
     *
     * @param bundle the bundle
     * @param engine what runs its network
     * @param test spectra in the bundle's bins
     * @param spectra number of spectra, or more than there are
     * @param samples posterior samples per spectrum
     * @param nested the reference
     * @param progress counts spectra whose nested posterior is there; may cancel
     * @return how they agree; it depends on the seed of the test set alone
     */
    public static RefinedAgreement of(ModelBundle bundle, McDropoutEngine engine, Dataset test, int spectra, int samples,
            NestedSampler nested, Progress progress) {
        int count = Math.min(spectra, test.size());
        SpectrumFitter fitter = new SpectrumFitter(BundleLibrary.of(List.of(bundle)),
                new FitSettings(samples, test.seed(), Optional.of(bundle.name())).refined(), engine);
        List<FitResult> refined = fitter.fit(IntStream.range(0, count).mapToObj(i ->
                FitRequest.of(test.firstRow() + i, test.spectrum(i, 0).toSpectrum())).toList(), Progress.NONE);
        SpectrumSource source = test.source();
        NoticedBins bins = NoticedBins.of(test.spectrum(0, 0).toSpectrum(), source.response().bins());
        FoldedModel folded = new FoldedModel(source.prior().model(), source.response(), bins);
        double[][] shift = new double[count][];
        double[][] width = new double[count][];
        AtomicLong done = new AtomicLong();
        IntStream.range(0, count).parallel().forEach(i -> {
            Spectrum spectrum = test.spectrum(i, 0).toSpectrum();
            WeightedPosterior exact = nested.sample(new SpectrumLikelihood(source.prior(), folded,
                    new BinnedCounts(spectrum, bins)), test.seed(), test.firstRow() + i,
                    (evaluated, most) -> progress.update(done.get(), count));
            double[][] units = refined.get(i).posterior().orElseThrow().units();
            double[] std = IntStream.range(0, units.length).mapToDouble(p -> Math.sqrt(exact.variance(p))).toArray();
            shift[i] = new double[units.length];
            width[i] = new double[units.length];
            Arrays.setAll(shift[i], p -> (new Median().evaluate(units[p]) - exact.quantiles(p, 0.5)[0]) / std[p]);
            Arrays.setAll(width[i], p -> new StandardDeviation().evaluate(units[p]) / std[p]);
            progress.update(done.incrementAndGet(), count);
        });
        return new RefinedAgreement(source.prior().free().stream().map(f -> f.parameter().label()).toList(),
                refined.stream().map(r -> r.refinement().orElseThrow()).toList(), shift, width);
    }

    /** @return the number of spectra */
    public int spectra() {
        return refinements.size();
    }

    /** @return how many refinements did not converge, and say so in their row */
    public int failures() {
        return (int) refinements.stream().filter(r -> !r.converged()).count();
    }

    /** @return median of effective sample size over points drawn, of those that converged; NaN if none did */
    public double efficiency() {
        return new Median().evaluate(refinements.stream().filter(Refinement::converged)
                .mapToDouble(Refinement::efficiency).toArray());
    }

    /**
     * @param parameter index of a parameter
     * @return how many spectra have their median within {@link #SHIFT}
     */
    public int medianAgrees(int parameter) {
        return (int) Arrays.stream(shift).filter(s -> Math.abs(s[parameter]) <= SHIFT).count();
    }

    /**
     * @param parameter index of a parameter
     * @return how many spectra have their width within {@link #WIDTH}
     */
    public int widthAgrees(int parameter) {
        return (int) Arrays.stream(width).filter(w -> Math.abs(w[parameter] - 1) <= WIDTH).count();
    }

    /** @return how many spectra have all medians within {@link #SHIFT} */
    public int mediansAgree() {
        return (int) Arrays.stream(shift).filter(s -> Arrays.stream(s).allMatch(v -> Math.abs(v) <= SHIFT)).count();
    }

    /** @return how many spectra have all widths within {@link #WIDTH} */
    public int widthsAgree() {
        return (int) Arrays.stream(width).filter(w -> Arrays.stream(w).allMatch(v -> Math.abs(v - 1) <= WIDTH)).count();
    }
}
