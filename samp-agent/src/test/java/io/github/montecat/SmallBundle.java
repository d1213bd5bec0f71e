package io.github.montecat;

import io.github.montecat.bundle.BundleFile;
import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.dl4j.Deeplearning4jForm;
import io.github.montecat.features.InputFeatures;
import io.github.montecat.features.InputScaler;
import io.github.montecat.features.InputTransform;
import io.github.montecat.head.PointHead;
import io.github.montecat.network.GruArchitecture;
import io.github.montecat.network.InputShape;
import io.github.montecat.physics.ModelExpression;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.prior.Prior;
import io.github.montecat.response.Response;
import io.github.montecat.result.SimulatedTable;
import io.github.montecat.simulate.SpectrumSimulator;
import io.github.montecat.simulate.SpectrumSource;
import io.github.montecat.spectrum.ChannelGrouping;
import io.github.montecat.spectrum.EnergyGrid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Sgd;
import uk.ac.starlink.table.StarTable;

/**
 * A bundle for tests: 24 channels in 12 bins, 0.5-20 s, tbabs*powerlaw with nH fixed, and a network of a few units with
 * its random start weights. Its posteriors mean nothing but depend on spectrum, row and seed as real ones do, and its
 * units can be many to make it slow.
 */
public final class SmallBundle {

    /** Channels of the spectra it takes. */
    public static final int CHANNELS = 24;
    /** Its name. */
    public static final String NAME = "small-a";
    /** Labels of its free parameters. */
    public static final List<String> PARAMETERS = List.of("PhoIndex", "norm");

    private static final int BINS = 12;
    private static final double EXPOSURE = 10;

    private SmallBundle() {
    }

    /** Writes the bundle to a file. */
    public static Path write(Path folder, String name, int units) throws IOException {
        GruArchitecture architecture = new GruArchitecture(InputShape.counts(BINS), 1, 1, units, 0.3, new PointHead(PARAMETERS.size()));
        SpectrumSource source = SpectrumSource.of(prior(), channelResponse().grouped(grouping()), EXPOSURE);
        double[] deviation = new double[BINS];
        Arrays.fill(deviation, 30);
        InputScaler scaler = new InputScaler(InputFeatures.of(InputTransform.COUNTS, source, Optional.empty()),
                new double[BINS], deviation);
        BundleManifest.Metrics none = new BundleManifest.Metrics(0.5, 0.25, 0.4, 0.125);
        BundleManifest manifest = BundleManifest.builder().name(name).version("0.9").description("for tests")
                .instrument(new BundleManifest.Instrument("", "", "invented"))
                .model(new BundleManifest.Model("tbabs*powerlaw", "wilm", "vern", List.of(
                        new BundleManifest.Parameter("PhoIndex", "", "spect.index", "uniform", 0, 4),
                        new BundleManifest.Parameter("norm", "", "stat.fit.param", "loguniform", 0.01, 10)),
                        Map.of("nH", 0.2), List.of()))
                .channels(CHANNELS).groupingEdges(grouping().edges())
                .exposure(new BundleManifest.Exposure(EXPOSURE, 0.5, 20))
                .network(new BundleManifest.Network("gru", "point", 0, 1, 1, units, 0.3, "counts", 0))
                .training(new BundleManifest.Training("test", BundleManifest.UNKNOWN, "2026-01-01", "none", 100, 1,
                        "none", 32, 1e-3, 0, 0, 1, null, List.of()))
                .diagnostics(new BundleManifest.Diagnostics(20, 10, none, Map.of("PhoIndex", none, "norm", none)))
                .build();
        Path file = folder.resolve(name + BundleFile.SUFFIX);
        Deeplearning4jForm form = Deeplearning4jForm.of(architecture);
        BundleFile.write(file, BundleFile.bundle(manifest,
                form.weights(form.create(new Sgd(0.1), 7, DataType.FLOAT)), scaler, source, Map.of()));
        return file;
    }

    /** Makes the bundle with a network that takes no time. */
    public static ModelBundle make(Path folder) throws IOException {
        return BundleFile.read(write(folder, NAME, 4));
    }

    /** Makes a table of simulated spectra of the bundle's instrument, as {@code montecat simulate} does. */
    public static StarTable spectra(int rows) {
        SpectrumSimulator simulator = new SpectrumSimulator(prior(), channelResponse(), EXPOSURE);
        double[][] truth = new double[PARAMETERS.size()][rows];
        int[][] counts = new int[rows][CHANNELS];
        double[] exposures = new double[rows];
        Arrays.fill(exposures, EXPOSURE);
        for (int row = 0; row < rows; row++) {
            double[] values = simulator.prior().fromUnit(simulator.drawUnit(3, row));
            float[] expected = new float[CHANNELS];
            double[] mean = simulator.expectedCounts(values);
            for (int c = 0; c < CHANNELS; c++) {
                expected[c] = (float) mean[c];
            }
            double[] drawn = new double[CHANNELS];
            SpectrumSimulator.drawCounts(expected, 3, row, 0, drawn);
            for (int c = 0; c < CHANNELS; c++) {
                counts[row][c] = (int) drawn[c];
            }
            // Every row has a count, whatever the draw.
            counts[row][0]++;
            for (int p = 0; p < values.length; p++) {
                truth[p][row] = values[p];
            }
        }
        List<ModelParameter> parameters = simulator.prior().free().stream().map(ModelPrior.Free::parameter).toList();
        return SimulatedTable.of(parameters, truth, counts, exposures);
    }

    private static ModelPrior prior() {
        Map<String, Prior> priors = new LinkedHashMap<>();
        priors.put("PhoIndex", Prior.of("uniform", 0, 4));
        priors.put("norm", Prior.of("loguniform", 0.01, 10));
        return new ModelPrior(ModelExpression.parse("tbabs*powerlaw"), priors, Map.of("nH", 0.2));
    }

    private static ChannelGrouping grouping() {
        return ChannelGrouping.uniform(0, CHANNELS - 1, CHANNELS / BINS);
    }

    /** A detector of 100 cm2 whose channels are its energy bins. */
    private static Response channelResponse() {
        double[] low = new double[CHANNELS];
        double[] high = new double[CHANNELS];
        float[] matrix = new float[CHANNELS * CHANNELS];
        for (int c = 0; c < CHANNELS; c++) {
            low[c] = 0.4 + 0.4 * c;
            high[c] = low[c] + 0.4;
            matrix[c * CHANNELS + c] = 100;
        }
        EnergyGrid grid = new EnergyGrid(low, high);
        return Response.ofDense(grid, grid, matrix);
    }
}
