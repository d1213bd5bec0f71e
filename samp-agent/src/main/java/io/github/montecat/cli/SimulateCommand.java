package io.github.montecat.cli;

import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.cli.console.Console;
import io.github.montecat.cli.console.ConsoleProgress;
import io.github.montecat.cli.option.Arguments;
import io.github.montecat.cli.option.FitOptions;
import io.github.montecat.cli.option.ForwardOptions;
import io.github.montecat.cli.option.TableFileWriter;
import io.github.montecat.cli.option.ThreadLimit;
import io.github.montecat.cli.option.UsageException;
import io.github.montecat.error.Counted;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.ogip.BackgroundFile;
import io.github.montecat.ogip.PhaReader;
import io.github.montecat.ogip.ResponseWriter;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.response.Response;
import io.github.montecat.result.SimulatedTable;
import io.github.montecat.simulate.BackgroundLevel;
import io.github.montecat.simulate.ExposureDraw;
import io.github.montecat.simulate.Observation;
import io.github.montecat.simulate.ObservationSimulator;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import uk.ac.starlink.table.StarTable;

/** {@code montecat simulate}: simulated spectra with the parameters they came from, as a table or as PHA files. */
public final class SimulateCommand implements Command {

    private static final String PHA_FOLDER = "pha-dir";

    @Override
    public String name() {
        return "simulate";
    }

    @Override
    public String summary() {
        return "Simulate spectra from a prior, with Poisson noise, as a table or PHA files";
    }

    @Override
    public String usageArguments() {
        return "";
    }

    @Override
    public Options options() {
        Options options = new Options();
        FitOptions.addBundleTo(options, "bundle whose model, priors and response make the spectra, by name ('montecat "
                + "bundles list') or file");
        ForwardOptions.addTo(options);
        options.addOption(Option.builder("e").longOpt("exposure").hasArg().argName("S|MIN,MAX")
                .desc("exposure in s, or a range to draw from log-uniformly (that of the bundle's training)").get());
        options.addOption(Option.builder().longOpt("back").hasArg().argName("FILE")
                .desc("background spectrum (PHA), added to the source as BACKSCAL and exposures say").get());
        options.addOption(Option.builder().longOpt("backscal").hasArg().argName("X")
                .desc("BACKSCAL of the source's region (that of --back)").get());
        options.addOption(Option.builder("n").longOpt("spectra").hasArg().argName("N")
                .desc("number of spectra (10)").get());
        options.addOption(Option.builder().longOpt("seed").hasArg().argName("N")
                .desc("seed of parameters and noise; the same seed gives the same spectra (0)").get());
        options.addOption(Option.builder("o").longOpt("output").hasArg().argName("FILE")
                .desc("table to write, its format by its name; standard output as text if neither it nor --pha-dir is "
                        + "given").get());
        options.addOption(Option.builder().longOpt("ofmt").hasArg().argName("FORMAT")
                .desc("format of the output, STIL's name").get());
        options.addOption(Option.builder().longOpt(PHA_FOLDER).hasArg().argName("DIR")
                .desc("folder to write a PHA file per spectrum into, sim_00001.pha and so on, with its background and "
                        + "the bundle's response").get());
        return ThreadLimit.addTo(options);
    }

    @Override
    public String details() {
        return "Model and priors are those of --bundle unless --model is given; the response is the bundle's, in its "
                + "bins, unless --rmf is given, which gives single channels. A background is drawn twice: its share in "
                + "the source's counts, and a measurement of its own that BACKFILE names. Without --back it is that of the "
                + "bundle's training, where the bundle has one. Example: montecat simulate "
                + "--bundle nicer-a --spectra 100 -o spectra.fits";
    }

    /** Response and what files say of it. */
    private record Instrument(Response response, int firstChannel, Spectrum template) {
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws Exception {
        arguments.noWords();
        Optional<Path> folder = arguments.outputFolder(PHA_FOLDER);
        Optional<TableFileWriter> table = arguments.has("output") || folder.isEmpty()
                ? Optional.of(TableFileWriter.of(arguments)) : Optional.empty();
        Optional<ModelBundle> bundle = bundle(arguments);
        if (arguments.has("abund") && !arguments.has("model")) {
            throw new UsageException("--abund goes with --model; a bundle's model has abundances of its own");
        }
        ModelPrior prior = arguments.has("model") || bundle.isEmpty() ? ForwardOptions.prior(arguments)
                : bundle.get().prior();
        Instrument instrument = instrument(arguments, bundle, folder);
        ExposureDraw exposure = exposure(arguments, bundle);
        Optional<BackgroundLevel> background = background(arguments, bundle, instrument.response());
        int spectra = arguments.integer("spectra", 1).orElse(10);
        long seed = arguments.longInteger("seed").orElse(0);
        Optional<ModelBundle> withBackground = bundle.filter(b -> b.manifest().background() != null
                && background.isEmpty() && !arguments.has("rmf") && !arguments.has("model"));
        if (withBackground.isPresent() && folder.isEmpty()) {
            throw new UsageException("bundle " + withBackground.get().name() + " fits spectra with a background, for "
                    + "which a table of counts has no place; write PHA files by --pha-dir DIR");
        }
        SimulatedObservations observations = ThreadLimit.run(arguments, () -> {
            try (ConsoleProgress progress = console.progress("simulating", "spectra")) {
                return withBackground.isPresent() ? SimulatedObservations.like(
                        withBackground.get().source().withExposure(exposure), spectra, seed, progress)
                        : SimulatedObservations.of(new ObservationSimulator(prior, instrument.response(), exposure,
                                background).simulate(0, spectra, seed, progress), background);
            }
        });
        if (table.isPresent()) {
            table.get().write(table(prior, observations.observations()), console);
            withBackground.ifPresent(b -> console.remark("the table has no backgrounds, so bundle " + b.name()
                    + " refuses its spectra; the PHA files have them"));
        }
        arguments.text("output").ifPresent(name -> console.remark("wrote " + Counted.spectra(spectra) + " to " + name));
        if (folder.isPresent()) {
            if (bundle.isPresent() && !arguments.has("rmf")) {
                BundleResponse.write(bundle.get(), folder.get().resolve(instrument.template().responseFile()));
            }
            new SimulatedPhaFiles(folder.get(), prior, seed, instrument.firstChannel(), instrument.template())
                    .write(observations);
            console.remark("wrote " + spectra + " PHA files into " + folder.get());
        }
        return ExitCode.OK;
    }

    private static Optional<ModelBundle> bundle(Arguments arguments) throws Exception {
        if (!arguments.has("bundle")) {
            if (!arguments.has("model")) {
                throw new UsageException("give --bundle, or --model with --prior, --rmf and --exposure");
            }
            return Optional.empty();
        }
        return Optional.of(FitOptions.bundle(arguments));
    }

    private static Instrument instrument(Arguments arguments, Optional<ModelBundle> bundle, Optional<Path> folder)
            throws UsageException, IOException {
        Spectrum.Builder template = Spectrum.builder(new double[0]);
        if (arguments.has("rmf") || bundle.isEmpty()) {
            ForwardOptions.FullResponse full = ForwardOptions.response(arguments);
            template.mission(full.telescope(), full.instrument())
                    .responseFiles(seenFrom(folder, arguments.path("rmf")), seenFrom(folder, arguments.path("arf")));
            return new Instrument(full.response(), full.firstChannel(), template.build());
        }
        if (arguments.has("arf")) {
            throw new UsageException("--arf goes with --rmf");
        }
        var manifest = bundle.get().manifest().instrument();
        template.mission(manifest.telescope(), manifest.instrument())
                .responseFiles(bundle.get().name() + ResponseWriter.SUFFIX, "");
        return new Instrument(bundle.get().response(), BundleResponse.FIRST_BIN, template.build());
    }

    /** A file's name as the PHA files give it: from their folder, so that both can be moved together. */
    private static String seenFrom(Optional<Path> folder, Optional<Path> file) {
        if (file.isEmpty() || folder.isEmpty()) {
            return "";
        }
        Path absolute = file.get().toAbsolutePath().normalize();
        Path from = folder.get().toAbsolutePath().normalize();
        boolean related = absolute.getRoot() != null && absolute.getRoot().equals(from.getRoot());
        return (related ? from.relativize(absolute) : absolute).toString().replace('\\', '/');
    }

    private static ExposureDraw exposure(Arguments arguments, Optional<ModelBundle> bundle) throws UsageException {
        Optional<String> text = arguments.text("exposure");
        if (text.isEmpty() && bundle.isEmpty()) {
            throw new UsageException("--exposure is missing");
        }
        try {
            return text.map(ExposureDraw::parse)
                    .orElseGet(() -> bundle.orElseThrow().source().exposure());
        } catch (RefusedValueException e) {
            throw new UsageException("--exposure: ", e);
        }
    }

    private static Optional<BackgroundLevel> background(Arguments arguments, Optional<ModelBundle> bundle,
            Response response) throws UsageException, IOException {
        Optional<Path> file = arguments.path("back");
        OptionalDouble scale = arguments.positive("backscal");
        if (file.isEmpty()) {
            if (scale.isPresent()) {
                throw new UsageException("--backscal goes with --back");
            }
            return Optional.empty();
        }
        Spectrum measured = new PhaReader(BackgroundFile.IGNORE).read(file.get());
        BackgroundLevel level = scale.isPresent() ? BackgroundLevel.of(measured, scale.getAsDouble())
                : BackgroundLevel.of(measured);
        boolean channels = bundle.isPresent() && !arguments.has("rmf")
                && level.channelCount() == bundle.get().channelCount()
                && level.channelCount() != response.bins().size();
        return Optional.of(channels ? level.grouped(bundle.get().grouping()) : level);
    }

    private static StarTable table(ModelPrior prior, List<Observation> observations) {
        List<ModelParameter> parameters = prior.free().stream().map(ModelPrior.Free::parameter).toList();
        double[][] truth = new double[parameters.size()][observations.size()];
        for (int i = 0; i < observations.size(); i++) {
            for (int p = 0; p < truth.length; p++) {
                truth[p][i] = observations.get(i).values()[p];
            }
        }
        return SimulatedTable.of(parameters, truth,
                observations.stream().map(Observation::counts).toArray(int[][]::new),
                observations.stream().mapToDouble(Observation::exposure).toArray());
    }
}
