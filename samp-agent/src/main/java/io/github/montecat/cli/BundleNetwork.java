package io.github.montecat.cli;

import io.github.montecat.bundle.BundleFile;
import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.cli.console.Console;
import io.github.montecat.dl4j.Deeplearning4jFile;
import io.github.montecat.dl4j.FormatTwoBundle;
import io.github.montecat.dl4j.TrainingLibraries;
import io.github.montecat.error.ErrorSentence;
import io.github.montecat.network.NetworkWeights;
import io.github.montecat.output.OutputFile;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * What {@code bundles} does with networks of Deeplearning4j: export, import, and the conversion of bundles of format 2.
 *
 * @param console where it speaks
 */
record BundleNetwork(Console console) {

    BundleNetwork {
        TrainingLibraries.require("'montecat bundles' with networks of Deeplearning4j");
    }

    /** Writes a bundle's network as a file of Deeplearning4j. */
    void export(ModelBundle bundle, Path file) throws IOException {
        OutputFile.write(file, Deeplearning4jFile.write(bundle.architecture(), bundle.weights()));
        console.remark("wrote the network of " + bundle + " to " + file);
    }

    /**
     * Writes a bundle with the weights of a file of Deeplearning4j. It has neither calibration nor diagnostics, which
     * are of the old weights.
     */
    void take(ModelBundle bundle, Path file, Path output, String name) throws IOException {
        NetworkWeights weights;
        try {
            weights = Deeplearning4jFile.read(BundleFile.bytes(file), bundle.architecture());
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
        BundleManifest.Training old = bundle.manifest().training();
        BundleManifest manifest = bundle.manifest().toBuilder().name(name)
                .training(new BundleManifest.Training("montecat " + Version.current(), Version.commit(),
                        LocalDate.now(ZoneOffset.UTC).toString(), "bundles import --dl4j '" + file.getFileName() + "'",
                        old.spectra(), old.seed(), old.fresh(), old.batchSize(), old.learningRate(), 0, 0, Double.NaN,
                        new BundleManifest.Parent(bundle.toString(), bundle.sha256()), old.files()))
                .calibration(null).diagnostics(null).build();
        BundleFile.write(output, BundleFile.bundle(manifest, weights, bundle.scaler(), bundle.source(),
                bundle.tables()));
        console.remark("wrote " + output + " with the weights of " + file + ", neither calibrated nor evaluated");
    }

    /** Converts bundle files of format 2; a bad file does not stop the others. */
    ExitCode convert(List<String> names, Optional<Path> output) {
        ExitCode code = ExitCode.OK;
        for (String name : names) {
            try {
                ModelBundle bundle = FormatTwoBundle.convert(BundleFile.bytes(Path.of(name)), name);
                Path target = output.orElse(Path.of(name));
                BundleFile.write(target, bundle);
                console.out().println("converted: " + bundle + " (" + target + ")");
            } catch (IOException | InvalidPathException e) {
                console.error(ErrorSentence.of(e));
                code = ExitCode.BAD_INPUT;
            }
        }
        return code;
    }
}
