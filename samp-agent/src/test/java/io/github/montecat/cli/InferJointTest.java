package io.github.montecat.cli;

import static io.github.montecat.cli.TableCells.number;
import static io.github.montecat.cli.TableCells.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nom.tam.fits.Fits;
import nom.tam.fits.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;

/** {@code montecat infer --source-id} and {@code --spectra}: several spectra of one source. */
@Timeout(60)
class InferJointTest {

    private static final int CHANNELS = 20;
    private static final double EXPOSURE = 1000;
    private static final double AREA = 50;
    private static final double[] EDGES = IntStream.rangeClosed(0, CHANNELS).mapToDouble(i -> 0.5 + 0.25 * i).toArray();
    /** One free parameter, the number of counts over that of a factor of 1. */
    private static final String[] MODEL = {"--model", "powerlaw*constant", "--fix", "PhoIndex=2", "--fix", "norm=1e-3",
        "--prior", "factor=uniform:0.1,10", "--samples", "4000"};

    @TempDir
    private Path folder;

    private final CommandLineSession session = new CommandLineSession(new InferCommand());
    private String home;

    @BeforeEach
    void setUp() throws IOException {
        home = System.setProperty("user.home", folder.toString());
        ObservationFixture.rmf(folder.resolve("camera.rmf"), EDGES);
        ObservationFixture.arf(folder.resolve("source.arf"), EDGES, AREA);
        pha("a.pha", 1);
        pha("b.pha", 1.2);
        pha("c.pha", 3);
    }

    @AfterEach
    void restoreHome() {
        System.setProperty("user.home", home);
    }

    /** A power law of index 2, with that many times the counts of a norm of 1e-3. */
    private int pha(String name, double brightness) throws IOException {
        return ObservationFixture.powerLaw(folder.resolve(name), EDGES, EXPOSURE, AREA, brightness, "camera.rmf",
                "source.arf", "none");
    }

    private ExitCode run(String... options) {
        String[] all = {"infer", folder.resolve("list.csv").toString(), "-o", folder.resolve("out.fits").toString()};
        return session.run(Stream.of(all, MODEL, options).flatMap(Arrays::stream).toArray(String[]::new));
    }

    private StarTable fitted(List<String> rows, String... options) throws IOException {
        Files.write(folder.resolve("list.csv"), rows);
        assertEquals(ExitCode.OK, run(options), session.err());
        return new StarTableFactory(true).makeStarTable(folder.resolve("out.fits").toString(), "fits-plus");
    }

    /** Without factors, counts of one source add up as those of one long exposure: a gamma distribution. */
    private void assertMean(int counts, int spectra, StarTable table, int row) throws IOException {
        double perFactor = spectra * EXPOSURE * AREA / 1000 * (1 / EDGES[0] - 1 / EDGES[CHANNELS]);
        double std = Math.sqrt(counts + 1) / perFactor;
        assertEquals((counts + 1) / perFactor, number(table, row, "factor_mean"), 0.1 * std, "mean of row " + row);
        assertEquals(std, number(table, row, "factor_std"), 0.1 * std, "deviation of row " + row);
        assertEquals(counts, number(table, row, "net_counts"), 1e-9);
    }

    @Test
    void rowsOfOneIdAreFittedTogetherWhereverTheyAre() throws IOException {
        int a = pha("a.pha", 1);
        int b = pha("b.pha", 1.2);
        int c = pha("c.pha", 3);
        StarTable t = fitted(List.of("spectrum,SRC,note", "a.pha,7,first", "c.pha,9,second", "b.pha,7,third", "c.pha,,alone",
                "a.pha,,alone"), "--source-id", "src", "--cross-calibration", "none");
        assertTrue(session.err().contains("4 sources (joint fit of rows with the same SRC)"), session.err());
        assertEquals(4, t.getRowCount());
        assertMean(a + b, 2, t, 0);
        assertMean(c, 1, t, 1);
        assertMean(c, 1, t, 2);
        assertMean(a, 1, t, 3);
        assertEquals(List.of("first", "second", "alone", "alone"), List.of(text(t, 0, "note"), text(t, 1, "note"),
                text(t, 2, "note"), text(t, 3, "note")));
        assertEquals(2, number(t, 0, "n_spectra"));
        assertEquals(1, number(t, 1, "n_spectra"));
        assertEquals(0, number(t, 0, "flags"));
    }

    @Test
    void columnsOfOneRowAreFittedTogetherAndABlankCellIsNoSpectrum() throws Exception {
        int a = pha("a.pha", 1);
        int c = pha("c.pha", 1.4);
        StarTable t = fitted(List.of("pn,mos 1,mos2", "a.pha,b.pha,c.pha", "a.pha,,c.pha", ",,", "a.pha,none.pha,c.pha",
                "none.pha,,none.pha"), "--spectra", "pn,mos 1,mos2", "--posterior", folder.resolve("chains").toString());
        assertEquals(5, t.getRowCount());
        assertEquals(3, number(t, 0, "n_spectra"));
        assertTrue(number(t, 0, "factor_mos_1") > 0 && number(t, 0, "factor_mos2") > 1);
        assertEquals(2, number(t, 1, "n_spectra"));
        assertTrue(Double.isNaN(number(t, 1, "factor_mos_1")) && number(t, 1, "factor_mos2") > 1);
        assertEquals(0, number(t, 1, "flags"));
        assertEquals(a + c, number(t, 1, "net_counts"), 1e-9);
        assertEquals("columns pn, mos 1, mos2 are blank in this row, expected names of PHA files", text(t, 2, "reason"));
        assertEquals(number(t, 1, "factor_mean"), number(t, 3, "factor_mean"), 0.1 * number(t, 1, "factor_std"));
        assertEquals(32768, number(t, 3, "flags"));
        assertTrue(text(t, 3, "reason").startsWith("spectrum mos 1 is left out: "), text(t, 3, "reason"));
        assertEquals(1, number(t, 4, "flags"));
        assertTrue(text(t, 4, "reason").startsWith("no spectrum of the source can be fitted: spectrum pn is left out: "),
                text(t, 4, "reason"));
        assertEquals(0, number(t, 4, "n_spectra"));
        try (Fits chain = new Fits(folder.resolve("chains/list-row1.fits").toFile())) {
            Header header = chain.getHDU(1).getHeader();
            // constant, PhoIndex, norm, factor of each spectrum.
            assertEquals(List.of("factor__4", "factor__5", "factor__9"), IntStream.of(1, 2, 3)
                    .mapToObj(i -> header.getStringValue("TTYPE" + i)).toList());
        }
    }

    @Test
    void aFactorIsFoundAndItsPriorIsTheUsers() throws IOException {
        // Posterior means and deviations on a grid of both factors.
        int a = pha("a.pha", 1);
        int b = pha("b.pha", 1.2);
        double perFactor = EXPOSURE * AREA / 1000 * (1 / EDGES[0] - 1 / EDGES[CHANNELS]);
        double[] sums = new double[3];
        for (double f = 0.5; f < 2; f += 0.002) {
            for (double x = 0.505; x < 3; x += 0.002) {
                double w = Math.exp(a * Math.log(f * perFactor / a) - f * perFactor + a + b * Math.log(f * x * perFactor / b)
                        - f * x * perFactor + b - 0.5 * Math.pow(Math.log10(x) / 0.2, 2)) / x;
                sums[0] += w;
                sums[1] += w * x;
                sums[2] += w * x * x;
            }
        }
        double mean = sums[1] / sums[0];
        double std = Math.sqrt(sums[2] / sums[0] - mean * mean);
        StarTable t = fitted(List.of("pn,mos", "a.pha,b.pha"), "--spectra", "pn,mos", "--cross-calibration",
                "lognormal:1,0.2,0.5,3");
        assertEquals(mean, number(t, 0, "factor_mos_mean"), 0.1 * std);
        assertEquals(std, number(t, 0, "factor_mos_std"), 0.1 * std);
    }

    @Test
    void anUntiedParameterHasColumnsForEachSpectrum() throws IOException {
        StarTable t = fitted(List.of("spectrum,SRC", "a.pha,x", "c.pha,x", "c.pha,y"), "--source-id", "SRC",
                "--cross-calibration", "fix:1", "--untie", "factor");
        assertEquals(1, number(t, 0, "factor_1"), 0.2);
        assertEquals(3, number(t, 0, "factor_2"), 0.4);
        assertEquals(3, number(t, 1, "factor_1"), 0.4);
        assertTrue(Double.isNaN(number(t, 1, "factor_2")));
    }

    @Test
    void parametersOfRowsAreThoseOfTheSource() throws IOException {
        StarTable t = fitted(List.of("spectrum,SRC,F,E", "a.pha,x,1,0.001", "a.pha,y,2,0.001", "a.pha,x,,", "a.pha,y,2.5,0.001"),
                "--source-id", "SRC", "--let", "factor=normal:F,E");
        assertEquals(1, number(t, 0, "factor"), 0.01);
        assertEquals(2, number(t, 0, "n_spectra"));
        assertEquals(4096, number(t, 1, "flags"));
        assertTrue(text(t, 1, "reason").startsWith("rows of the source disagree about factor: "), text(t, 1, "reason"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--untie norm | cannot be untied",
        "--untie norm | --untie goes with --source-id or --spectra",
        "--cross-calibration none | --cross-calibration goes with --source-id or --spectra",
        "--spectra a --source-id b | give --spectra or --source-id, not both",
        "--spectra a,b --column a | give --spectra or --column, not both",
        "--spectra a,a | expected different names",
        "--spectra a,b --untie norm | has the free parameters factor",
        "--spectra a,b --cross-calibration fix:2 | none (or fix:1) for no factors",
        "--spectra a,b --cross-calibration uniform:-1,2 | expected 0 or more",
        "--spectra a,b --untie factor --let factor=normal:F,E | comes from the rows of the source"})
    void refusesWhatDoesNotGoTogether(String options, String part) throws IOException {
        if (part.equals("cannot be untied")) {
            options = "--spectra a,b " + options;
        }
        Files.write(folder.resolve("list.csv"), List.of("a,b,F,E", "a.pha,b.pha,1,1"));
        assertEquals(ExitCode.BAD_USAGE, run(options.trim().split(" ")), session.err());
        assertTrue(session.err().contains(part.trim()), session.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--spectra a,z | has no column 'z'",
        "--source-id z | there is no column 'z' with an id of the source",
        "--spectra a,b --rmf-column a | rmf-column does not go with several columns of spectra"})
    void refusesWhatTheTableDoesNotHave(String options, String part) throws IOException {
        Files.write(folder.resolve("list.csv"), List.of("a,b", "a.pha,b.pha"));
        assertEquals(ExitCode.BAD_INPUT, run((options + (options.contains("source-id") ? " --column a" : "")).trim().split(" ")),
                session.err());
        assertTrue(session.err().contains(part.trim()), session.err());
    }

    @Test
    void needsAModel() throws IOException {
        Files.write(folder.resolve("list.csv"), List.of("a,b", "a.pha,b.pha"));
        assertEquals(ExitCode.BAD_USAGE, session.run("infer", folder.resolve("list.csv").toString(), "--spectra", "a,b"));
        assertTrue(session.err().contains("--spectra goes with --model"), session.err());
    }
}
