package io.github.montecat.bench;

import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.exact.AdaptiveImportanceSampler;
import io.github.montecat.exact.ImportanceSettings;
import io.github.montecat.exact.NestedSampler;
import io.github.montecat.exact.RefinedPosterior;
import io.github.montecat.exact.SpectrumLikelihood;
import io.github.montecat.exact.WeightedPosterior;
import io.github.montecat.physics.ModelExpression;
import io.github.montecat.prior.LogUniformPrior;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.prior.UniformPrior;
import io.github.montecat.progress.Progress;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.simulate.SpectrumSource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
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
 * Exact posteriors of simulated spectra in the bins of a shipped bundle, one after the other, each on all cores, by both ways there
 * are: importance sampling worth 1000 samples, from 200 starting points all over the prior, which is the worst that a network
 * could give; and nested sampling with 400 live points.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class RefinementBenchmark {

    /** Model A at the bundle's 10 s, and Model B at the longest exposure of Tutone et al. 2025. */
    public enum Source {
        /** The bundle's own: tbabs*powerlaw. */
        A,
        /** tbabs*(powerlaw+bbodyrad) with the priors of the paper's table 4. */
        B;

        private static final double B_EXPOSURE = 124.66;

        SpectrumSource of(ModelBundle bundle) {
            return this == A ? bundle.source() : SpectrumSource.of(new ModelPrior(
                    ModelExpression.parse("tbabs*(powerlaw+bbodyrad)"), Map.of("nH", new UniformPrior(0.15, 0.35), "PhoIndex",
                            new UniformPrior(1, 3), "powerlaw_norm", new LogUniformPrior(0.1, 10), "kT",
                            new UniformPrior(0.3, 3), "bbodyrad_norm", new LogUniformPrior(10, 1000)), Map.of()),
                    bundle.response(), B_EXPOSURE);
        }
    }

    private static final int GIVEN = 200;
    /** Spectra per call, drawn from the prior. */
    static final int SPECTRA = 4;
    private static final long SEED = 20;

    /** Which spectra. */
    @Param({"A", "B"})
    public Source source;

    private SpectrumLikelihood[] likelihoods;
    private double[][] given;

    /**
     * Simulates the spectra.
     *
     * @throws IOException if the bundle is damaged
     */
    @Setup
    public void simulate() throws IOException {
        SpectrumSource spectra = source.of(BundleLibrary.shipped().find("nicer-a-10s").orElseThrow(
                () -> new IOException("this program was built without the bundle nicer-a-10s")));
        Dataset data = Dataset.simulate(spectra, 0, SPECTRA, SEED, Progress.NONE);
        likelihoods = IntStream.range(0, SPECTRA).mapToObj(i -> SpectrumLikelihood.of(spectra.prior(), spectra.response(),
                data.spectrum(i, 0).toSpectrum())).toArray(SpectrumLikelihood[]::new);
        given = IntStream.range(0, GIVEN).mapToObj(i -> spectra.perSecond().drawUnit(SEED + 1, i)).toArray(double[][]::new);
    }

    /** @return posteriors of all spectra, one after the other */
    @Benchmark
    public List<RefinedPosterior> refine() {
        AdaptiveImportanceSampler sampler = new AdaptiveImportanceSampler(ImportanceSettings.DEFAULT);
        return IntStream.range(0, SPECTRA).mapToObj(i -> sampler.sample(likelihoods[i], given, SEED, i, Progress.NONE)).toList();
    }

    /** @return posteriors of the same spectra, one after the other */
    @Benchmark
    public List<WeightedPosterior> nest() {
        NestedSampler sampler = new NestedSampler();
        return IntStream.range(0, SPECTRA).mapToObj(i -> sampler.sample(likelihoods[i], SEED, i, Progress.NONE)).toList();
    }
}
