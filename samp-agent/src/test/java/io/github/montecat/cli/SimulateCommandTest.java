package io.github.montecat.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.SmallBundle;
import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.ogip.BackgroundFile;
import io.github.montecat.ogip.PhaReader;
import io.github.montecat.ogip.PhaWriter;
import io.github.montecat.ogip.ResponseReader;
import io.github.montecat.ogip.ResponseWriter;
import io.github.montecat.response.Response;
import io.github.montecat.spectrum.EnergyGrid;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;
import uk.ac.starlink.table.Tables;

@Timeout(120)
class SimulateCommandTest {

    private static final PhaReader READER = new PhaReader(BackgroundFile.REQUIRE);

    @TempDir
    Path folder;

    private final CommandLineSession session = new CommandLineSession(new SimulateCommand());
    private Path bundle;
    private Path response;

    @BeforeEach
    void setUp() throws IOException {
        bundle = SmallBundle.write(folder, SmallBundle.NAME, 4);
        response = folder.resolve("small.rsp");
        EnergyGrid grid = EnergyGrid.ofEdges(0.5, 1, 2, 4);
        new ResponseWriter("TEST", "", 0, List.of()).write(response,
                Response.ofDense(grid, grid, new float[] {100, 0, 0, 0, 50, 0, 0, 0, 20}));
    }

    private void run(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "simulate";
        System.arraycopy(words, 0, all, 1, words.length);
        assertEquals(ExitCode.OK, session.run(all), session.err());
    }

    private static int[][] counts(Path table) throws IOException {
        StarTable t = new StarTableFactory(true).makeStarTable(table.toString(), "fits");
        int column = t.getColumnCount() - 1;
        int[][] counts = new int[(int) t.getRowCount()][];
        for (int row = 0; row < counts.length; row++) {
            counts[row] = (int[]) t.getCell(row, column);
        }
        return counts;
    }

    private static double[] column(Path table, String name) throws IOException {
        StarTable t = new StarTableFactory(true).makeStarTable(table.toString(), "fits");
        for (int c = 0; c < t.getColumnCount(); c++) {
            if (t.getColumnInfo(c).getName().equals(name)) {
                double[] values = new double[(int) t.getRowCount()];
                for (int row = 0; row < values.length; row++) {
                    values[row] = ((Number) t.getCell(row, c)).doubleValue();
                }
                return values;
            }
        }
        throw new AssertionError("no column " + name + " in " + Arrays.toString(Tables.getColumnInfos(t)));
    }

    @Test
    void filesAndTableHoldTheSameSpectra() throws IOException {
        Path table = folder.resolve("t.fits");
        Path files = folder.resolve("new/pha");
        run("--bundle", bundle.toString(), "-n", "3", "--seed", "5", "-o", table.toString(), "--pha-dir",
                files.toString());
        int[][] counts = counts(table);
        for (int i = 0; i < 3; i++) {
            Spectrum s = READER.read(files.resolve("sim_0000" + (i + 1) + ".pha"));
            assertArrayEquals(Arrays.stream(counts[i]).asDoubleStream().toArray(), s.counts());
            assertEquals(10, s.exposure());
            assertEquals(12, s.channelCount());
            assertEquals(SmallBundle.NAME + ".rsp", s.responseFile());
            assertTrue(s.background().isEmpty());
            var rsp = ResponseReader.readRmf(files.resolve(s.responseFile()));
            assertEquals(12, rsp.channels().size());
            assertEquals(rsp.firstChannel(), s.firstChannel());
        }
        String header = Files.readString(files.resolve("sim_00001.pha"), StandardCharsets.ISO_8859_1);
        assertTrue(header.contains("PhoIndex = " + column(table, "PhoIndex_true")[0]));
    }

    @Test
    void bundleWithABackgroundTakesWhatIsSimulatedByIt() throws Exception {
        ModelBundle pn = BundleLibrary.shipped().find("xmm-pn-a").orElseThrow();
        Path files = folder.resolve("pn");
        run("--bundle", "xmm-pn-a", "-n", "3", "--seed", "5", "--pha-dir", files.toString());
        for (int i = 1; i <= 3; i++) {
            Spectrum s = new PhaReader(BackgroundFile.REQUIRE).read(files.resolve("sim_0000" + i + ".pha"));
            assertTrue(pn.binned(s).background().isPresent());
            assertEquals("xmm-pn-a", BundleLibrary.of(List.of(pn)).select(s).name());
        }
        assertEquals(ExitCode.BAD_USAGE, session.run("simulate", "--bundle", "xmm-pn-a", "-o",
                folder.resolve("t.fits").toString()));
        assertTrue(session.err().contains("--pha-dir"), session.err());
    }

    @Test
    void threadsDoNotMatterAndSeedsDo() throws IOException {
        Path table = folder.resolve("t.fits");
        int[][][] counts = new int[3][][];
        String[][] options = {{"--threads", "1", "--seed", "1"}, {"--threads", "3", "--seed", "1"}, {"--seed", "2"}};
        double[][] exposures = new double[3][];
        for (int i = 0; i < 3; i++) {
            String[] common = {"--bundle", bundle.toString(), "-n", "100", "--exposure", "5,50", "-o", table.toString()};
            String[] words = Arrays.copyOf(common, common.length + options[i].length);
            System.arraycopy(options[i], 0, words, common.length, options[i].length);
            run(words);
            counts[i] = counts(table);
            exposures[i] = column(table, "exposure");
        }
        assertArrayEquals(counts[0], counts[1]);
        assertArrayEquals(exposures[0], exposures[1]);
        assertFalse(Arrays.deepEquals(counts[0], counts[2]));
        // Log-uniform from 5 to 50 s: the logarithm's mean is that of sqrt(250), its deviation ln(10) / sqrt(12).
        double mean = Arrays.stream(exposures[0]).map(Math::log).average().orElseThrow();
        assertEquals(Math.log(250) / 2, mean, 5 * Math.log(10) / Math.sqrt(12 * 100));
        assertTrue(Arrays.stream(exposures[0]).allMatch(e -> e >= 5 && e <= 50));
        assertNotEquals(exposures[0][0], exposures[0][1]);
    }

    @Test
    void backgroundIsScaledAndDrawnTwice() throws IOException {
        Path back = folder.resolve("b.pha");
        // 40 counts/s in channel 0 over a region four times the source's: 10 counts/s in the source's.
        PhaWriter.COUNTS.write(back, Spectrum.builder(new double[] {80_000, 0, 400}).exposure(2000)
                .backScale(new double[] {4, 4, 4}).build());
        Path files = folder.resolve("pha");
        run("--model", "powerlaw", "--prior", "PhoIndex=uniform:1.9999,2.0001", "--fix", "norm=1e-6", "--rmf",
                response.toString(), "--exposure", "1000", "--back", back.toString(), "--backscal", "1", "-n", "4",
                "--pha-dir", files.toString());
        assertEquals("", session.out(), "no table is asked for");
        double previous = -1;
        for (int i = 1; i <= 4; i++) {
            Spectrum s = READER.read(files.resolve("sim_0000" + i + ".pha"));
            Spectrum b = s.background().orElseThrow();
            // The source itself is 1e-6 * 1 * 100 cm2 * 1000 s = 0.1 counts.
            assertEquals(10_000, s.counts(0), 5 * 100);
            assertEquals(50, s.counts(2), 5 * Math.sqrt(50));
            assertEquals(0, s.counts(1), 1);
            assertEquals(80_000, b.counts(0), 5 * Math.sqrt(80_000));
            assertEquals(0, b.counts(1));
            assertEquals(2000, b.exposure());
            assertEquals(4, b.backScale().orElseThrow()[0]);
            assertTrue(s.backScale().isEmpty(), "BACKSCAL 1");
            assertEquals("../small.rsp", s.responseFile());
            assertEquals("TEST", s.telescope(), "as the matrix says");
            assertEquals(0, s.firstChannel());
            assertNotEquals(previous, b.counts(0), "every background has noise of its own");
            previous = b.counts(0);
            assertNotEquals(s.counts(0) * 8, b.counts(0));
        }
        var named = folder.resolve("pha").resolve("../small.rsp");
        assertEquals(3, Response.of(ResponseReader.readRmf(named), Optional.empty()).bins().size());
    }

    @Test
    void channelsOfABackgroundAreSummedLikeTheBundles() throws IOException {
        Path back = folder.resolve("b.pha");
        double[] counts = new double[SmallBundle.CHANNELS];
        Arrays.fill(counts, 1000);
        PhaWriter.COUNTS.write(back, Spectrum.of(counts, 10));
        Path files = folder.resolve("pha");
        run("--bundle", bundle.toString(), "--back", back.toString(), "-n", "1", "--pha-dir", files.toString());
        Spectrum b = READER.read(files.resolve("sim_00001.pha")).background().orElseThrow();
        assertEquals(12, b.channelCount());
        for (int c = 0; c < 12; c++) {
            assertEquals(2000, b.counts(c), 5 * Math.sqrt(2000));
        }
    }

    @Test
    void wrongWords() throws IOException {
        String file = bundle.toString();
        assertEquals(ExitCode.BAD_USAGE, session.run("simulate", "--bundle", file, "--exposure", "5,"));
        assertEquals(ExitCode.BAD_USAGE, session.run("simulate", "--bundle", file, "--exposure", "5,4"));
        assertEquals(ExitCode.BAD_USAGE, session.run("simulate", "--bundle", file, "--backscal", "2"));
        assertEquals(ExitCode.BAD_USAGE, session.run("simulate", "--bundle", file, "--arf", "a.arf"));
        assertTrue(session.err().contains("--arf goes with --rmf"), session.err());
        assertEquals(ExitCode.BAD_USAGE, session.run("simulate", "--bundle", file, "--abund", "angr"));
        assertTrue(session.err().contains("--abund goes with --model"), session.err());
        assertEquals(ExitCode.BAD_USAGE, session.run("simulate"));
        Path wrong = folder.resolve("w.pha");
        PhaWriter.COUNTS.write(wrong, Spectrum.of(new double[7], 10));
        assertEquals(ExitCode.BAD_INPUT, session.run("simulate", "--bundle", file, "--back", wrong.toString()));
        assertTrue(session.err().contains("7 channels") && session.err().contains("12"), session.err());
        PhaWriter.COUNTS.write(wrong, Spectrum.of(new double[12], Double.NaN));
        assertEquals(ExitCode.BAD_INPUT, session.run("simulate", "--bundle", file, "--back", wrong.toString()));
        assertTrue(session.err().contains("exposure"), session.err());
    }

    @Test
    void abundancesAreThoseAskedFor() throws IOException {
        String[] words = {"--model", "tb*po", "--prior", "norm=uniform:0.0999,0.1001", "--fix", "nH=1", "--fix",
            "PhoIndex=2", "--rmf", response.toString(), "--exposure", "1e6", "-n", "1", "--seed", "3", "-o"};
        double[] counts = new double[2];
        String[] tables = {"wilm", "angr"};
        for (int i = 0; i < 2; i++) {
            Path out = folder.resolve(tables[i] + ".fits");
            String[] all = Arrays.copyOf(words, words.length + 3);
            all[words.length] = out.toString();
            all[words.length + 1] = "--abund";
            all[words.length + 2] = tables[i];
            run(all);
            counts[i] = Arrays.stream(counts(out)[0]).sum();
        }
        assertTrue(counts[1] < 0.99 * counts[0], "more metals absorb more: " + Arrays.toString(counts));
    }
}
