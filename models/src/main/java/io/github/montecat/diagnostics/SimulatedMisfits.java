package io.github.montecat.diagnostics;

import io.github.montecat.assessment.ExpectedCounts;
import io.github.montecat.assessment.LikelihoodPeak;
import io.github.montecat.assessment.Misfit;
import io.github.montecat.assessment.MisfitCalibration;
import io.github.montecat.progress.Progress;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.simulate.SpectrumSource;
import io.github.montecat.spectrum.BinnedSpectrum;
import io.github.montecat.statistic.BinnedCounts;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Finds what misfits of good spectra are like by simulating some. It takes no network: only the model is fitted. Stateless. */
public final class SimulatedMisfits {

    private SimulatedMisfits() {
    }

    /**
     * Simulates spectra and measures their misfit, in the current fork-join pool.
     *
     * @param source what a bundle is made for
     * @param spectra number of spectra, from 100 up; the threshold for a false-alarm rate needs a few times its inverse
     * @param seed the seed
     * @param progress counts spectra; may cancel
     * @return the calibration
     */
    public static MisfitCalibration calibrate(SpectrumSource source, int spectra, long seed, Progress progress) {
        Dataset data = Dataset.simulate(source, 0, spectra, seed, Progress.NONE);
        double[] counts = new double[spectra];
        Misfit[] misfits = new Misfit[spectra];
        AtomicLong done = new AtomicLong();
        IntStream.range(0, spectra).parallel().forEach(i -> {
            BinnedSpectrum spectrum = data.spectrum(i, 0);
            BinnedCounts observed = BinnedCounts.of(spectrum);
            ExpectedCounts model = ExpectedCounts.of(source, spectrum.exposure());
            counts[i] = observed.total();
            misfits[i] = Misfit.of(observed, LikelihoodPeak.near(observed, model, data.unit(i)).expected());
            progress.update(done.incrementAndGet(), spectra);
        });
        return MisfitCalibration.of(counts, List.of(misfits));
    }
}
