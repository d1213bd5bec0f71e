package io.github.montecat.cli;

import io.github.montecat.bundle.BundleFile;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.cli.console.Console;
import io.github.montecat.cli.option.Arguments;
import io.github.montecat.cli.option.ThreadLimit;
import io.github.montecat.cli.option.TrainOptions;
import io.github.montecat.diagnostics.BundleCalibration;
import io.github.montecat.diagnostics.Evaluation;
import java.nio.file.Path;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code montecat calibrate}: corrects a bundle's posteriors for what they get wrong on average. */
public final class CalibrateCommand implements Command {

    @Override
    public String name() {
        return "calibrate";
    }

    @Override
    public String summary() {
        return "Correct what a bundle's posteriors get wrong on average, as train and adapt do at their end";
    }

    @Override
    public String usageArguments() {
        return "FILE";
    }

    @Override
    public Options options() {
        Options options = new Options();
        TrainOptions.add(options, "spectra", "N", "number of spectra to simulate (" + BundleCalibration.SPECTRA + ")");
        TrainOptions.add(options, "seed", "N", "their seed (0)");
        TrainOptions.add(options, "bundle-version", "V", "version of the new bundle (that of the old one)");
        options.addOption(Option.builder("o").longOpt("output").hasArg().argName("FILE")
                .desc("bundle file to write; may be the one that is read").get());
        return ThreadLimit.addTo(options);
    }

    @Override
    public String details() {
        return """
                Spectra are simulated that neither training nor tests have seen, and for each parameter and every half decade of
                counts it is found how to shift, stretch and skew the posterior and change its tails so that the truth lies where it
                should, and which correlations of parameters make all truths most likely. A calibration that the bundle has is
                replaced, and its measures, of its own test spectra, are printed. It is right on average; 'infer --refine' is for the single spectrum.

                example:
                  montecat calibrate my.montecat -o my-calibrated.montecat
                """;
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws Exception {
        Path file = Path.of(arguments.onlyWord("bundle file"));
        Path output = TrainingRun.output(arguments);
        int spectra = arguments.integer("spectra", 1).orElse(BundleCalibration.SPECTRA);
        long seed = arguments.longInteger("seed").orElse(0);
        ModelBundle bundle = BundleFile.read(file);
        String version = arguments.text("bundle-version").orElse(bundle.version());
        return ThreadLimit.run(arguments, () -> {
            ModelBundle calibrated = BundleCalibration.calibrated(bundle, spectra, seed, version, console::progress);
            console.remark("calibrated: " + calibrated.manifest().calibration().effect());
            ModelBundle measured = Evaluation.measured(calibrated, console::progress);
            DiagnosticsText.print(measured, measured.manifest().diagnostics(), console.out());
            BundleFile.write(output, measured);
            console.remark("wrote " + output);
            return ExitCode.OK;
        });
    }
}
