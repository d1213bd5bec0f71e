package io.github.montecat.inference;

import io.github.montecat.exact.LogLikelihood;
import io.github.montecat.fitmodel.FitModel;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.response.Response;
import io.github.montecat.spectrum.Spectrum;
import java.util.Optional;

/**
 * Poses problems with one fit model and the responses of the spectra themselves, in their own channels and grouping. The
 * statistic is C, or W with a background, or chi-squared where the errors are not those of Poisson counts.
 */
final class ModelProblems implements ProblemSetup {

    private final FitOrigin origin;
    private final ResponseLookup responses;
    private final Optional<EnergyRange> noticed;

    /**
     * @param model model and priors
     * @param responses finds the responses
     * @param noticed energies to fit; empty for all
     */
    ModelProblems(FitModel model, ResponseLookup responses, Optional<EnergyRange> noticed) {
        this.origin = FitOrigin.of(model);
        this.responses = responses;
        this.noticed = noticed;
    }

    @Override
    public FitProblem pose(long row, Spectrum spectrum) throws UnfitSpectrumException {
        if (spectrum.channelCount() == 0) {
            throw new UnfitSpectrumException(FitFlag.EMPTY, "spectrum has no channels");
        }
        Response response = responses.require(spectrum);
        try {
            return new ModelProblem(row, origin, SpectrumTarget.of(origin.model(), spectrum, response, noticed));
        } catch (IllegalArgumentException e) {
            throw new UnfitSpectrumException(reason(spectrum), e.getMessage());
        }
    }

    /** The flag of a spectrum that has no likelihood. */
    private static FitFlag reason(Spectrum spectrum) {
        return spectrum.exposure() > 0 && !Double.isInfinite(spectrum.exposure()) ? FitFlag.NO_RESPONSE
                : FitFlag.NO_EXPOSURE;
    }

    /** A spectrum under a fit model. */
    private record ModelProblem(long row, FitOrigin origin, SpectrumTarget target) implements FitProblem {

        @Override
        public Optional<NetworkInput> network() {
            return Optional.empty();
        }

        @Override
        public LogLikelihood likelihood() {
            return target.likelihood();
        }

        @Override
        public Optional<FitQuality> quality(Posterior posterior, long seed) {
            return target.counts().isPoisson()
                    ? Optional.of(FitQuality.of(target, posterior, seed, row, Optional.empty())) : Optional.empty();
        }
    }
}
