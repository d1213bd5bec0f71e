package io.github.montecat.inference;

import io.github.montecat.derived.DerivedValues;
import io.github.montecat.exact.LogLikelihood;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.statistic.BinnedCounts;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What has a posterior: the data of one row, a response, a model and a prior. Nothing here knows how the posterior is
 * found. Implementations compute the likelihood when it is first asked for, and are safe for use by several threads.
 */
public interface FitProblem {

    /** @return number of the row from 0; with the seed it determines all random numbers */
    long row();

    /** @return model and prior, and the bundle if there is one */
    FitOrigin origin();

    /** @return the prior, whose unit cube samples are points of */
    default ModelPrior prior() {
        return origin().model().prior();
    }

    /** @return what a network is shown of the data; empty if no network was trained for this problem */
    Optional<NetworkInput> network();

    /** @return whether only the exact posterior will do, so that a network's samples are no more than a start */
    default boolean wantsExact() {
        return false;
    }

    /**
     * @return the exact likelihood over the prior's unit cube
     * @throws UnfitSpectrumException if a response is known but cannot be used
     * @throws IllegalArgumentException if response and data do not fit together, or no bin is left
     */
    LogLikelihood likelihood() throws UnfitSpectrumException;

    /**
     * @return the counts that the likelihood is of, those of several spectra one after the other; empty if they are not
     *         known
     * @throws UnfitSpectrumException as {@link #likelihood} does
     * @throws IllegalArgumentException as {@link #likelihood} does
     */
    default Optional<BinnedCounts> counts() throws UnfitSpectrumException {
        return Optional.empty();
    }

    /**
     * Folds samples.
     *
     * @param posterior samples of this problem's posterior
     * @param most how many samples to fold at most, from the first on
     * @return expected counts of the source in all bins of {@link #counts} together; none if these are empty
     * @throws UnfitSpectrumException as {@link #likelihood} does
     * @throws IllegalArgumentException as {@link #likelihood} does
     */
    default double[] expectedTotals(Posterior posterior, int most) throws UnfitSpectrumException {
        return new double[0];
    }

    /**
     * What belongs to the problem beside the model's parameters, such as the background.
     *
     * @param posterior samples of this problem's posterior
     * @return numbers per spectrum; for problems of one kind always the same quantities in the same order
     * @throws UnfitSpectrumException as {@link #likelihood} does
     * @throws IllegalArgumentException as {@link #likelihood} does
     */
    default List<DerivedValues> besides(Posterior posterior) throws UnfitSpectrumException {
        return List.of();
    }

    /**
     * @param posterior samples of this problem's posterior, which come from its likelihood
     * @return what is noteworthy about data and likelihood
     */
    default Set<FitFlag> flags(Posterior posterior) {
        return Set.of();
    }

    /**
     * Compares a posterior with the data.
     *
     * @param posterior samples of this problem's posterior
     * @param seed seed of replicated data
     * @return how well posterior and model describe the data; empty if the data are no Poisson counts
     * @throws UnfitSpectrumException as {@link #likelihood} does
     * @throws IllegalArgumentException as {@link #likelihood} does
     * @throws ArithmeticException if the model is not a number somewhere
     */
    Optional<FitQuality> quality(Posterior posterior, long seed) throws UnfitSpectrumException;

    /** @return which spectra of a source are fitted together; empty for one spectrum */
    default Optional<SourceSpectra> spectra() {
        return Optional.empty();
    }
}
