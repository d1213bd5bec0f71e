package io.github.montecat.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.engine.CpuEngine;
import io.github.montecat.exact.LogLikelihood;
import io.github.montecat.fitmodel.FitModel;
import io.github.montecat.fixture.TinyBundle;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.physics.ModelSettings;
import io.github.montecat.progress.Progress;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.spectrum.Spectrum;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Other steps than those of bundles: a fit without a network, one of several spectra, one that fails in a step. */
class FitStepsTest {

    private static final long SEED = 3;
    private final ModelBundle bundle = TinyBundle.get();
    private final Dataset data = Dataset.simulate(bundle.source(), 0, 3, 31, Progress.NONE);

    /** Spectra of one source under the bundle's model and prior, without its network. */
    private final class WithoutNetwork implements FitProblem {

        private final long row;
        private final List<SpectrumTarget> targets;

        WithoutNetwork(long row, List<Spectrum> spectra) {
            this.row = row;
            targets = spectra.stream().map(s -> SpectrumTarget.of(bundle, s, bundle.response())).toList();
        }

        @Override
        public long row() {
            return row;
        }

        @Override
        public FitOrigin origin() {
            return FitOrigin.of(new FitModel("tiny", "", bundle.prior(), ModelSettings.DEFAULT));
        }

        @Override
        public Optional<NetworkInput> network() {
            return Optional.empty();
        }

        @Override
        public LogLikelihood likelihood() {
            return new LogLikelihood() {
                @Override
                public int dimension() {
                    return bundle.prior().dimension();
                }

                @Override
                public double[] values(double[][] units) {
                    double[] sum = new double[units.length];
                    targets.forEach(t -> {
                        double[] one = t.likelihood().values(units);
                        Arrays.setAll(sum, i -> sum[i] + one[i]);
                    });
                    return sum;
                }
            };
        }

        @Override
        public Optional<FitQuality> quality(Posterior posterior, long seed) {
            return Optional.of(FitQuality.of(targets.get(0), posterior, seed, row, Optional.empty()));
        }
    }

    private Spectrum spectrum(int i) {
        return data.spectrum(i, 0).toSpectrum();
    }

    private static final Proposer CENTRE = (problems, progress) -> problems.stream().<Proposal>map(p ->
            new Proposal.Samples(new double[][] {{0.5}, {0.5}}, "none")).toList();

    private FitResult fit(ProblemSetup setup) {
        return new SpectrumFitter(setup, CENTRE, new LikelihoodCorrection(2000, SEED), 2000, SEED)
                .fit(List.of(FitRequest.of(0, spectrum(0))), Progress.NONE).get(0);
    }

    /** Mean of the first parameter by a grid over the prior. */
    private static double mean(LogLikelihood likelihood) {
        int n = 300;
        double[][] units = IntStream.range(0, n * n).mapToObj(k -> new double[] {(k % n + 0.5) / n, (k / n + 0.5) / n})
                .toArray(double[][]::new);
        double[] values = likelihood.values(units);
        double top = Arrays.stream(values).max().orElseThrow();
        double sum = 0;
        double first = 0;
        for (int k = 0; k < units.length; k++) {
            sum += Math.exp(values[k] - top);
            first += Math.exp(values[k] - top) * units[k][0];
        }
        return first / sum;
    }

    @Test
    void spectraWithoutNetworkHaveTheExactPosterior() {
        WithoutNetwork problem = new WithoutNetwork(0, List.of(spectrum(0)));
        FitResult r = fit(request -> problem);
        assertTrue(r.refinement().orElseThrow().converged());
        assertTrue(r.bundle().isEmpty() && r.flags().isEmpty(), r.flags().toString());
        ParameterSummary found = ParameterSummary.of(r.posterior().orElseThrow().units()[0]);
        assertEquals(mean(problem.likelihood()), found.mean(), 0.1 * found.std());
    }

    /** Nothing tells where the posterior is. */
    @Test
    void spectraWithoutProposalHaveTheExactPosterior() {
        WithoutNetwork problem = new WithoutNetwork(0, List.of(spectrum(0)));
        FitResult r = new SpectrumFitter(request -> problem, new NetworkProposer(new CpuEngine(), 2000, SEED),
                Correction.NONE, 2000, SEED).fit(List.of(FitRequest.of(0, spectrum(0))), Progress.NONE).get(0);
        assertEquals(Optional.of(FitMethod.LIKELIHOOD), r.method());
        assertTrue(r.engine().isEmpty() && r.refinement().orElseThrow().effectiveSamples() >= 2000);
        ParameterSummary found = ParameterSummary.of(r.posterior().orElseThrow().units()[0]);
        assertEquals(mean(problem.likelihood()), found.mean(), 0.1 * found.std());
    }

    @Test
    void severalSpectraShareOnePosterior() {
        WithoutNetwork problem = new WithoutNetwork(0, List.of(spectrum(0), spectrum(0), spectrum(0)));
        ParameterSummary three = ParameterSummary.of(fit(request -> problem).posterior().orElseThrow().units()[0]);
        ParameterSummary one = ParameterSummary.of(fit(request -> new WithoutNetwork(0, List.of(spectrum(0))))
                .posterior().orElseThrow().units()[0]);
        assertEquals(mean(problem.likelihood()), three.mean(), 0.1 * three.std());
        assertTrue(three.std() < 0.75 * one.std(), three.std() + " and " + one.std());
    }

    @Test
    void rowsThatFailInOneStepDoNotReachTheNext() {
        ProblemSetup odd = request -> {
            if (request.row() == 1) {
                throw new UnfitSpectrumException(FitFlag.NO_BACKGROUND, "no background");
            }
            return new WithoutNetwork(request.row(), List.of(request.spectrum()));
        };
        Proposer second = (problems, progress) -> problems.stream().map(p -> p.row() == 2 ? new Proposal.Refused(
                new UnfitSpectrumException(FitFlag.NO_BUNDLE, "no proposal")) : CENTRE.propose(List.of(p), progress).get(0))
                .toList();
        List<FitResult> results = new SpectrumFitter(odd, second, Correction.NONE, 100, SEED).fit(List.of(
                FitRequest.of(0, spectrum(0)), FitRequest.of(1, spectrum(1)), FitRequest.of(2, spectrum(2)),
                FitRequest.unreadable(3, new UnfitSpectrumException(FitFlag.EMPTY, "no spectrum"))), Progress.NONE);
        assertTrue(results.get(0).posterior().isPresent());
        assertEquals(List.of("", "no background", "no proposal", "no spectrum"),
                results.stream().map(FitResult::reason).toList());
        assertEquals(Set.of(FitFlag.NO_BUNDLE), results.get(2).flags());
    }
}
