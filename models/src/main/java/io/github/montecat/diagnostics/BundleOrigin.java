package io.github.montecat.diagnostics;

import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.training.TrainedNetwork;
import io.github.montecat.training.TrainingSettings;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a bundle says about the program that trained it and what that program was asked to do.
 *
 * @param software name and version of the program
 * @param commit source commit, {@link BundleManifest#UNKNOWN} if unknown
 * @param command the command line, or whatever tells how to do it again; may be empty
 * @param files files that response and background were read from, with their checksums; empty if there are none
 */
public record BundleOrigin(String software, String commit, String command, List<BundleManifest.SourceFile> files) {

    /** Copies the files. */
    public BundleOrigin {
        files = List.copyOf(files);
    }

    /** The provenance of a bundle. */
    BundleManifest.Training training(TrainingSettings settings, int spectra, TrainedNetwork trained,
            Optional<ModelBundle> parent) {
        return training(settings, spectra, trained.history().size(), trained.bestEpoch(),
                trained.history().get(trained.bestEpoch()).validationLoss(), parent);
    }

    /** The provenance of a training that has not begun. */
    BundleManifest.Training planned(TrainingSettings settings, int spectra, Optional<ModelBundle> parent) {
        return training(settings, spectra, settings.epochs(), 0, 0, parent);
    }

    private BundleManifest.Training training(TrainingSettings settings, int spectra, int epochs, int bestEpoch,
            double validationLoss, Optional<ModelBundle> parent) {
        return new BundleManifest.Training(software, commit, LocalDate.now(ZoneOffset.UTC).toString(), command, spectra,
                settings.seed(), settings.fresh().name().toLowerCase(Locale.ROOT), settings.batchSize(),
                settings.learningRate(), epochs, bestEpoch, validationLoss,
                parent.map(b -> new BundleManifest.Parent(b.toString(), b.sha256())).orElse(null), files);
    }
}
