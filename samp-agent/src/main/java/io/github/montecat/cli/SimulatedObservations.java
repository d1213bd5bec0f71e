package io.github.montecat.cli;

import io.github.montecat.progress.Progress;
import io.github.montecat.simulate.BackgroundLevel;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.simulate.Observation;
import io.github.montecat.simulate.SpectrumSource;
import io.github.montecat.spectrum.BinnedSpectrum;
import io.github.montecat.spectrum.Spectrum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Simulated observations, each with the background that it was made with.
 *
 * @param observations the observations
 * @param backgrounds for each what its background was expected to be, if it has one
 */
record SimulatedObservations(List<Observation> observations, List<Optional<BackgroundLevel>> backgrounds) {

    /** @return observations that share a background */
    static SimulatedObservations of(List<Observation> observations, Optional<BackgroundLevel> background) {
        return new SimulatedObservations(observations, observations.stream().map(o -> background).toList());
    }

    /**
     * Draws spectra as a bundle was trained with: with backgrounds of its own brightness and ratios of regions.
     *
     * @param source what they are drawn from; with backgrounds
     * @param spectra number of spectra
     * @param seed their seed
     * @param progress counts spectra
     * @return the observations; a source's BACKSCAL is 1
     */
    static SimulatedObservations like(SpectrumSource source, int spectra, long seed, Progress progress) {
        Dataset drawn = Dataset.simulate(source, 0, spectra, seed, progress);
        List<Observation> observations = new ArrayList<>();
        List<Optional<BackgroundLevel>> backgrounds = new ArrayList<>();
        for (int i = 0; i < spectra; i++) {
            BinnedSpectrum s = drawn.spectrum(i, 0);
            BinnedSpectrum.Background beside = s.background().orElseThrow();
            double[] scale = new double[s.counts().length];
            Arrays.fill(scale, 1 / beside.ratio());
            observations.add(new Observation(source.prior().fromUnit(drawn.unit(i)), s.exposure(), whole(s.counts()),
                    Optional.of(whole(beside.counts()))));
            backgrounds.add(Optional.of(BackgroundLevel.of(
                    Spectrum.builder(beside.counts()).exposure(s.exposure()).backScale(scale).build(), 1)));
        }
        return new SimulatedObservations(observations, backgrounds);
    }

    private static int[] whole(double[] counts) {
        return Arrays.stream(counts).mapToInt(c -> (int) Math.min(Integer.MAX_VALUE, c)).toArray();
    }
}
