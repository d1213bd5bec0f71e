package io.github.montecat.diagnostics;

import io.github.montecat.assessment.Coverage;
import io.github.montecat.assessment.ErrorCorrelation;
import io.github.montecat.assessment.ExpectedCounts;
import io.github.montecat.assessment.Misfit;
import io.github.montecat.assessment.MisfitCalibration;
import io.github.montecat.assessment.Outliers;
import io.github.montecat.assessment.PredictiveCheck;
import io.github.montecat.assessment.RankHistogram;
import io.github.montecat.assessment.ScoredPosterior;
import io.github.montecat.assessment.SpectrumCheck;
import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.engine.McDropoutEngine;
import io.github.montecat.progress.Progress;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.spectrum.BinnedSpectrum;
import io.github.montecat.statistic.BinnedCounts;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * A bundle over simulated test spectra, with all that can be told from it about the quality of its posteriors.
 * Immutable.
 *
 * <p>The whole test set is predicted, for its mean errors; so that it takes no hours, posteriors may be looked at for the first
 * spectra only.
 *
 * @param labels labels of the free parameters
 * @param metrics errors of the predictions of all spectra, and nothing else
 * @param predictions predictions of all spectra, spectra x parameters, places in the prior; not to be changed
 * @param posteriors each spectrum's posterior beside the truth
 * @param checks each spectrum's posterior predictive check
 * @param misfits each spectrum's misfit at its most likely parameters
 */
public record TestRun(List<String> labels, BundleManifest.Diagnostics metrics, double[][] predictions,
        List<ScoredPosterior> posteriors, List<PredictiveCheck> checks, List<Misfit> misfits) {

    /** How far from the truth a prediction is an outlier, in standard deviations of its posterior. */
    public static final double FAR = 5;
    /**
     * Number of posteriors that tells coverage to 1 % and misfits to a false alarm in a thousand, and is looked at within a minute
     * on two cores for spectra of some hundred bins.
     */
    public static final int ENOUGH = 2000;

    /** Spectra whose passes are in memory together: half a gigabyte for 1000 passes of a large density. */
    private static final int AT_ONCE = 1024;
    private static final int FEWEST_FOR_RANKS = 20;
    private static final long MISFIT_SEED = 0;

    /** One spectrum's part of it. */
    private record Row(ScoredPosterior posterior, PredictiveCheck check, Misfit misfit) {
    }

    /**
     * Runs the network over the spectra and looks at each posterior, in the current fork-join pool.
     *
     * @param bundle the bundle
     * @param engine what runs its network
     * @param test spectra in the bundle's bins
     * @param passes stochastic passes per spectrum
     * @param progress counts every spectrum twice: when its posterior is drawn and when it is looked at; may cancel
     * @return the run
     */
    public static TestRun of(ModelBundle bundle, McDropoutEngine engine, Dataset test, int passes, Progress progress) {
        return of(bundle, engine, test, test.size(), passes, progress);
    }

    /**
     * Runs the network over the spectra and looks at the posteriors of the first ones, in the current fork-join pool.
     *
     * @param bundle the bundle
     * @param engine what runs its network
     * @param test spectra in the bundle's bins
     * @param examined number of spectra whose posteriors are looked at, or more than there are
     * @param passes stochastic passes per spectrum
     * @param progress counts spectra whose posterior is drawn, then those looked at; may cancel
     * @return the run
     */
    public static TestRun of(ModelBundle bundle, McDropoutEngine engine, Dataset test, int examined, int passes,
            Progress progress) {
        long steps = (long) test.size() + Math.min(examined, test.size());
        Row[] rows = new Row[Math.min(examined, test.size())];
        double[][] predictions = new double[test.size()][];
        AtomicLong looked = new AtomicLong();
        for (int from = 0; from < test.size(); from += AT_ONCE) {
            int first = from;
            int some = Math.min(AT_ONCE, test.size() - first);
            List<float[]> samples = Evaluation.sample(bundle, engine, test, first, some, passes,
                    (done, all) -> progress.update(first + looked.get() + done * some / Math.max(all, 1), steps));
            IntStream.range(first, first + some).parallel().forEach(i -> {
                BinnedSpectrum spectrum = test.spectrum(i, 0);
                predictions[i] = bundle.head().mean(samples.get(i - first), spectrum.totalCounts());
                if (i < rows.length) {
                    rows[i] = row(bundle, test, i, spectrum, samples.get(i - first));
                    progress.update(first + some + looked.incrementAndGet(), steps);
                }
            });
        }
        return new TestRun(bundle.prior().free().stream().map(f -> f.parameter().label()).toList(),
                Evaluation.metrics(bundle, test, predictions, passes), predictions, Arrays.stream(rows).map(Row::posterior).toList(),
                Arrays.stream(rows).map(Row::check).toList(), Arrays.stream(rows).map(Row::misfit).toList());
    }

    private static Row row(ModelBundle bundle, Dataset test, int i, BinnedSpectrum spectrum, float[] outputs) {
        double[][] samples = bundle.head().draws(outputs, spectrum.totalCounts(), test.seed(), i);
        BinnedCounts data = BinnedCounts.of(spectrum);
        SpectrumCheck check = SpectrumCheck.of(data, ExpectedCounts.of(test.source(), spectrum.exposure()),
                samples, test.seed(), i);
        return new Row(ScoredPosterior.of(data.total(), test.unit(i), samples, test.seed(), i), check.predictive(),
                check.misfit());
    }

    /** @return coverage of central intervals, overall and by decade of counts */
    public List<Coverage> coverage() {
        return Coverage.of(labels, posteriors);
    }

    /**
     * @return histograms of the truth's rank, one per parameter
     * @throws IllegalArgumentException if there are fewer than 20 spectra
     */
    public List<RankHistogram> ranks() {
        return RankHistogram.of(labels, posteriors);
    }

    /** @return correlations of errors beside those of posteriors, overall and by decade of counts */
    public List<ErrorCorrelation> errorCorrelations() {
        return ErrorCorrelation.of(labels, posteriors);
    }

    /** @return how many predictions lie more than {@link #FAR} posterior deviations from the truth, per parameter */
    public List<Outliers> outliers() {
        return IntStream.range(0, labels.size()).mapToObj(p -> Outliers.of(labels.get(p), FAR,
                posteriors.stream().mapToDouble(s -> s.truth()[p]).toArray(),
                posteriors.stream().mapToDouble(s -> s.mean()[p]).toArray(),
                posteriors.stream().mapToDouble(s -> s.std()[p]).toArray())).toList();
    }

    /**
     * @return what misfits of good spectra are like
     * @throws IllegalArgumentException if there are fewer than 100 spectra
     */
    public MisfitCalibration misfitCalibration() {
        return MisfitCalibration.of(posteriors.stream().mapToDouble(ScoredPosterior::counts).toArray(), misfits);
    }

    /**
     * All that a bundle carries: errors, coverage, ranks (from 20 spectra up), outliers and misfits, and the ratio to
     * the Bayes risk that the bundle has already. The misfits are those of this run if they are {@link #ENOUGH},
     * otherwise of that many spectra simulated for it in the current fork-join pool.
     *
     * @param bundle the bundle of the run
     * @param progress counts spectra simulated for misfits; may cancel
     * @return the diagnostics
     */
    public BundleManifest.Diagnostics diagnostics(ModelBundle bundle, Progress progress) {
        BundleManifest.Diagnostics old = bundle.manifest().diagnostics();
        return new BundleManifest.Diagnostics(metrics.testSpectra(), metrics.passes(), metrics.mean(), metrics.parameters(),
                coverage(), posteriors.size() < FEWEST_FOR_RANKS ? null : ranks(), outliers(),
                old == null ? null : old.bayesRisk(),
                misfits.size() >= ENOUGH ? misfitCalibration()
                        : SimulatedMisfits.calibrate(bundle.source(), ENOUGH, MISFIT_SEED, progress));
    }
}
