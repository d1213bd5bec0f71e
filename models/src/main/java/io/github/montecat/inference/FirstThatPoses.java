package io.github.montecat.inference;

import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import java.util.Set;

/** Poses a problem with a bundle where one fits, or else with a fit model. */
final class FirstThatPoses implements ProblemSetup {

    /** What is wrong with a spectrum for a bundle but not for the exact way. */
    private static final Set<FitFlag> OF_BUNDLES = Set.of(FitFlag.WRONG_LENGTH, FitFlag.NO_BUNDLE, FitFlag.NO_BACKGROUND,
            FitFlag.EMPTY, FitFlag.NEGATIVE);

    private final ProblemSetup bundles;
    private final ProblemSetup model;

    FirstThatPoses(ProblemSetup bundles, ProblemSetup model) {
        this.bundles = bundles;
        this.model = model;
    }

    @Override
    public FitProblem pose(FitRequest request) throws UnfitSpectrumException {
        try {
            return bundles.pose(request);
        } catch (UnfitSpectrumException noBundle) {
            if (!OF_BUNDLES.contains(noBundle.flag())) {
                throw noBundle;
            }
            try {
                return model.pose(request);
            } catch (UnfitSpectrumException noModel) {
                if (noModel.flag() != FitFlag.NO_RESPONSE) {
                    throw noModel;
                }
                // Where a response is named, its file is what helps, whatever the bundles lack.
                FitFlag flag = noModel.missing().isPresent() ? noModel.flag() : noBundle.flag();
                UnfitSpectrumException both = new UnfitSpectrumException(flag, noBundle.getMessage()
                        + "; without a bundle: " + noModel.getMessage(), noModel.missing().orElse(null));
                both.addSuppressed(noModel);
                throw both;
            }
        }
    }
}
