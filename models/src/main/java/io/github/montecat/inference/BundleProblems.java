package io.github.montecat.inference;

import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.exact.LogLikelihood;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.prior.Prior;
import io.github.montecat.response.Response;
import io.github.montecat.spectrum.BinnedSpectrum;
import io.github.montecat.spectrum.Spectrum;
import io.github.montecat.statistic.BinnedCounts;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Poses problems with the model and prior of the bundle that fits the spectrum, or of a named one. */
final class BundleProblems implements ProblemSetup {

    private final BundleLibrary library;
    private final Optional<ModelBundle> named;
    private final ResponseLookup responses;
    private final Map<String, Prior> narrowed;
    private final Map<ModelBundle, FitOrigin> origins = new ConcurrentHashMap<>();

    /**
     * @param library bundles to choose from
     * @param name name of the bundle to use, or empty to choose by the spectrum
     * @param responses finds the response of the likelihood; where it finds none the bundle's is taken
     * @param narrowed priors by label that replace the bundle's
     * @throws IllegalArgumentException if the library has no bundle of that name, or its prior is not as wide as these
     */
    BundleProblems(BundleLibrary library, Optional<String> name, ResponseLookup responses,
            Map<String, Prior> narrowed) {
        this.library = library;
        this.named = name.map(n -> library.find(n).orElseThrow(() -> new RefusedValueException(
                "there is no bundle '" + n + "'; known: "
                        + library.bundles().stream().map(ModelBundle::name).collect(Collectors.joining(", ")))));
        this.responses = responses;
        this.narrowed = narrowed;
        // Before the first row: a prior that a named bundle cannot have would cost every row. A damaged bundle does so
        // in its rows, by its own sentence.
        if (!narrowed.isEmpty()) {
            this.named.ifPresent(this::origin);
        }
    }

    private FitOrigin origin(ModelBundle bundle) {
        return origins.computeIfAbsent(bundle, b -> FitOrigin.of(b,
                NarrowedPrior.of(b.prior(), narrowed, "bundle " + b.name())));
    }

    @Override
    public FitProblem pose(FitRequest request) throws UnfitSpectrumException {
        Spectrum spectrum = request.spectrum();
        ModelBundle bundle = named.isPresent() ? named.get() : library.select(spectrum);
        try {
            bundle.load();
        } catch (UncheckedIOException e) {
            throw new UnfitSpectrumException(FitFlag.NO_BUNDLE, e.getCause().getMessage());
        }
        BinnedSpectrum binned = bundle.binned(spectrum);
        try {
            return new BundleProblem(request.row(), spectrum, binned, bundle, origin(bundle), responses);
        } catch (RefusedValueException e) {
            throw new UnfitSpectrumException(FitFlag.NO_BUNDLE, e.getMessage());
        }
    }

    /** A spectrum under the model and prior of a bundle. */
    private static final class BundleProblem implements FitProblem {

        private final long row;
        private final Spectrum spectrum;
        private final BinnedSpectrum binned;
        private final ModelBundle bundle;
        private final FitOrigin origin;
        private final ResponseLookup responses;
        private final NetworkInput network;
        private SpectrumTarget target;

        BundleProblem(long row, Spectrum spectrum, BinnedSpectrum binned, ModelBundle bundle, FitOrigin origin,
                ResponseLookup responses) {
            this.row = row;
            this.spectrum = spectrum;
            this.binned = binned;
            this.bundle = bundle;
            this.origin = origin;
            this.responses = responses;
            this.network = new NetworkInput(bundle, bundle.input(binned), binned.totalCounts());
        }

        @Override
        public long row() {
            return row;
        }

        @Override
        public FitOrigin origin() {
            return origin;
        }

        @Override
        public Optional<NetworkInput> network() {
            return Optional.of(network);
        }

        @Override
        public LogLikelihood likelihood() throws UnfitSpectrumException {
            return target().likelihood();
        }

        @Override
        public Optional<BinnedCounts> counts() throws UnfitSpectrumException {
            return Optional.of(target().counts());
        }

        @Override
        public double[] expectedTotals(Posterior posterior, int most) throws UnfitSpectrumException {
            return target().expectedTotals(posterior, most);
        }

        @Override
        public Set<FitFlag> flags(Posterior posterior) {
            try {
                return target().flags(posterior);
            } catch (UnfitSpectrumException e) {
                // Then there is no posterior by the likelihood either.
                return Set.of();
            }
        }

        @Override
        public Optional<FitQuality> quality(Posterior posterior, long seed) throws UnfitSpectrumException {
            return Optional.of(FitQuality.of(target(), posterior, seed, row, Optional.of(bundle)));
        }

        private synchronized SpectrumTarget target() throws UnfitSpectrumException {
            if (target == null) {
                Optional<Response> own = responses.of(spectrum);
                target = own.isPresent() ? SpectrumTarget.of(bundle, prior(), spectrum, own.get())
                        : SpectrumTarget.of(bundle, prior(), binned);
            }
            return target;
        }
    }
}
