package io.github.montecat.inference;

import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.derived.DerivedQuantity;
import io.github.montecat.derived.DerivedValues;
import io.github.montecat.exact.LogLikelihood;
import io.github.montecat.fitmodel.FitModel;
import io.github.montecat.fitmodel.JointFit;
import io.github.montecat.fitmodel.RowParameters;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.response.Response;
import io.github.montecat.spectrum.BinnedSpectrum;
import io.github.montecat.spectrum.Spectrum;
import io.github.montecat.statistic.BinnedCounts;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Poses problems with one fit model and the responses of the spectra themselves, in their own channels and grouping.
 * The statistic is C, or W or a background model with a background, or chi-squared where the errors are not those of Poisson counts. What
 * rows say about parameters goes before what the model says.
 */
final class ModelProblems implements ProblemSetup {

    private final FitModel model;
    private final ResponseLookup responses;
    private final Optional<EnergyRange> noticed;
    private final BundleLibrary library;
    private final BackgroundChoice background;
    private final JointFit joint;
    /** The bundles that were trained for the model; null until a spectrum is posed. */
    private BundleLibrary networks;

    /**
     * @param model model and priors
     * @param responses finds the responses
     * @param noticed energies to fit; empty for all
     * @param library bundles; the networks of those that were trained for this model may propose
     * @param background how backgrounds enter the likelihood
     * @param joint how several spectra of one source share the model
     */
    ModelProblems(FitModel model, ResponseLookup responses, Optional<EnergyRange> noticed, BundleLibrary library,
            BackgroundChoice background, JointFit joint) {
        this.model = model;
        this.responses = responses;
        this.noticed = noticed;
        this.library = library;
        this.background = background;
        this.joint = joint;
    }

    private synchronized BundleLibrary networks() {
        if (networks == null) {
            networks = networks(model);
        }
        return networks;
    }

    private BundleLibrary networks(FitModel wanted) {
        return BundleLibrary.of(library.bundles().stream().filter(b -> isOf(b, wanted)).toList());
    }

    /**
     * Whether a bundle's network was trained with a model, under priors that are at least as wide. Most bundles are
     * told apart by their manifests, so that their content is not read.
     */
    private static boolean isOf(ModelBundle bundle, FitModel model) {
        List<String> labels = model.prior().free().stream().map(f -> f.parameter().label()).toList();
        if (!bundle.manifest().model().parameters().stream().map(BundleManifest.Parameter::label).toList()
                .equals(labels)) {
            return false;
        }
        try {
            return isOf(FitOrigin.of(bundle).model(), model);
        } catch (UncheckedIOException e) {
            // Whole, but of no use. Rows that are fitted with this bundle say why.
            return false;
        }
    }

    private static boolean isOf(FitModel trained, FitModel model) {
        return trained.prior().model().expression().equals(model.prior().model().expression())
                && trained.prior().fixed().equals(model.prior().fixed())
                && trained.prior().ties().equals(model.prior().ties())
                && trained.settings().abundances() == model.settings().abundances()
                && trained.settings().crossSections() == model.settings().crossSections()
                && NarrowedPrior.isInside(model.prior(), trained.prior());
    }

    /** What a network trained for the model is shown; empty if none takes the spectrum. */
    private Optional<NetworkInput> network(Spectrum spectrum, FitModel wanted) {
        try {
            ModelBundle bundle = (wanted == model ? networks() : networks(wanted)).select(spectrum);
            bundle.load();
            BinnedSpectrum binned = bundle.binned(spectrum);
            return Optional.of(new NetworkInput(bundle, bundle.input(binned), binned.totalCounts()));
        } catch (UnfitSpectrumException | UncheckedIOException e) {
            // A network is not needed.
            return Optional.empty();
        }
    }

    @Override
    public FitProblem pose(FitRequest request) throws UnfitSpectrumException {
        FitModel ofRow = inRow(request.own());
        if (!request.parts().isEmpty()) {
            return JointProblem.pose(request, ofRow, joint, this::target);
        }
        Spectrum spectrum = request.spectrum();
        Response response = response(spectrum);
        try {
            Optional<NetworkInput> network = network(spectrum, ofRow);
            FitOrigin origin = new FitOrigin(ofRow, network.map(NetworkInput::bundle), request.own());
            return new ModelProblem(request.row(), origin, SpectrumTarget.of(ofRow.prior(), spectrum, response, noticed,
                    background),
                    network);
        } catch (IllegalArgumentException e) {
            throw new UnfitSpectrumException(reason(spectrum), e.getMessage());
        }
    }

    private Response response(Spectrum spectrum) throws UnfitSpectrumException {
        if (spectrum.channelCount() == 0) {
            throw new UnfitSpectrumException(FitFlag.EMPTY, "spectrum has no channels");
        }
        return responses.require(spectrum);
    }

    /** A spectrum of a source under the model of all its spectra. */
    private SpectrumTarget target(Spectrum spectrum, ModelPrior prior) throws UnfitSpectrumException {
        Response response = response(spectrum);
        try {
            return SpectrumTarget.of(prior, spectrum, response, noticed, background);
        } catch (IllegalArgumentException e) {
            throw new UnfitSpectrumException(reason(spectrum), e.getMessage());
        }
    }

    private FitModel inRow(RowParameters own) throws UnfitSpectrumException {
        try {
            return own.in(model);
        } catch (IllegalArgumentException e) {
            String sources = own.list().stream().map(p -> p.name() + " from " + p.source())
                    .collect(Collectors.joining(", "));
            throw new UnfitSpectrumException(FitFlag.NO_PARAMETER, "what the row says about parameters (" + sources
                    + ") does not go with the model: " + e.getMessage());
        }
    }

    /** The flag of a spectrum that has no likelihood. */
    private static FitFlag reason(Spectrum spectrum) {
        return spectrum.exposure() > 0 && !Double.isInfinite(spectrum.exposure()) ? FitFlag.NO_RESPONSE
                : FitFlag.NO_EXPOSURE;
    }

    /** A spectrum under a fit model. */
    private record ModelProblem(long row, FitOrigin origin, SpectrumTarget target, Optional<NetworkInput> network)
            implements FitProblem {

        private static final DerivedQuantity BACKGROUND = new DerivedQuantity("bkg_counts", "count",
                "phot.count;em.X-ray;instr.background", "background counts to expect in the fitted bins, posterior mean "
                + "of the background model", false);
        private static final DerivedQuantity BACKGROUND_ERROR = new DerivedQuantity("bkg_counts_error", "count",
                "stat.error;phot.count;em.X-ray;instr.background", "posterior standard deviation of bkg_counts", false);

        @Override
        public boolean wantsExact() {
            return true;
        }

        @Override
        public LogLikelihood likelihood() {
            return target.likelihood();
        }

        @Override
        public Optional<BinnedCounts> counts() {
            return Optional.of(target.counts());
        }

        @Override
        public double[] expectedTotals(Posterior posterior, int most) {
            return target.expectedTotals(posterior, most);
        }

        @Override
        public Set<FitFlag> flags(Posterior posterior) {
            return target.flags(posterior);
        }

        @Override
        public List<DerivedValues> besides(Posterior posterior) {
            return target.modelledBackground(posterior.units()).map(b -> List.of(
                    new DerivedValues(BACKGROUND, new double[] {b.mean()}),
                    new DerivedValues(BACKGROUND_ERROR, new double[] {b.std()}))).orElse(List.of());
        }

        @Override
        public Optional<FitQuality> quality(Posterior posterior, long seed) {
            return target.counts().isPoisson()
                    ? Optional.of(FitQuality.of(target, posterior, seed, row, Optional.empty())) : Optional.empty();
        }
    }
}
