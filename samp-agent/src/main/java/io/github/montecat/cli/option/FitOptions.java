package io.github.montecat.cli.option;

import io.github.montecat.bundle.BundleFile;
import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.comparison.ModelSet;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.engine.EngineChoice;
import io.github.montecat.inference.BackgroundChoice;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.job.FitPlan;
import io.github.montecat.job.JointRequest;
import io.github.montecat.job.ModelRequest;
import io.github.montecat.ogip.ResponseFiles;
import io.github.montecat.ogip.ResponseSearch;
import io.github.montecat.response.Response;
import io.github.montecat.spectrum.Spectrum;
import io.github.montecat.table.Companion;
import io.github.montecat.table.SpectrumTableSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** Options about how spectra are fitted, common to several commands. */
public final class FitOptions {

    private static final String BUNDLE = "bundle";
    private static final String SAMPLES = "samples";
    private static final String SEED = "seed";
    private static final String ENGINE = "engine";
    private static final String COLUMN = "column";
    private static final String EXPOSURE = "exposure";
    private static final String REFINE = "refine";
    private static final String BACKGROUND = "background";

    private FitOptions() {
    }

    /** @return where the user's own bundles lie */
    public static Path bundleFolder() {
        return Path.of(System.getProperty("user.home"), ".montecat", "bundles");
    }

    /**
     * @param options get the option that names a bundle
     * @return the same options
     */
    public static Options addBundleTo(Options options) {
        return addBundleTo(options, "bundle to fit with, by name ('montecat bundles list') or file; chosen by channels, "
                + "mission and exposure if not given");
    }

    /**
     * @param options get the option that names a bundle
     * @param description what the bundle is for
     * @return the same options
     */
    public static Options addBundleTo(Options options, String description) {
        return options.addOption(Option.builder("b").longOpt(BUNDLE).hasArg().argName("NAME|FILE").desc(description)
                .get());
    }

    /**
     * @param options get the number of samples and the seed
     * @return the same options
     */
    public static Options addSamplingTo(Options options) {
        return options
                .addOption(Option.builder("n").longOpt(SAMPLES).hasArg().argName("N")
                        .desc("posterior samples per spectrum (" + FitSettings.DEFAULT.samples() + ")").get())
                .addOption(Option.builder().longOpt(SEED).hasArg().argName("N")
                        .desc("seed of the dropout masks; the same seed gives the same samples ("
                                + FitSettings.DEFAULT.seed() + ")").get());
    }

    /**
     * @param options get the choice of the engine
     * @return the same options
     */
    public static Options addEngineTo(Options options) {
        return options.addOption(Option.builder().longOpt(ENGINE).hasArg().argName(words("|"))
                .desc("what runs the network: auto takes the fastest there is, nd4j is the portable reference; they differ "
                        + "by rounding (" + EngineChoice.AUTO.word() + ")").get());
    }

    private static String words(String between) {
        return Arrays.stream(EngineChoice.values()).map(EngineChoice::word).collect(Collectors.joining(between));
    }

    private static String backgrounds(String between) {
        return Arrays.stream(BackgroundChoice.values()).map(BackgroundChoice::word).collect(Collectors.joining(between));
    }

    private static BackgroundChoice background(Arguments arguments) throws UsageException {
        try {
            BackgroundChoice choice = arguments.text(BACKGROUND).map(BackgroundChoice::of)
                    .orElse(FitSettings.DEFAULT.background());
            if (choice == BackgroundChoice.MODEL && !arguments.has(ModelRequest.MODEL)) {
                throw new UsageException("--" + BACKGROUND + " model goes with --" + ModelRequest.MODEL);
            }
            return choice;
        } catch (RefusedValueException e) {
            throw new UsageException("--" + BACKGROUND + ": ", e);
        }
    }

    /**
     * @param arguments may name an engine
     * @return the engine
     * @throws UsageException if there is none of that name
     */
    public static EngineChoice engine(Arguments arguments) throws UsageException {
        Optional<String> given = arguments.text(ENGINE);
        try {
            return given.map(EngineChoice::of).orElse(EngineChoice.AUTO);
        } catch (RefusedValueException e) {
            throw new UsageException("--" + ENGINE + " is '" + given.orElseThrow() + "', expected one of "
                    + words(", "));
        }
    }

    /**
     * @param options get the option to refine posteriors
     * @return the same options
     */
    public static Options addRefinementTo(Options options) {
        return options.addOption(Option.builder().longOpt(REFINE)
                .desc("correct the samples by the exact Poisson likelihood (C, or W with a background): through the RMF and "
                        + "ARF that a spectrum names, in its own grouping; else through the bundle's response").get())
                .addOption(Option.builder().longOpt(BACKGROUND).hasArg().argName(backgrounds("|"))
                        .desc("with --model: how a background enters the likelihood: by the W statistic, or by a smooth shape "
                                + "fitted to it, with a free level, which is right for any number of counts ("
                                + FitSettings.DEFAULT.background().word() + ")").get());
    }

    /**
     * @param options get the response of all spectra
     * @return the same options
     */
    public static Options addResponseTo(Options options) {
        return options
                .addOption(Option.builder().longOpt("rmf").hasArg().argName("FILE")
                        .desc("redistribution matrix (RMF) of all spectra, instead of those that they name").get())
                .addOption(Option.builder().longOpt("arf").hasArg().argName("FILE")
                        .desc("effective area (ARF) of all spectra, instead of those that they name").get())
                .addOption(Option.builder().longOpt("response-dir").hasArg().argName("DIR")
                        .desc("folder to look in for RMFs and ARFs that do not lie beside the spectra; may be given several "
                                + "times (also those of " + ResponseSearch.VARIABLE + ")").get());
    }

    /**
     * @param options get what tells how a table is read
     * @return the same options
     */
    public static Options addReadingTo(Options options) {
        return options
                .addOption(Option.builder("c").longOpt(COLUMN).hasArg().argName("NAME")
                        .desc("column with the spectra (counts, file names, or PI of events), if it is not recognised")
                        .get())
                .addOption(Option.builder("e").longOpt(EXPOSURE).hasArg().argName("SECONDS|NAME")
                        .desc("exposure of all spectra in s, or the column or table parameter that has it, if it is "
                                + "not recognised").get());
    }

    /**
     * @param options get the columns with each row's RMF, ARF and background
     * @return the same options
     */
    public static Options addCompanionsTo(Options options) {
        for (Companion companion : Companion.values()) {
            options.addOption(Option.builder().longOpt(companion.option()).hasArg().argName("NAME")
                    .desc("column with the name of each row's " + companion.word()
                            + ", if it is not recognised; a blank cell means what the spectrum's file says").get());
        }
        return options;
    }

    /**
     * @param arguments may have any of these options
     * @return how spectra are fitted
     * @throws UsageException if a value is wrong
     * @throws IOException if a bundle file cannot be read
     */
    public static FitSettings settings(Arguments arguments) throws UsageException, IOException {
        return new FitSettings(arguments.integer(SAMPLES, 1).orElse(FitSettings.DEFAULT.samples()),
                arguments.longInteger(SEED).orElse(FitSettings.DEFAULT.seed()), bundleName(arguments),
                engine(arguments), arguments.has(REFINE), FluxOptions.derivations(arguments),
                background(arguments));
    }

    /** The shipped bundles, the user's own, and the one named as a file. */
    public static BundleLibrary library(Arguments arguments) throws IOException {
        List<ModelBundle> bundles = new ArrayList<>(BundleLibrary.standard(bundleFolder()).bundles());
        bundleFile(arguments).ifPresent(bundles::add);
        return BundleLibrary.of(bundles);
    }

    /**
     * The bundle of option {@code --bundle}, by name or file.
     *
     * @throws IllegalArgumentException if there is no bundle of that name
     */
    public static ModelBundle bundle(Arguments arguments) throws IOException {
        String given = arguments.text(BUNDLE).orElseThrow();
        Optional<ModelBundle> file = bundleFile(arguments);
        if (file.isPresent()) {
            return file.get();
        }
        BundleLibrary library = library(arguments);
        return library.find(given).orElseThrow(() -> new RefusedValueException("there is no bundle '" + given
                + "'; there are " + library.bundles().stream().map(ModelBundle::name).toList()));
    }

    /**
     * @param arguments may have any of these options
     * @return bundles, settings, and how tables and responses are read
     * @throws UsageException if a value is wrong
     * @throws IOException if a bundle or a response cannot be read
     */
    public static FitPlan plan(Arguments arguments) throws UsageException, IOException {
        SpectrumTableSettings reading = SpectrumTableSettings.AUTOMATIC;
        reading = arguments.text(COLUMN).map(reading::withColumn).orElse(reading);
        reading = arguments.text(EXPOSURE).map(reading::withExposure).orElse(reading);
        for (Companion companion : Companion.values()) {
            Optional<String> name = arguments.text(companion.option());
            reading = name.isPresent() ? reading.withCompanion(companion, name.get()) : reading;
        }
        ModelSet models = ModelOptions.models(arguments);
        return new FitPlan(library(arguments), settings(arguments),
                reading.withParameters(ModelOptions.rows(arguments, models)), Optional.empty(), responses(arguments), models,
                ColumnOptions.style(arguments));
    }

    /**
     * @param arguments may also say which spectra are fitted together
     * @return the plan with that
     * @throws UsageException if a value is wrong
     * @throws IOException if a bundle or a response cannot be read
     */
    public static FitPlan jointPlan(Arguments arguments) throws UsageException, IOException {
        FitPlan plan = plan(arguments);
        JointRequest joint = ModelOptions.joint(arguments);
        try {
            return new FitPlan(plan.library(), plan.settings(), joint.reading(plan.reading(), name -> "--" + name),
                    plan.rowColumn(), plan.responses(), joint.choose(plan.models(), plan.reading(), name -> "--" + name),
                    plan.columns());
        } catch (RefusedValueException e) {
            throw new UsageException("", e);
        }
    }

    /** The responses that are given, or else the ones that the spectra name. */
    private static ResponseFiles responses(Arguments arguments) throws UsageException, IOException {
        Optional<Path> rmf = arguments.path("rmf");
        Optional<Path> arf = arguments.path("arf");
        if (rmf.isPresent()) {
            requireThere("rmf", rmf.get());
        }
        if (arf.isPresent()) {
            requireThere("arf", arf.get());
        }
        List<Path> folders = new ArrayList<>();
        for (String folder : arguments.texts("response-dir")) {
            if (!Files.isDirectory(Path.of(folder))) {
                throw new UsageException("--response-dir: there is no folder " + folder);
            }
            folders.add(Path.of(folder));
        }
        ResponseFiles responses = new ResponseFiles(ResponseSearch.in(folders, System.getenv(ResponseSearch.VARIABLE)), rmf,
                arf);
        // Before the fit: a file that cannot be read would cost every row.
        responses.readGiven();
        return responses;
    }

    private static void requireThere(String option, Path file) throws UsageException {
        if (!Files.exists(file)) {
            throw new UsageException("--" + option + ": there is no file " + file);
        }
    }

    private static Optional<String> bundleName(Arguments arguments) throws IOException {
        Optional<String> given = arguments.text(BUNDLE);
        return given.isPresent() && isFile(given.get()) ? Optional.of(BundleFile.open(Path.of(given.get())).name()) : given;
    }

    private static Optional<ModelBundle> bundleFile(Arguments arguments) throws IOException {
        Optional<String> given = arguments.text(BUNDLE);
        return given.isPresent() && isFile(given.get()) ? Optional.of(BundleFile.read(Path.of(given.get())))
                : Optional.empty();
    }

    /** Whether a bundle is meant as a file: by its suffix, a folder in its name, or because there is such a file. */
    public static boolean isFile(String bundle) {
        return bundle.endsWith(BundleFile.SUFFIX) || bundle.contains("/") || bundle.contains("\\")
                || Files.isRegularFile(Path.of(bundle));
    }
}
