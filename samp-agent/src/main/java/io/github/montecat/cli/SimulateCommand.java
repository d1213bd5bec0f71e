package io.github.montecat.cli;

import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.response.Response;
import io.github.montecat.result.SimulatedTable;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.simulate.SpectrumSimulator;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import uk.ac.starlink.table.StarTable;

/** {@code montecat simulate}: a table of simulated spectra with the parameters they came from. */
public final class SimulateCommand implements Command {

    @Override
    public String name() {
        return "simulate";
    }

    @Override
    public String summary() {
        return "Simulate spectra from a prior, with Poisson noise, as a table";
    }

    @Override
    public String usageArguments() {
        return "";
    }

    @Override
    public Options options() {
        Options options = new Options();
        FitOptions.addBundleTo(options);
        ForwardOptions.addTo(options);
        options.addOption(Option.builder("e").longOpt("exposure").hasArg().argName("S")
                .desc("exposure in s (that of the bundle's training)").get());
        options.addOption(Option.builder("n").longOpt("spectra").hasArg().argName("N")
                .desc("number of spectra (10)").get());
        options.addOption(Option.builder().longOpt("seed").hasArg().argName("N")
                .desc("seed of parameters and noise; the same seed gives the same spectra (0)").get());
        options.addOption(Option.builder("o").longOpt("output").hasArg().argName("FILE")
                .desc("table to write, its format by its name; standard output as text if not given").get());
        options.addOption(Option.builder().longOpt("ofmt").hasArg().argName("FORMAT")
                .desc("format of the output, STIL's name").get());
        return ThreadLimit.addTo(options);
    }

    @Override
    public String details() {
        return "Model and priors are those of --bundle unless --model is given; the response is the bundle's, in its "
                + "bins, unless --rmf is given, which gives single channels. Example: montecat simulate --bundle "
                + "nicer-a-10s --spectra 100 -o spectra.fits";
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws Exception {
        arguments.noWords();
        TableFileWriter writer = new TableFileWriter(arguments.text("output").orElse(TableFileWriter.STANDARD_OUTPUT),
                arguments.text("ofmt"));
        Optional<ModelBundle> bundle = bundle(arguments);
        ModelPrior prior = arguments.has("model") || bundle.isEmpty() ? ForwardOptions.prior(arguments)
                : bundle.get().prior();
        Response response = arguments.has("rmf") || bundle.isEmpty() ? ForwardOptions.response(arguments).response()
                : bundle.get().response();
        double exposure = arguments.positive("exposure").orElseGet(() -> bundle.map(
                b -> b.manifest().exposure().trained()).orElse(Double.NaN));
        if (Double.isNaN(exposure)) {
            throw new UsageException("--exposure is missing");
        }
        int spectra = arguments.integer("spectra", 1).orElse(10);
        long seed = arguments.longInteger("seed").orElse(0);
        StarTable table = ThreadLimit.run(arguments, () -> {
            try (ConsoleProgress progress = console.progress("simulating", "spectra")) {
                return table(Dataset.simulate(new SpectrumSimulator(prior, response, exposure), 0, spectra, seed,
                        progress));
            }
        });
        writer.write(table, console.out());
        arguments.text("output").ifPresent(name -> console.remark("wrote " + spectra + " spectra to " + name));
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

    private static StarTable table(Dataset data) {
        ModelPrior prior = data.simulator().prior();
        List<ModelParameter> parameters = prior.free().stream().map(ModelPrior.Free::parameter).toList();
        double[][] truth = new double[parameters.size()][data.size()];
        for (int i = 0; i < data.size(); i++) {
            double[] values = prior.fromUnit(data.unit(i));
            for (int p = 0; p < values.length; p++) {
                truth[p][i] = values[p];
            }
        }
        int[][] counts = IntStream.range(0, data.size()).parallel()
                .mapToObj(i -> Arrays.stream(data.counts(i, 0)).mapToInt(c -> (int) c).toArray())
                .toArray(int[][]::new);
        double[] exposures = new double[data.size()];
        Arrays.fill(exposures, data.simulator().exposure());
        return SimulatedTable.of(parameters, truth, counts, exposures);
    }
}
