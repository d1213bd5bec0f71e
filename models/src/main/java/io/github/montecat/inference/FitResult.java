package io.github.montecat.inference;

import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.derived.DerivedValues;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.MissingFile;
import io.github.montecat.flag.UnfitSpectrumException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What became of a row.
 *
 * @param row the row's number, from 0
 * @param origin what it was fitted with; empty exactly where {@code posterior} is
 * @param posterior the posterior; empty if the row has none
 * @param flags what was noteworthy
 * @param reason why there is no posterior, why it was not refined, or why derived quantities are missing, a sentence
 *        for the user; else empty
 * @param quality how well posterior and model describe the data; empty if there is no posterior
 * @param refinement how the refinement went; empty if none was asked for or it could not be tried
 * @param engine name of the engine that drew the samples; empty if there are none or it is not known
 * @param derived what was derived from the posterior; empty if there is none
 * @param missing files that the spectrum names and that are not there
 * @param spectra which spectra of a source were fitted together; empty for a fit of one spectrum
 */
public record FitResult(long row, Optional<FitOrigin> origin, Optional<Posterior> posterior, Set<FitFlag> flags,
        String reason, Optional<FitQuality> quality, Optional<Refinement> refinement, Optional<String> engine,
        List<DerivedValues> derived, List<MissingFile> missing, Optional<SourceSpectra> spectra) {

    /** Copies the collections and checks that origin and posterior go together. */
    public FitResult {
        flags = Set.copyOf(flags);
        derived = List.copyOf(derived);
        missing = List.copyOf(missing);
        if (origin.isPresent() != posterior.isPresent()) {
            throw new IllegalArgumentException("a result has an origin exactly if it has a posterior");
        }
    }

    /** A result of one spectrum. */
    public FitResult(long row, Optional<FitOrigin> origin, Optional<Posterior> posterior, Set<FitFlag> flags,
            String reason, Optional<FitQuality> quality, Optional<Refinement> refinement, Optional<String> engine,
            List<DerivedValues> derived, List<MissingFile> missing) {
        this(row, origin, posterior, flags, reason, quality, refinement, engine, derived, missing, Optional.empty());
    }

    /** A result from which nothing was derived, of a spectrum that lacks no file. */
    public FitResult(long row, Optional<FitOrigin> origin, Optional<Posterior> posterior, Set<FitFlag> flags,
            String reason, Optional<FitQuality> quality, Optional<Refinement> refinement, Optional<String> engine) {
        this(row, origin, posterior, flags, reason, quality, refinement, engine, List.of(), List.of());
    }

    /** @return the bundle whose network proposed the samples; empty if none did */
    public Optional<ModelBundle> bundle() {
        return origin.flatMap(FitOrigin::bundle);
    }

    /** @return how the posterior was found; empty if there is none */
    public Optional<FitMethod> method() {
        boolean corrected = refinement.map(Refinement::converged).orElse(false);
        return origin.map(o -> o.bundle().isEmpty() ? FitMethod.LIKELIHOOD
                : corrected ? FitMethod.NETWORK_LIKELIHOOD : FitMethod.NETWORK);
    }

    /**
     * @param row the row's number
     * @param why the reason
     * @return a result without a posterior
     */
    public static FitResult failed(long row, UnfitSpectrumException why) {
        return new FitResult(row, Optional.empty(), Optional.empty(), Set.of(why.flag()), why.getMessage(),
                Optional.empty(), Optional.empty(), Optional.empty(), List.of(), why.missing().stream().toList());
    }

    /**
     * @param row the row's number
     * @param bundle the bundle used
     * @param posterior the posterior
     * @return a result that carries the flags of the posterior, and nothing about its quality and origin
     */
    public static FitResult of(long row, ModelBundle bundle, Posterior posterior) {
        return new FitResult(row, Optional.of(FitOrigin.of(bundle)), Optional.of(posterior),
                posterior.atPriorEdge() ? Set.of(FitFlag.PRIOR_EDGE) : Set.of(), "", Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    /**
     * @param number another row number
     * @return the same outcome for that row
     */
    public FitResult inRow(long number) {
        return number == row ? this : new FitResult(number, origin, posterior, flags, reason, quality, refinement,
                engine, derived, missing, spectra);
    }

    /**
     * @param name name of the engine that drew the samples
     * @return the same outcome with that name
     */
    public FitResult drawnBy(String name) {
        return new FitResult(row, origin, posterior, flags, reason, quality, refinement, Optional.of(name), derived,
                missing, spectra);
    }

    /**
     * @param files files that the spectrum names and that are not there
     * @return the same outcome with these as well
     */
    public FitResult missing(List<MissingFile> files) {
        return files.isEmpty() ? this : new FitResult(row, origin, posterior, flags, reason, quality, refinement,
                engine, derived, Stream.concat(missing.stream(), files.stream()).toList(), spectra);
    }

    /**
     * @param of which spectra of a source were fitted together
     * @return the same outcome with that; spectra that were left out are flagged and named in the reason
     */
    FitResult ofSource(SourceSpectra of) {
        Set<FitFlag> all = new HashSet<>(flags);
        if (!of.leftOut().isEmpty()) {
            all.add(FitFlag.SPECTRUM_LEFT_OUT);
        }
        String why = Stream.concat(Stream.of(reason), of.leftOut().stream()).filter(s -> !s.isEmpty())
                .collect(Collectors.joining("; "));
        return new FitResult(row, origin, posterior, all, why, quality, refinement, engine, derived,
                Stream.concat(missing.stream(), of.missing().stream()).toList(), Optional.of(of));
    }
}
