package io.github.montecat.report;

import io.github.montecat.assessment.SpectrumCheck;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.inference.FitOrigin;
import io.github.montecat.inference.FitResult;
import io.github.montecat.inference.Posterior;
import io.github.montecat.inference.SpectrumTarget;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.simulate.ExposureDraw;
import io.github.montecat.simulate.SpectrumSource;
import io.github.montecat.spectrum.Spectrum;
import io.github.montecat.statistic.BinnedCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A spectrum, its posterior, and what the posterior predicts for it.
 *
 * @param result the fit, with a posterior
 * @param spectrum the spectrum as read
 * @param target its counts and the model, in the bins and through the response that all of this is about
 * @param draws expected counts of the source per bin, for some draws of the posterior
 * @param check what is said of it
 * @param points the model at the posterior's medians, at the most likely parameters inside the prior, and at the least
 *        chi-squared if one was found
 */
public record FittedSpectrum(FitResult result, Spectrum spectrum, SpectrumTarget target, double[][] draws,
        SpectrumCheck check, List<FoldedPoint> points) {

    private static final int DRAWS = 200;

    /**
     * Folds the posterior.
     *
     * @param result the fit
     * @param spectrum the spectrum
     * @param target the spectrum with the response it is to be looked at through
     * @param seed seed of the fit
     * @return all of it
     * @throws IllegalArgumentException if the fit has no posterior, or the spectrum has errors that are not those of
     *         Poisson counts
     */
    public static FittedSpectrum of(FitResult result, Spectrum spectrum, SpectrumTarget target, long seed) {
        Posterior posterior = result.posterior().orElseThrow(() -> new RefusedValueException(
                "the fit has no posterior to show: " + result.reason()));
        if (target.ownResponse() && !target.counts().isPoisson()) {
            throw new RefusedValueException("the errors of the spectrum are not those of Poisson counts, which a page shows; "
                    + "'montecat infer' fits it by chi-squared");
        }
        ModelPrior prior = posterior.prior();
        double[][] units = posterior.units();
        int draws = Math.min(DRAWS, posterior.sampleCount());
        double[][] some = IntStream.range(0, draws).mapToObj(d -> Arrays.stream(units)
                .mapToDouble(c -> c[(int) ((long) d * c.length / draws)]).toArray()).toArray(double[][]::new);
        BinnedCounts checked = target.checkedCounts(units);
        SpectrumCheck check = SpectrumCheck.of(checked, target.model(), units, seed, result.row());
        double[] median = IntStream.range(0, prior.dimension()).mapToDouble(p -> posterior.summary(p).median()).toArray();
        double[] peak = prior.fromUnit(check.peak().unit());
        List<FoldedPoint> points = new ArrayList<>();
        points.add(FoldedPoint.of("posterior median", target, checked, prior, median));
        points.add(FoldedPoint.of("most likely", target, checked, prior, peak));
        FoldedPoint.fitted("chi-squared fit", target, checked, prior, peak).ifPresent(points::add);
        return new FittedSpectrum(result, spectrum, target, target.model().at(some), check, points);
    }

    /** @return what it was fitted with */
    public FitOrigin origin() {
        return result.origin().orElseThrow();
    }

    /** @return its posterior */
    public Posterior posterior() {
        return result.posterior().orElseThrow();
    }

    /** @return its counts */
    public BinnedCounts data() {
        return target.counts();
    }

    /**
     * @param bundle a bundle
     * @param spectrum a spectrum it can fit
     * @return spectra of its model with the same exposure
     */
    public static SpectrumSource like(ModelBundle bundle, Spectrum spectrum) {
        SpectrumSource source = bundle.source();
        return new SpectrumSource(source.perSecond(), ExposureDraw.fixed(spectrum.exposure()), source.background());
    }
}
