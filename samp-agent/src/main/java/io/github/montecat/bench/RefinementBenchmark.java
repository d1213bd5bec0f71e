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
 * The exact posterior of a simulated spectrum in the bins of a shipped bundle, on all cores, by both ways there are: importance
 * sampling worth 1000 samples, from 200 starting points all over the prior, which is the worst that a network could give; and
 * nested sampling with 400 live points.
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
        SpectrumSource spectra = source.of(BundleLibrary.shipped().find("nicer-a-10s").orElseThrow(
                () -> new IOException("this program was built without the bundle nicer-a-10s")));
        likelihood = SpectrumLikelihood.of(spectra.prior(), spectra.response(),
                Dataset.simulate(spectra, row, 1, SEED, Progress.NONE).spectrum(0, 0).toSpectrum());
        given = IntStream.range(0, GIVEN).mapToObj(i -> spectra.perSecond().drawUnit(SEED + 1, i)).toArray(double[][]::new);
    }

    /** @return the posterior by importance sampling */
    @Benchmark
    public RefinedPosterior refine() {
        return new AdaptiveImportanceSampler(ImportanceSettings.DEFAULT).sample(likelihood, given, SEED, row, Progress.NONE);
    }

    /** @return the posterior by nested sampling */
    @Benchmark
    public WeightedPosterior nest() {
        return new NestedSampler().sample(likelihood, SEED, row, Progress.NONE);
    }
}
