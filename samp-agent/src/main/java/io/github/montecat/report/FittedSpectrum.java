package io.github.montecat.report;

import io.github.montecat.assessment.ExpectedCounts;
import io.github.montecat.assessment.ObservedCounts;
import io.github.montecat.assessment.SpectrumCheck;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.inference.Posterior;
import io.github.montecat.simulate.ExposureDraw;
import io.github.montecat.simulate.SpectrumSource;
import io.github.montecat.spectrum.BinnedSpectrum;
import io.github.montecat.spectrum.Spectrum;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A spectrum, its posterior, and what the posterior predicts for it.
 *
 * @param bundle the bundle that fitted it
 * @param spectrum the spectrum as read
 * @param data its counts in the bundle's bins
 * @param posterior its posterior
 * @param draws expected counts of the source per bin, for some draws of the posterior
 * @param check what is said of it
 */
public record FittedSpectrum(ModelBundle bundle, Spectrum spectrum, ObservedCounts data, Posterior posterior,
        double[][] draws, SpectrumCheck check) {

    private static final int DRAWS = 200;

    /**
     * Folds the posterior.
     *
     * @param bundle the bundle that fitted the spectrum
     * @param spectrum the spectrum
     * @param posterior its posterior
     * @param seed seed of the fit
     * @param row row of the spectrum
     * @return all of it
     */
    public static FittedSpectrum of(ModelBundle bundle, Spectrum spectrum, Posterior posterior, long seed, long row) {
        ObservedCounts data = ObservedCounts.of(binned(bundle, spectrum));
        ExpectedCounts model = ExpectedCounts.of(bundle.source(), spectrum.exposure());
        double[][] units = posterior.units();
        int draws = Math.min(DRAWS, posterior.sampleCount());
        double[][] some = IntStream.range(0, draws).mapToObj(d -> Arrays.stream(units)
                .mapToDouble(c -> c[(int) ((long) d * c.length / draws)]).toArray()).toArray(double[][]::new);
        return new FittedSpectrum(bundle, spectrum, data, posterior, model.at(some),
                SpectrumCheck.of(data, model, units, seed, row));
    }

    private static BinnedSpectrum binned(ModelBundle bundle, Spectrum spectrum) {
        try {
            return bundle.binned(spectrum);
        } catch (UnfitSpectrumException e) {
            throw new IllegalArgumentException("the bundle has a posterior of a spectrum that it refuses: "
                    + e.getMessage(), e);
        }
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
