package io.github.montecat.cli;

import static io.github.montecat.cli.TableCells.number;
import static io.github.montecat.cli.TableCells.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;

/** {@code montecat infer --let}: parameters from the rows of a table. */
@Timeout(60)
class InferLetTest {

    private static final int CHANNELS = 20;
    private static final double EXPOSURE = 1000;
    private static final double AREA = 50;
    private static final double[] EDGES = IntStream.rangeClosed(0, CHANNELS).mapToDouble(i -> 0.5 + 0.25 * i).toArray();
    private static final String[] AGN = {"--model", "ztbabs*zpowerlw", "--prior", "nH=uniform:0,1", "--samples", "200"};
    /** One free parameter, the number of counts over that of a factor of 1. */
    private static final String[] FACTOR = {"--model", "powerlaw*constant", "--fix", "PhoIndex=2", "--fix", "norm=1e-3",
        "--samples", "4000"};

    @TempDir
    private Path folder;

    private final CommandLineSession session = new CommandLineSession(new InferCommand());
    private String home;
    private int total;

    @BeforeEach
    void setUp() throws IOException {
        home = System.setProperty("user.home", folder.toString());
        ObservationFixture.rmf(folder.resolve("camera.rmf"), EDGES);
        ObservationFixture.arf(folder.resolve("source.arf"), EDGES, AREA);
        total = ObservationFixture.powerLaw(folder.resolve("a.pha"), EDGES, EXPOSURE, AREA, 1, "camera.rmf", "source.arf",
                "none");
    }

    @AfterEach
    void restoreHome() {
        System.setProperty("user.home", home);
    }

    private ExitCode run(String table, String[] model, String... options) {
        String[] all = {"infer", folder.resolve(table).toString(), "-o", folder.resolve("out.fits").toString()};
        return session.run(Stream.of(all, model, options).flatMap(Arrays::stream).toArray(String[]::new));
    }

    private StarTable fitted(List<String> rows, String[] model, String... options) throws IOException {
        Files.write(folder.resolve("list.csv"), rows);
        assertEquals(ExitCode.OK, run("list.csv", model, options), session.err());
        return new StarTableFactory(true).makeStarTable(folder.resolve("out.fits").toString(), "fits-plus");
    }

    private static int column(StarTable table, String name) {
        return IntStream.range(0, table.getColumnCount()).filter(c -> table.getColumnInfo(c).getName().equals(name))
                .findFirst().orElse(-1);
    }

    private static double[] posterior(StarTable table, int row) throws IOException {
        double[] numbers = new double[4];
        String[] names = {"nH", "PhoIndex", "norm", "log_evidence"};
        for (int i = 0; i < names.length; i++) {
            numbers[i] = number(table, row, names[i]);
        }
        return numbers;
    }

    @Test
    void aRowIsFittedAsIfItsValueWereFixed() throws IOException {
        List<String> rows = List.of("spectrum,Z", "a.pha,0.5", "a.pha,", "a.pha,1.05", "a.pha,-99");
        StarTable let = fitted(rows, AGN, "--let", "redshift=z");
        assertTrue(session.err().contains("redshift from column Z"), session.err());
        for (int row : new int[] {0, 2}) {
            String z = row == 0 ? "0.5" : "1.05";
            StarTable fix = fitted(rows, AGN, "--fix", "ztbabs_Redshift=" + z, "--fix", "zpowerlw_Redshift=" + z);
            assertEquals(Arrays.toString(posterior(fix, row)), Arrays.toString(posterior(let, row)));
            assertEquals(Double.parseDouble(z), number(let, row, "redshift"));
            assertEquals(0, number(let, row, "flags"));
        }
        ColumnInfo redshift = let.getColumnInfo(column(let, "redshift"));
        assertEquals("src.redshift", redshift.getUCD());
        assertEquals(-1, column(let, "redshift_lower"));
        assertTrue(Double.isNaN(number(let, 1, "redshift")) && Double.isNaN(number(let, 1, "nH")));
        assertEquals(4096, number(let, 1, "flags"));
        assertEquals("no redshift: column Z is blank in this row, expected a number from -0.999 to 10.0, the limits of "
                + "ztbabs_Redshift", text(let, 1, "reason"));
        assertEquals("no redshift: column Z is -99.0, expected a number from -0.999 to 10.0, the limits of "
                + "ztbabs_Redshift", text(let, 3, "reason"));
        assertEquals("redshift from column Z", let.getParameterByName("from_rows").getValue());
        assertFalse(String.valueOf(let.getParameterByName("fixed")).contains("Redshift"));
    }

    @Test
    void aRowWithoutAValueMayFallBackOnTheModel() throws IOException {
        List<String> rows = List.of("spectrum,Z", "a.pha,0.5", "a.pha,");
        StarTable fix = fitted(rows, AGN, "--fix", "ztbabs_Redshift=1.5", "--fix", "zpowerlw_Redshift=1.5");
        StarTable let = fitted(rows, AGN, "--let", "redshift=Z", "--let-blank", "prior", "--fix", "ztbabs_Redshift=1.5",
                "--fix", "zpowerlw_Redshift=1.5");
        assertEquals(Arrays.toString(posterior(fix, 1)), Arrays.toString(posterior(let, 1)));
        assertEquals(0.5, number(let, 0, "redshift"));
        assertEquals(1.5, number(let, 1, "redshift"));
        // Free in one row and fixed in the other: one set of columns.
        StarTable free = fitted(rows, AGN, "--let", "redshift=Z", "--let-blank", "prior", "--prior",
                "ztbabs_Redshift=uniform:1,3", "--fix", "zpowerlw_Redshift=ztbabs_Redshift");
        assertEquals(Arrays.toString(posterior(let, 0)), Arrays.toString(posterior(free, 0)));
        assertEquals(0.5, number(free, 0, "redshift"));
        assertTrue(Double.isNaN(number(free, 0, "redshift_lower")));
        assertTrue(number(free, 1, "redshift") > 1 && number(free, 1, "redshift_lower") > 1);
        assertEquals(-1, column(free, "ztbabs_Redshift"));
    }

    /** Posterior of a factor by its definition: Poisson likelihood times a prior. */
    private double[] expected(DoubleUnaryOperator prior) {
        double perFactor = EXPOSURE * AREA / 1000 * (1 / EDGES[0] - 1 / EDGES[CHANNELS]);
        double sum = 0;
        double first = 0;
        double second = 0;
        for (double f = 0.2005; f < 5; f += 0.001) {
            double weight = Math.exp(total * Math.log(f * perFactor / total) - f * perFactor + total)
                    * prior.applyAsDouble(f);
            sum += weight;
            first += weight * f;
            second += weight * f * f;
        }
        return new double[] {first / sum, Math.sqrt(second / sum - first / sum * first / sum)};
    }

    private static void assertMoments(double[] expected, StarTable table, int row) throws IOException {
        assertEquals(expected[0], number(table, row, "factor_mean"), 0.1 * expected[1], "mean of row " + row);
        assertEquals(expected[1], number(table, row, "factor_std"), 0.1 * expected[1], "deviation of row " + row);
    }

    @Test
    void anErrorColumnIsANormalPrior() throws IOException {
        StarTable t = fitted(List.of("spectrum,F,F_ERR", "a.pha,1.2,0.1", "a.pha,0.9,0.05", "a.pha,1,0", "a.pha,1,"),
                FACTOR, "--let", "factor=normal:F,F_ERR");
        assertMoments(expected(f -> Math.exp(-0.5 * (f - 1.2) * (f - 1.2) / 0.01)), t, 0);
        assertMoments(expected(f -> Math.exp(-0.5 * (f - 0.9) * (f - 0.9) / 0.0025)), t, 1);
        assertTrue(text(t, 2, "reason").contains("column F_ERR is 0.0, expected a number above 0"), text(t, 2, "reason"));
        assertTrue(text(t, 3, "reason").contains("column F_ERR is blank in this row"), text(t, 3, "reason"));
        assertTrue(t.getColumnInfo(column(t, "factor")).getDescription().contains("prior of each row, from columns F, "
                + "F_ERR as normal prior"), t.getColumnInfo(column(t, "factor")).getDescription());
    }

    @Test
    void limitsAreAUniformPrior() throws IOException {
        StarTable t = fitted(List.of("spectrum,LO,HI", "a.pha,1.05,3", "a.pha,3,1.05"), FACTOR, "--let",
                "factor=uniform:LO,HI");
        assertMoments(expected(f -> f >= 1.05 && f <= 3 ? 1 : 0), t, 0);
        assertTrue(text(t, 1, "reason").contains("columns LO and HI are 3.0 and 1.05, which make no prior"),
                text(t, 1, "reason"));
    }

    @Test
    void filesBesideThePhaFileGiveRedshiftAndColumn() throws IOException {
        Files.writeString(folder.resolve("a.pha.z"), "# spectroscopic\n0.5\n");
        Files.writeString(folder.resolve("a.pha.nh"), "2e21\n");
        List<String> rows = List.of("spectrum", "a.pha");
        StarTable t = fitted(rows, AGN, "--let", "redshift=file", "--let", "nH=file");
        assertEquals(0.5, number(t, 0, "redshift"));
        assertEquals(0.2, number(t, 0, "nH"));
        StarTable fix = fitted(rows, AGN, "--fix", "ztbabs_Redshift=0.5", "--fix", "zpowerlw_Redshift=0.5", "--let",
                "nH=file");
        assertEquals(number(fix, 0, "log_evidence"), number(t, 0, "log_evidence"));
        // A PHA file by itself has the same files.
        assertEquals(ExitCode.OK, run("a.pha", AGN, "--let", "redshift=file", "--let", "nH=file"), session.err());
        Files.writeString(folder.resolve("a.pha.z"), "0 0.1\n1 0.3\n");
        assertEquals(ExitCode.BAD_INPUT, run("a.pha", AGN, "--let", "redshift=file"));
        assertTrue(session.err().contains("file a.pha.z holds 4 words, expected one number"), session.err());
        Files.delete(folder.resolve("a.pha.z"));
        assertEquals(ExitCode.BAD_INPUT, run("a.pha", AGN, "--let", "redshift=file"));
        assertTrue(session.err().contains("there is no file a.pha.z beside the PHA file"), session.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--let redshift=Z | --let goes with --model",
        "--model powerlaw --let redshift=Z | has no redshift; it has nH, PhoIndex, norm",
        "--model agn --let nH=Z | has no parameter nH; it has tbabs_nH, ztbabs_nH",
        "--model agn --let redshift | expected NAME=VALUE",
        "--model agn --let redshift= | has no column",
        "--model agn --let redshift=normal:Z | expected two columns after normal",
        "--model agn --let PhoIndex=file | there are no files with values of PhoIndex",
        "--model agn --let redshift=Z --let ztbabs_Redshift=Z | says twice where ztbabs_Redshift comes from",
        "--model agn --let redshift=Z --let redshift=Y | says twice where redshift comes from",
        "--model agn --let-blank prior | --let-blank goes with --let",
        "--model agn --let redshift=Z --let-blank zero | expected skip",
        "--model powerlaw --let nH=A --let PhoIndex=B --let norm=C | fixes all free parameters"})
    void refusesWhatDoesNotGoWithTheModel(String options, String part) throws IOException {
        Files.write(folder.resolve("list.csv"), List.of("spectrum,Z", "a.pha,0.5"));
        assertEquals(ExitCode.BAD_USAGE, run("list.csv", options.trim().split(" ")), session.err());
        assertTrue(session.err().contains(part.trim()), session.err());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "redshift=zphot | the table has no such column; expected one of its columns of numbers: Z, LOGNH",
        "redshift=spectrum | that column holds String",
        "redshift=0.5 | one value for all rows is given with --fix",
        "redshift=Z,Z_ERR | a value with its error is normal:COLUMN,ERROR_COLUMN",
        "nH=LOGNH | holds logarithms by its name"})
    void refusesWhatDoesNotGoWithTheTable(String let, String part) throws IOException {
        Files.write(folder.resolve("list.csv"), List.of("spectrum,Z,LOGNH", "a.pha,0.5,21.3"));
        assertEquals(ExitCode.BAD_INPUT, run("list.csv", AGN, "--let", let.trim()), session.err());
        assertTrue(session.err().contains(part.trim()), session.err());
    }

    @Test
    void aUnitThatIsAssumedIsSaid() throws IOException {
        fitted(List.of("spectrum,NHGAL", "a.pha,0.02", "a.pha,0.03"), AGN, "--let", "nH=NHGAL");
        assertEquals(1, session.err().split("no unit, taken to be in 10\\*\\*22.cm\\*\\*-2", -1).length - 1, session.err());
    }

    @Test
    void aReportIsOfTheRowsModel() throws IOException {
        Files.write(folder.resolve("list.csv"), List.of("spectrum,Z", "a.pha,0.5", "a.pha,1.05"));
        Path page = folder.resolve("page.html");
        String[] all = {"report", folder.resolve("list.csv").toString(), "--row", "2", "-o", page.toString(), "--let",
            "redshift=Z"};
        CommandLineSession report = new CommandLineSession(new ReportCommand());
        assertEquals(ExitCode.OK, report.run(Stream.of(all, AGN).flatMap(Arrays::stream).toArray(String[]::new)),
                report.err());
        assertTrue(Files.readString(page).contains("ztbabs_Redshift = 1.05"));
    }
}
