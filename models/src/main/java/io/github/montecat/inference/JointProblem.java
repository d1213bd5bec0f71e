package io.github.montecat.inference;

import io.github.montecat.assessment.ExpectedCounts;
import io.github.montecat.error.ErrorSentence;
import io.github.montecat.exact.JointLikelihood;
import io.github.montecat.exact.LogLikelihood;
import io.github.montecat.fitmodel.FitModel;
import io.github.montecat.fitmodel.JointFit;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.MissingFile;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.spectrum.Spectrum;
import io.github.montecat.statistic.BinnedCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Several spectra of one source under one model: the likelihood is the product of their own, each through its own
 * response, in its own grouping, with its own statistic. Safe for use by several threads.
 */
final class JointProblem implements FitProblem {

    /** Spectra of a source: with a parameter for each, no posterior of more can be found in a time that pays. */
    static final int MOST_SPECTRA = 32;

    private final long row;
    private final FitOrigin origin;
    private final List<SpectrumTarget> targets;
    private final SourceSpectra spectra;

    /** Puts a spectrum under a model. */
    @FunctionalInterface
    interface Targets {

        /**
         * @param spectrum a spectrum
         * @param prior the model that it has in the joint fit
         * @return the spectrum under that model
         * @throws UnfitSpectrumException if it cannot be fitted
         */
        SpectrumTarget of(Spectrum spectrum, ModelPrior prior) throws UnfitSpectrumException;
    }

    private JointProblem(long row, FitOrigin origin, List<SpectrumTarget> targets, SourceSpectra spectra) {
        this.row = row;
        this.origin = origin;
        this.targets = targets;
        this.spectra = spectra;
    }

    /**
     * Poses the problem of the spectra that can be fitted.
     *
     * @param request spectra of a source
     * @param model the model of the source
     * @param joint how the spectra share it
     * @param targets puts a spectrum under the model
     * @return the problem
     * @throws UnfitSpectrumException if no spectrum can be fitted, or the model does not go with the spectra
     */
    static JointProblem pose(FitRequest request, FitModel model, JointFit joint, Targets targets)
            throws UnfitSpectrumException {
        List<SourcePart> usable = new ArrayList<>(request.parts());
        LeftOut leftOut = new LeftOut();
        usable.removeIf(part -> part.request().failure() != null && leftOut.add(part, part.request().failure()));
        if (usable.size() > MOST_SPECTRA) {
            leftOut.sentences.add((usable.size() - MOST_SPECTRA) + " further spectra are left out: a source may have at most "
                    + MOST_SPECTRA);
            usable = new ArrayList<>(usable.subList(0, MOST_SPECTRA));
        }
        // What one spectrum is called depends on which others there are, so that a bad one means another model.
        while (!usable.isEmpty()) {
            JointFit.JointModel all = model(model, joint, usable);
            List<SpectrumTarget> found = new ArrayList<>();
            List<SourcePart> good = new ArrayList<>();
            for (int g = 0; g < usable.size(); g++) {
                SourcePart part = usable.get(g);
                try {
                    SpectrumTarget target = targets.of(part.request().spectrum(), all.priors().get(g));
                    // Refuses counts that are not of its statistic.
                    target.likelihood();
                    found.add(target);
                    good.add(part);
                } catch (UnfitSpectrumException e) {
                    leftOut.add(part, e);
                } catch (IllegalArgumentException e) {
                    leftOut.add(part, new UnfitSpectrumException(FitFlag.NO_RESPONSE, ErrorSentence.of(e)));
                }
            }
            if (good.size() == usable.size()) {
                return new JointProblem(request.row(), new FitOrigin(all.model(), Optional.empty(), request.own()), found,
                        new SourceSpectra(good.size(), instruments(good), leftOut.sentences, leftOut.missing));
            }
            usable = good;
        }
        throw new UnfitSpectrumException(leftOut.first, "no spectrum of the source can be fitted: "
                + String.join("; ", leftOut.sentences), leftOut.missing.stream().findFirst().orElse(null));
    }

    private static JointFit.JointModel model(FitModel model, JointFit joint, List<SourcePart> parts)
            throws UnfitSpectrumException {
        try {
            return joint.of(model, parts.stream().map(SourcePart::name).toList());
        } catch (IllegalArgumentException e) {
            throw new UnfitSpectrumException(FitFlag.NO_PARAMETER, ErrorSentence.of(e));
        }
    }

    /** Names of instruments, or of telescopes that have one alone. */
    private static String instruments(List<SourcePart> parts) {
        return parts.stream().map(p -> p.request().spectrum())
                .map(s -> isName(s.instrument()) ? s.instrument() : s.telescope()).filter(JointProblem::isName)
                .map(String::trim).distinct().collect(Collectors.joining("+"));
    }

    private static boolean isName(String text) {
        return !text.isBlank() && !text.trim().matches("(?i)none|unknown");
    }

    /** Spectra that are not fitted. */
    private static final class LeftOut {

        private final List<String> sentences = new ArrayList<>();
        private final List<MissingFile> missing = new ArrayList<>();
        private FitFlag first;

        boolean add(SourcePart part, UnfitSpectrumException why) {
            first = first == null ? why.flag() : first;
            sentences.add("spectrum " + part.title() + " is left out: " + why.getMessage());
            why.missing().ifPresent(missing::add);
            return true;
        }
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
        return Optional.empty();
    }

    @Override
    public boolean wantsExact() {
        return true;
    }

    @Override
    public LogLikelihood likelihood() {
        List<LogLikelihood> parts = targets.stream().map(SpectrumTarget::likelihood).toList();
        return parts.size() == 1 ? parts.get(0) : new JointLikelihood(parts);
    }

    @Override
    public Optional<BinnedCounts> counts() {
        return Optional.of(BinnedCounts.joined(targets.stream().map(SpectrumTarget::counts).toList()));
    }

    @Override
    public Optional<FitQuality> quality(Posterior posterior, long seed) {
        BinnedCounts all = BinnedCounts.joined(targets.stream().map(t -> t.checkedCounts(posterior.units())).toList());
        return all.isPoisson() ? Optional.of(FitQuality.of(all, this::expected, posterior, seed, row, Optional.empty()))
                : Optional.empty();
    }

    @Override
    public double[] expectedTotals(Posterior posterior, int most) {
        double[] sum = new double[Math.min(most, posterior.sampleCount())];
        for (SpectrumTarget target : targets) {
            double[] one = target.expectedTotals(posterior, most);
            Arrays.setAll(sum, i -> sum[i] + one[i]);
        }
        return sum;
    }

    /** What is noteworthy about one spectrum is so about the fit. */
    @Override
    public Set<FitFlag> flags(Posterior posterior) {
        return targets.stream().flatMap(t -> t.flags(posterior).stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Expected counts of all spectra, one after the other. */
    private double[][] expected(double[][] units) {
        List<double[][]> each = targets.stream().map(SpectrumTarget::model).map((ExpectedCounts m) -> m.at(units))
                .toList();
        double[][] all = new double[units.length][];
        for (int i = 0; i < all.length; i++) {
            int point = i;
            all[i] = each.stream().flatMapToDouble(e -> Arrays.stream(e[point])).toArray();
        }
        return all;
    }

    @Override
    public Optional<SourceSpectra> spectra() {
        return Optional.of(spectra);
    }
}
