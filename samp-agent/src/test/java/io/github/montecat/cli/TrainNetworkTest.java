package io.github.montecat.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.bundle.BundleFile;
import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.cli.option.Arguments;
import io.github.montecat.cli.option.TrainOptions;
import io.github.montecat.cli.option.UsageException;
import io.github.montecat.features.RateComponents;
import io.github.montecat.ogip.PhaWriter;
import io.github.montecat.ogip.ResponseWriter;
import io.github.montecat.response.Response;
import io.github.montecat.spectrum.EnergyGrid;
import io.github.montecat.spectrum.Spectrum;
import io.github.montecat.training.FreshData;
import io.github.montecat.training.PaperModel;
import io.github.montecat.training.RateSchedule;
import io.github.montecat.training.TrainingSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Options;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;

/** Networks of every type, from their options to a bundle that infers. */
@Timeout(120)
class TrainNetworkTest {

    private static final EnergyGrid GRID = EnergyGrid.ofEdges(0.5, 1, 2, 3, 4, 6);

    @TempDir
    Path folder;

    private final CommandLineSession session = new CommandLineSession(new TrainCommand(), new BundlesCommand(),
            new EvaluateCommand(), new SimulateCommand(), new InferCommand());

    private static TrainingSettings settings(String... words) throws Exception {
        Options options = new Options();
        TrainOptions.addTo(options);
        return TrainOptions.settings(new Arguments(new DefaultParser().parse(options, words)));
    }

    private static String refused(String... words) {
        return assertThrows(UsageException.class, () -> settings(words)).getMessage();
    }

    private ExitCode train(Path output, String... more) throws Exception {
        return train(60, output, more);
    }

    private ExitCode train(int spectra, Path output, String... more) throws Exception {
        Path response = folder.resolve("r.rsp");
        float[] matrix = new float[GRID.size() * GRID.size()];
        for (int i = 0; i < GRID.size(); i++) {
            matrix[i * GRID.size() + i] = 50;
        }
        new ResponseWriter("", "", 0, List.of()).write(response, Response.ofDense(GRID, GRID, matrix));
        List<String> words = new ArrayList<>(List.of("train", "--model", "powerlaw", "--prior", "PhoIndex=uniform:1,3",
                "--prior", "norm=loguniform:0.1,1", "--rmf", response.toString(), "--exposure", "5,20", "--spectra", Integer.toString(spectra),
                "--layers", "2", "--units", "6", "--epochs", "2", "-o", output.toString()));
        words.addAll(List.of(more));
        return session.run(words.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({"ann, '2 x 6 units', density", "cnn, '2 convolutions + 2 x 6 units', point"})
    void aBundleOfEitherTypeInfers(String type, String shown, String head) throws Exception {
        Path bundle = folder.resolve("tiny-" + type + ".montecat");
        assertEquals(ExitCode.OK, train(bundle, "--network", type, "--head", head, "--dropout", "0.2"), session.err());
        BundleManifest.Network network = BundleFile.read(bundle).manifest().network();
        assertEquals(new BundleManifest.Network(type, head, head.equals("point") ? 0 : 3, 0, 2, 6, 0.2, "anscombe", 0),
                network);
        assertEquals(ExitCode.OK, session.run("bundles", "show", bundle.toString()), session.err());
        assertTrue(session.out().contains(type + ", " + shown) && !session.out().contains("per step"), session.out());
        assertEquals(ExitCode.OK, session.run("evaluate", "--bundle", bundle.toString(), "--passes", "5", "-n", "20"),
                session.err());
        Path table = folder.resolve("t.fits");
        assertEquals(ExitCode.OK, session.run("simulate", "--bundle", bundle.toString(), "-n", "4", "-o",
                table.toString()), session.err());
        String[] infer = {"infer", table.toString(), "--bundle", bundle.toString(), "--samples", "70", "--ofmt", "csv"};
        assertEquals(ExitCode.OK, session.run(infer), session.err());
        assertTrue(session.err().contains("4 fitted"), session.err());
        byte[] once = session.outBytes();
        session.run(infer);
        assertArrayEquals(once, session.outBytes());
        infer[infer.length - 2] = "-o";
        infer[infer.length - 1] = folder.resolve("r.fits").toString();
        assertEquals(ExitCode.OK, session.run(infer), session.err());
        StarTable result = new StarTableFactory(true).makeStarTable(infer[infer.length - 1], "fits");
        List<String> columns = IntStream.range(0, result.getColumnCount()).mapToObj(c -> result.getColumnInfo(c).getName())
                .toList();
        for (int row = 0; row < 4; row++) {
            double spread = 0;
            for (String column : List.of("PhoIndex_std", "norm_std")) {
                spread += ((Number) result.getCell(row, columns.indexOf(column))).doubleValue();
            }
            assertTrue(spread > 0, "dropout makes no difference in row " + row);
        }
        // And it can be trained on.
        assertEquals(ExitCode.OK, train(folder.resolve("on.montecat"), "--network", type, "--head", head, "--dropout",
                "0.2", "--from", bundle.toString()), session.err());
        assertEquals(ExitCode.BAD_INPUT, train(folder.resolve("on.montecat"), "--head", head, "--from",
                bundle.toString()));
    }

    @Test
    void aNetworkThatIsShownComponentsOfRatesKeepsThem() throws Exception {
        Path bundle = folder.resolve("shown.montecat");
        String[] options = {"--rate-components", "2", "--bins-per-step", "3", "--transform", "log"};
        assertEquals(ExitCode.OK, train(bundle, options), session.err());
        assertEquals(ExitCode.OK, session.run("bundles", "show", bundle.toString()), session.err());
        assertTrue(session.out().contains("input log, 2 components of rates"), session.out());
        RateComponents kept = BundleFile.read(bundle).scaler().features().components().orElseThrow();
        RateComponents found = RateComponents.of(BundleFile.read(bundle).source(), 2);
        assertArrayEquals(found.mean(), kept.mean());
        assertArrayEquals(found.directions()[1], kept.directions()[1]);

        // Trained on for another prior, it is still shown the components it knows.
        Path on = folder.resolve("on.montecat");
        List<String> words = new ArrayList<>(List.of(options));
        words.addAll(List.of("--from", bundle.toString(), "--prior", "PhoIndex=uniform:1.5,2"));
        assertEquals(ExitCode.OK, train(on, words.toArray(String[]::new)), session.err());
        assertArrayEquals(kept.directions()[1],
                BundleFile.read(on).scaler().features().components().orElseThrow().directions()[1]);

        words.set(1, "1");
        assertEquals(ExitCode.BAD_INPUT, train(on, words.toArray(String[]::new)));
        assertTrue(session.err().contains("is shown log and the exposure, with 2 components of rates; this training wants "
                + "log and the exposure, with 1"), session.err());
        words.set(1, "2");
        words.set(5, "anscombe");
        assertEquals(ExitCode.BAD_INPUT, train(on, words.toArray(String[]::new)));
        assertTrue(session.err().contains("wants anscombe and the exposure"), session.err());
    }

    @Test
    void componentsOfRatesTakeABackgroundIntoAccount() throws Exception {
        Path back = folder.resolve("b.pha");
        double[] counts = new double[GRID.size()];
        Arrays.fill(counts, 200);
        PhaWriter.COUNTS.write(back, Spectrum.builder(counts).exposure(10).backScale(new double[] {4, 4, 4, 4, 4}).build());
        Path bundle = folder.resolve("beside.montecat");
        assertEquals(ExitCode.OK, train(bundle, "--rate-components", "2", "--bins-per-step", "3", "--back", back.toString(),
                "--backscal", "1"), session.err());
        ModelBundle read = BundleFile.read(bundle);
        double[] rates = read.source().background().orElseThrow().rates();
        assertTrue(rates[0] > 0);
        assertArrayEquals(rates, read.scaler().features().components().orElseThrow().background());
        assertEquals(ExitCode.OK, session.run("evaluate", "--bundle", bundle.toString(), "--passes", "5", "-n", "20"),
                session.err());
    }

    @Test
    void aTypeThatThisProgramDoesNotKnowIsRefusedInABundleToo() throws Exception {
        Path bundle = folder.resolve("tiny.montecat");
        assertEquals(ExitCode.OK, train(bundle, "--network", "ann"), session.err());
        Path changed = folder.resolve("changed.montecat");
        try (var in = new ZipFile(bundle.toFile());
                var out = new ZipOutputStream(Files.newOutputStream(changed))) {
            for (var e : Collections.list(in.entries())) {
                byte[] bytes = in.getInputStream(e).readAllBytes();
                out.putNextEntry(new ZipEntry(e.getName()));
                out.write(e.getName().equals("bundle.json")
                        ? new String(bytes, StandardCharsets.UTF_8).replace("\"ann\"", "\"transformer\"").getBytes(StandardCharsets.UTF_8) : bytes);
            }
        }
        assertEquals(ExitCode.BAD_INPUT, session.run("bundles", "show", changed.toString()));
        assertTrue(session.err().contains("\"transformer\"") && session.err().contains("ann, cnn, gru"), session.err());
    }

    @Test
    void thePapersSettingsAreThereForEveryNetwork() throws Exception {
        assertEquals(PaperModel.A.settings("gru"), settings("--paper", "a"));
        assertEquals(PaperModel.A.settings("cnn"), settings("--paper", "a", "--network", "cnn"));
        assertEquals(PaperModel.B.settings("ann"), settings("--network", "ann", "--paper", "B"));
        TrainingSettings own = settings("--paper", "b", "--units", "50", "--rate", "1e-3", "--fresh", "spectra");
        assertEquals(50, own.network().units());
        assertEquals(1e-3, own.learningRate());
        assertEquals(FreshData.SPECTRA, own.fresh());
        assertEquals(0.05, own.network().dropout());
        assertEquals(RateSchedule.CONSTANT, own.schedule());
        assertTrue(refused("--paper", "c").contains("expected a or b"));
    }

    @Test
    void withoutThePaperTheTypeAloneChanges() throws Exception {
        TrainingSettings gru = settings();
        TrainingSettings cnn = settings("--network", "cnn");
        assertEquals(1, gru.network().binsPerStep());
        assertEquals("gru", gru.network().type());
        assertEquals("cnn", cnn.network().type());
        assertEquals(0, cnn.network().binsPerStep());
        assertEquals(gru.network().head(), cnn.network().head());
        assertEquals(gru.learningRate(), cnn.learningRate());
    }

    @Test
    void whatDoesNotApplyIsRefused() {
        assertTrue(refused("--network", "lstm").contains("expected ann or cnn or gru"));
        for (String type : List.of("ann", "cnn")) {
            String message = refused("--network", type, "--bins-per-step", "4");
            assertTrue(message.contains("--network gru") && message.contains(type), message);
        }
        assertFalse(refused("--components", "3", "--head", "point").isEmpty());
    }

    @Test
    void ratesOfDropoutAreNumbersFromZeroToBelowOne() throws Exception {
        for (String rate : List.of("1", "1.5", "-0.1", "NaN", "ten")) {
            assertEquals("--dropout is '" + rate + "', expected a rate from 0 up and below 1", refused("--dropout", rate));
        }
        assertEquals(0, settings("--dropout", "0").network().dropout());
        assertEquals(0.99, settings("--dropout", "0.99").network().dropout());
    }

    /** So many spectra that nobody would live to see them simulated. */
    @Test
    void whatCannotBeTrainedIsRefusedBeforeTheFirstSpectrum() throws Exception {
        int endless = Integer.MAX_VALUE;
        Path output = folder.resolve("t.montecat");
        assertEquals(ExitCode.BAD_USAGE, train(endless, output, "--dropout", "1.5"));
        assertTrue(session.err().contains("--dropout is '1.5'"), session.err());
        assertEquals(ExitCode.BAD_USAGE, train(endless, output, "--name", "a_b"));
        assertTrue(session.err().contains("'a_b'"), session.err());
        assertEquals(ExitCode.BAD_INPUT, train(endless, output, "--warmup", "2000000000"));
        assertTrue(session.err().contains("warm-up of 2000000000 updates"), session.err());
        assertEquals(ExitCode.BAD_USAGE, train(endless, folder.resolve("none").resolve("t.montecat")));
        assertTrue(session.err().contains("--output") && session.err().contains("no folder"), session.err());
        assertEquals(ExitCode.BAD_USAGE, train(endless, output, "--history", folder.resolve("none/h.csv").toString()));
        assertTrue(session.err().contains("--history is"), session.err());
        Path other = folder.resolve("other.montecat");
        assertEquals(ExitCode.OK, train(other, "--network", "ann"), session.err());
        assertEquals(ExitCode.BAD_INPUT, train(endless, output, "--from", other.toString()));
        assertFalse(Files.exists(output));
    }
}
