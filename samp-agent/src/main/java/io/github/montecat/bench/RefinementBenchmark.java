package io.github.montecat.bench;

import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.exact.AdaptiveImportanceSampler;
import io.github.montecat.exact.ImportanceSettings;
import io.github.montecat.exact.NestedSampler;
import io.github.montecat.exact.RefinedPosterior;
import io.github.montecat.exact.SpectrumLikelihood;
import io.github.montecat.exact.WeightedPosterior;
import io.github.montecat.progress.Progress;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.simulate.ExposureDraw;
import io.github.montecat.simulate.SpectrumSource;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The exact posterior of a simulated spectrum in the bins of a shipped bundle, on all cores, in three ways: importance
 * sampling worth 1000 samples, from 200 starting points all over the prior, which is the worst that a network could give;
 * importance sampling worth 400 samples without a network; and nested sampling with 400 live points.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class RefinementBenchmark {

    /** The shipped bundles whose spectra are drawn, at an exposure of Tutone et al. 2025. */
    public enum Source {
        /** tbabs*powerlaw at 10 s. */
        A("nicer-a", 10),
        /** tbabs*(powerlaw+bbodyrad) at 124.66 s. */
        B("nicer-b", 124.66);

        private final String bundle;
        private final double exposure;

        Source(String bundle, double exposure) {
            this.bundle = bundle;
            this.exposure = exposure;
        }

        SpectrumSource spectra() throws IOException {
            return BundleLibrary.shipped().find(bundle).orElseThrow(
                    () -> new IOException("this program was built without the bundle " + bundle)).source()
                    .withExposure(ExposureDraw.fixed(exposure));
        }
    }

    private static final int GIVEN = 200;
    /** As where a model is fitted without a network. */
    private static final ImportanceSettings WITHOUT_NETWORK = new ImportanceSettings(400, 30_000, 12);
    /** Spectra of each model. */
    static final int SPECTRA = 4;
    private static final long SEED = 20;

    /** Which spectra. */
    @Param({"A", "B"})
    public Source source;

    /** Which draw of the prior. */
    @Param({"0", "1", "2", "3"})
    public int row;

    private SpectrumLikelihood likelihood;
    private double[][] given;

    /**
     * Simulates the spectrum.
     *
     * @throws IOException if the bundle is damaged
     */
    @Setup
    public void simulate() throws IOException {
        SpectrumSource spectra = source.spectra();
        likelihood = SpectrumLikelihood.of(spectra.prior(), spectra.response(),
                Dataset.simulate(spectra, row, 1, SEED, Progress.NONE).spectrum(0, 0).toSpectrum());
        given = IntStream.range(0, GIVEN).mapToObj(i -> spectra.perSecond().drawUnit(SEED + 1, i)).toArray(double[][]::new);
    }

    /** @return the posterior by importance sampling */
    @Benchmark
    public RefinedPosterior refine() {
        return new AdaptiveImportanceSampler(ImportanceSettings.DEFAULT).sample(likelihood, given, SEED, row, Progress.NONE);
    }

    /** @return the posterior by importance sampling without a network */
    @Benchmark
    public RefinedPosterior sample() {
        return new AdaptiveImportanceSampler(WITHOUT_NETWORK).sample(likelihood, new double[0][], SEED, row, Progress.NONE);
    }

    /** @return the posterior by nested sampling */
    @Benchmark
    public WeightedPosterior nest() {
        return new NestedSampler().sample(likelihood, SEED, row, Progress.NONE);
    }
}
