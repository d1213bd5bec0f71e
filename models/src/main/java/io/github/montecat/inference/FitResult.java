package io.github.montecat.inference;

import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import java.util.Optional;
import java.util.Set;

/**
 * What became of a row.
 *
 * @param row the row's number, from 0
 * @param bundle the bundle whose network proposed the samples; empty if none did
 * @param posterior the posterior; empty if the row has none
 * @param flags what was noteworthy
 * @param reason why there is no posterior, or why it was not refined, a sentence for the user; else empty
 * @param quality how well posterior and model describe the data; empty if there is no posterior
 * @param refinement how the refinement went; empty if none was asked for or it could not be tried
 * @param engine name of the engine that drew the samples; empty if there are none or it is not known
 */
public record FitResult(long row, Optional<ModelBundle> bundle, Optional<Posterior> posterior, Set<FitFlag> flags,
        String reason, Optional<FitQuality> quality, Optional<Refinement> refinement, Optional<String> engine) {

    /** Copies the flags and checks that there is no bundle without a posterior. */
    public FitResult {
        flags = Set.copyOf(flags);
        if (bundle.isPresent() && posterior.isEmpty()) {
            throw new IllegalArgumentException("a result without a posterior has no bundle");
        }
    }

    /**
     * @param row the row's number
     * @param why the reason
     * @return a result without a posterior
     */
    public static FitResult failed(long row, UnfitSpectrumException why) {
        return new FitResult(row, Optional.empty(), Optional.empty(), Set.of(why.flag()), why.getMessage(),
                Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * @param row the row's number
     * @param bundle the bundle used
     * @param posterior the posterior
     * @return a result that carries the flags of the posterior, and nothing about its quality and origin
     */
    public static FitResult of(long row, ModelBundle bundle, Posterior posterior) {
        return new FitResult(row, Optional.of(bundle), Optional.of(posterior),
                posterior.atPriorEdge() ? Set.of(FitFlag.PRIOR_EDGE) : Set.of(), "", Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    /**
     * @param number another row number
     * @return the same outcome for that row
     */
    public FitResult inRow(long number) {
        return number == row ? this : new FitResult(number, bundle, posterior, flags, reason, quality, refinement, engine);
    }

    /**
     * @param name name of the engine that drew the samples
     * @return the same outcome with that name
     */
    public FitResult drawnBy(String name) {
        return new FitResult(row, bundle, posterior, flags, reason, quality, refinement, Optional.of(name));
    }
}
