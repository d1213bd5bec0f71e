package io.github.montecat.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.bundle.BundleFile;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.ogip.ResponseWriter;
import io.github.montecat.response.Response;
import io.github.montecat.spectrum.EnergyGrid;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nom.tam.fits.BinaryTable;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.NullDataHDU;
import nom.tam.util.FitsOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A bundle can be trained for a model that is a table, and carries the table along. */
@Timeout(120)
class TrainWithTableTest {

    private static final EnergyGrid GRID = EnergyGrid.ofEdges(0.5, 1, 2, 4);

    @TempDir
    Path folder;

    private final CommandLineSession session = new CommandLineSession(new TrainCommand());
    private Path table;
    private Path response;

    @BeforeEach
    void setUp() throws Exception {
        table = writeTable(folder.resolve("slope.mod"));
        response = folder.resolve("r.rsp");
        new ResponseWriter("", "", 0, List.of()).write(response,
                Response.ofDense(GRID, GRID, new float[] {100, 0, 0, 0, 50, 0, 0, 0, 20}));
    }

    /** One parameter, slope, from 0 to 2: photons 1 + slope, 1, 1 per bin. */
    private static Path writeTable(Path file) throws Exception {
        NullDataHDU primary = new NullDataHDU();
        primary.getHeader().addValue("ADDMODEL", true, "");
        BinaryTable parameters = new BinaryTable();
        parameters.addStringColumn(new String[] {"slope"});
        parameters.addColumn(new int[] {0});
        for (float value : new float[] {1, 0.1f, 0, 2}) {
            parameters.addColumn(new float[] {value});
        }
        parameters.addColumn(new int[] {2});
        parameters.addColumn(new float[][] {{0, 2}});
        BinaryTable energies = new BinaryTable();
        energies.addColumn(GRID.lows());
        energies.addColumn(GRID.highs());
        BinaryTable spectra = new BinaryTable();
        spectra.addColumn(new float[][] {{0}, {2}});
        spectra.addColumn(new float[][] {{1, 1, 1}, {3, 1, 1}});
        try (OutputStream out = Files.newOutputStream(file); FitsOutputStream stream = new FitsOutputStream(out);
                Fits fits = new Fits()) {
            fits.addHDU(primary);
            BinaryTableHDU first = named(parameters, "PARAMETERS", "NAME", "METHOD", "INITIAL", "DELTA", "MINIMUM",
                    "MAXIMUM", "NUMBVALS", "VALUE");
            first.getHeader().addValue("NINTPARM", 1, "");
            first.getHeader().addValue("NADDPARM", 0, "");
            fits.addHDU(first);
            fits.addHDU(named(energies, "ENERGIES", "ENERG_LO", "ENERG_HI"));
            fits.addHDU(named(spectra, "SPECTRA", "PARAMVAL", "INTPSPEC"));
            fits.write(stream);
        }
        return file;
    }

    private static BinaryTableHDU named(BinaryTable data, String name, String... columns) {
        BinaryTableHDU hdu = data.toHDU();
        hdu.getHeader().addValue("EXTNAME", name, "");
        for (int c = 0; c < columns.length; c++) {
            hdu.getHeader().addValue("TTYPE" + (c + 1), columns[c], "");
        }
        return hdu;
    }

    private ExitCode train(String model, Path output, String... more) {
        List<String> words = new ArrayList<>(List.of("train", "--model", model, "--prior", "slope=uniform:0,2", "--fix", "norm=1", "--rmf",
                response.toString(), "--exposure", "10", "--spectra", "40", "--layers", "1", "--units", "2", "--epochs",
                "1", "-o", output.toString()));
        words.addAll(List.of(more));
        return session.run(words.toArray(String[]::new));
    }

    @Test
    void theBundleNeedsTheFileNoMore() throws Exception {
        Path output = folder.resolve("t.montecat");
        assertEquals(ExitCode.OK, train("atable{" + table + "}", output), session.err());
        Files.delete(table);
        ModelBundle bundle = BundleFile.read(output);
        assertEquals("atable{slope.mod}", bundle.prior().model().expression());
        assertArrayEquals(new double[] {2.5, 1, 1}, bundle.prior().model().on(GRID).photonFlux(1.5, 1), 1e-6);
        assertFalse(bundle.manifest().training().command().contains(folder.toString()));
        assertTrue(bundle.manifest().members().containsKey("tables/0.npy"));
    }

    @Test
    void theStepSizeCanRiseAndFall() throws Exception {
        Path output = folder.resolve("t.montecat");
        assertEquals(ExitCode.OK, train("atable{" + table + "}", output, "--schedule", "cosine", "--warmup", "2",
                "--batch", "8", "--history-plot", folder.resolve("losses.png").toString()), session.err());
        assertTrue(Files.size(folder.resolve("losses.png")) > 1000);
        assertFalse(BundleFile.read(output).manifest().training().command().contains(folder.toString()));
        // The network's file names its schedule, and can be read.
        assertTrue(BundleFile.read(output).manifest().training().command().contains("--warmup '2'"));
        assertEquals(ExitCode.BAD_USAGE, train("atable{" + table + "}", output, "--schedule", "steps", "--threads", "1"));
        assertTrue(session.err().contains("constant or linear or cosine"), session.err());
    }

    @Test
    void twoTablesOfOneNameAreRefused() throws Exception {
        Path other = Files.createDirectories(folder.resolve("other")).resolve("slope.mod");
        Files.copy(table, other);
        assertEquals(ExitCode.BAD_USAGE, train("atable{" + table + "}+atable{" + other + "}",
                folder.resolve("t.montecat")));
        assertTrue(session.err().contains("two tables of one name"), session.err());
    }
}
