package io.github.montecat.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.SmallBundle;
import io.github.montecat.cli.console.Console;
import io.github.montecat.output.TargetStream;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;
import uk.ac.starlink.table.StarTableOutput;

@Timeout(60)
class InferCommandTest {

    private static final int ROWS = 5;

    @TempDir
    Path folder;

    private final CommandLineSession session = new CommandLineSession(new InferCommand());
    private String home;
    private String bundle;
    private String table;

    @BeforeEach
    void setUp() throws IOException {
        home = System.setProperty("user.home", folder.toString());
        bundle = SmallBundle.write(folder, SmallBundle.NAME, 4).toString();
        table = folder.resolve("survey.fits").toString();
        new StarTableOutput().writeStarTable(SmallBundle.spectra(ROWS), table, "fits");
    }

    @AfterEach
    void restoreHome() {
        System.setProperty("user.home", home);
    }

    private static StarTable read(Path file, String format) throws IOException {
        return new StarTableFactory(true).makeStarTable(file.toString(), format);
    }

    private static List<String> columns(StarTable table) {
        return IntStream.range(0, table.getColumnCount()).mapToObj(c -> table.getColumnInfo(c).getName()).toList();
    }

    private String[] infer(String... more) {
        String[] words = {"infer", table, "--bundle", bundle, "--samples", "30"};
        return Stream.of(words, more).flatMap(Arrays::stream).toArray(String[]::new);
    }

    @Test
    void writesInTheFormatOfTheName() throws Exception {
        for (String format : List.of("fits", "votable", "ecsv")) {
            Path file = folder.resolve("out." + (format.equals("votable") ? "vot" : format));
            assertEquals(ExitCode.OK, session.run(infer("-o", file.toString())), session.err());
            StarTable result = read(file, format);
            assertEquals(ROWS, result.getRowCount());
            assertTrue(columns(result).containsAll(List.of("id", "counts", "PhoIndex", "norm_upper90")), format);
            assertEquals("", session.out());
        }
        assertTrue(session.err().contains("5 spectra") && session.err().contains("5 fitted"), session.err());
    }

    @Test
    void resultAndSamplesAreTwoFiles() throws Exception {
        Path file = folder.resolve("out.fits");
        Path samples = folder.resolve("samples.fits");
        assertEquals(ExitCode.BAD_USAGE, session.run(infer("-o", file.toString(), "--posterior-file",
                folder.resolve("./out.fits").toString())));
        assertTrue(session.err().contains("is the same file as --output"), session.err());
        Path link = Files.createSymbolicLink(folder.resolve("link.fits"), Path.of("out.fits"));
        assertEquals(ExitCode.BAD_USAGE, session.run(infer("-o", file.toString(), "--posterior-file", link.toString())));
        Files.delete(link);
        Path input = Path.of(infer()[1]);
        byte[] before = Files.readAllBytes(input);
        assertEquals(ExitCode.BAD_USAGE, session.run(infer("-o", file.toString(), "--posterior-file", input.toString())));
        assertTrue(session.err().contains("is the same file as the table of spectra"), session.err());
        assertArrayEquals(before, Files.readAllBytes(input));
        assertEquals(ExitCode.OK, session.run(infer("-o", file.toString(), "--posterior-file", samples.toString())),
                session.err());
        assertEquals(ROWS, read(file, "fits").getRowCount());
        StarTable written = read(samples, "fits");
        assertEquals(ROWS, written.getRowCount());
        int index = columns(written).indexOf("PhoIndex");
        assertEquals(written.getColumnInfo(index).getShape()[0], ((float[]) written.getCell(0, index)).length);
    }

    @Test
    void namedFormatGoesToStandardOutput() throws Exception {
        assertEquals(ExitCode.OK, session.run(infer("--ofmt", "csv")), session.err());
        assertTrue(session.out().startsWith("id,PhoIndex_true,norm_true,exposure,counts,PhoIndex,"), session.out());
        assertEquals(ROWS + 1, session.out().lines().count());
        assertEquals(ExitCode.OK, session.run(infer("--ofmt", "fits")), session.err());
        assertTrue(session.out().startsWith("SIMPLE  ="));
    }

    @Test
    void parquetIsNeitherOfferedNorWritten() {
        assertEquals(ExitCode.BAD_USAGE, session.run(infer("-o", folder.resolve("out.parquet").toString())));
        assertTrue(session.err().contains("format parquet needs libraries"), session.err());
        assertEquals(ExitCode.BAD_USAGE, session.run(infer("--ofmt", "parquet")));
        assertTrue(session.err().contains("format parquet needs libraries"), session.err());
        assertEquals(ExitCode.BAD_USAGE, session.run(infer("--ofmt", "nonsense")));
        assertFalse(session.err().substring(session.err().indexOf("known:")).contains("parquet"), session.err());
    }

    @Test
    void outputDoesNotDependOnThreads() {
        session.run(infer("--ofmt", "csv", "--threads", "1"));
        byte[] one = session.outBytes();
        session.run(infer("--ofmt", "csv", "--threads", "2"));
        assertArrayEquals(one, session.outBytes());
        session.run(infer("--ofmt", "csv", "--seed", "2"));
        assertFalse(Arrays.equals(one, session.outBytes()), "the seed makes no difference");
    }

    @Test
    void enginesDifferByRoundingAlone() throws Exception {
        double[][] medians = new double[2][ROWS];
        for (String engine : List.of("cpu", "nd4j")) {
            Path file = folder.resolve(engine + ".fits");
            assertEquals(ExitCode.OK, session.run(infer("-o", file.toString(), "--engine", engine)), session.err());
            StarTable result = read(file, "fits");
            String ran = (String) read(file, "fits-plus").getParameterByName("engine").getValue();
            assertTrue(ran.startsWith(engine), ran);
            assertEquals(ran, result.getCell(ROWS - 1, columns(result).indexOf("engine")));
            int column = columns(result).indexOf("PhoIndex");
            for (int row = 0; row < ROWS; row++) {
                medians[engine.equals("cpu") ? 0 : 1][row] = ((Number) result.getCell(row, column)).doubleValue();
            }
        }
        assertArrayEquals(medians[0], medians[1], 1e-4);
    }

    @Test
    void unknownEngineNamesTheKnownOnes() {
        assertEquals(ExitCode.BAD_USAGE, session.run(infer("--engine", "abacus")));
        assertTrue(session.err().contains("abacus") && session.err().contains("auto, cpu, nd4j, gpu"), session.err());
    }

    @Test
    void chainsAreWrittenOnePerRow() throws Exception {
        Path chains = folder.resolve("deep/chains");
        assertEquals(ExitCode.OK, session.run(infer("-o", folder.resolve("r.fits").toString(), "--posterior",
                chains.toString())), session.err());
        for (int row = 1; row <= ROWS; row++) {
            StarTable chain = read(chains.resolve("survey-row" + row + ".fits"), "fits");
            assertEquals(30, chain.getRowCount());
            assertEquals("PhoIndex__2", chain.getColumnInfo(0).getName());
        }
        try (var files = Files.list(chains)) {
            assertEquals(ROWS, files.count());
        }
    }

    @Test
    void badRowsKeepTheirPlaceAndAreCounted() throws Exception {
        StarTable spectra = SmallBundle.spectra(ROWS);
        Arrays.fill((int[]) spectra.getCell(2, columns(spectra).indexOf("counts")), 0);
        new StarTableOutput().writeStarTable(spectra, table, "fits");
        Path file = folder.resolve("out.fits");
        assertEquals(ExitCode.OK, session.run(infer("-o", file.toString())), session.err());
        assertEquals(ROWS, read(file, "fits").getRowCount());
        assertTrue(session.err().contains("4 fitted, 1 not: empty spectrum (1)"),
                session.err());
    }

    @Test
    void aTableWithoutRowsIsBadInput() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.vot"), """
                <?xml version="1.0"?>
                <VOTABLE version="1.3" xmlns="http://www.ivoa.net/xml/VOTable/v1.3"><RESOURCE><TABLE>
                <FIELD name="COUNTS" datatype="double" arraysize="4"/><FIELD name="EXPOSURE" datatype="double"/>
                <DATA><TABLEDATA></TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>
                """);
        Path file = folder.resolve("out.fits");
        assertEquals(ExitCode.BAD_INPUT, session.run("infer", empty.toString(), "--bundle", bundle, "-o",
                file.toString()));
        assertTrue(session.err().contains("the table has no rows; nothing was fitted"), session.err());
        assertEquals(0, read(file, "fits").getRowCount());
    }

    @Test
    void aFormatThatIsNotWrittenNamesStandardOutput() {
        assertEquals(ExitCode.BAD_USAGE, session.run(infer("--ofmt", "parquet")));
        assertTrue(session.err().contains("cannot write to standard output: format parquet"), session.err());
    }

    @Test
    void nothingFittedIsBadInputButTheTableIsWritten() throws Exception {
        Path file = folder.resolve("out.fits");
        assertEquals(ExitCode.BAD_INPUT, session.run(infer("-o", file.toString(), "--exposure", "1000")));
        assertTrue(session.err().contains("0 fitted, 5 not: no bundle fits (5)") && session.err().contains("1000"),
                session.err());
        assertEquals(ROWS, read(file, "fits").getRowCount());
    }

    @Test
    void badWordsAreBadUsage() {
        assertEquals(ExitCode.BAD_USAGE, session.run("infer"));
        assertEquals(ExitCode.BAD_USAGE, session.run(infer("--ofmt", "parchment")));
        assertTrue(session.err().contains("'parchment'") && session.err().contains("votable"), session.err());
        assertEquals(ExitCode.BAD_USAGE, session.run(infer("-o", folder.resolve("out.parchment").toString())));
        assertEquals(ExitCode.BAD_USAGE, session.run(infer("-o", folder.resolve("no/such/out.fits").toString())));
        assertEquals(ExitCode.BAD_USAGE, session.run(infer("--threads", "0")));
        assertEquals(ExitCode.BAD_USAGE, session.run("infer", table, "--samples", "some"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsAFailureAndNoSuccessIsTold() throws Exception {
        // By a link, which the test may lose.
        Path full = Files.createSymbolicLink(folder.resolve("full.csv"), Path.of("/dev/full"));
        assertEquals(ExitCode.BAD_INPUT, session.run(infer("-o", full.toString())));
        assertTrue(session.err().contains("cannot write " + full + ": "), session.err());
        assertFalse(session.err().contains("5 fitted"), session.err());
        assertTrue(Files.isSymbolicLink(full));
        try (FileOutputStream out = new FileOutputStream("/dev/full");
                ByteArrayOutputStream err = new ByteArrayOutputStream()) {
            Console console = new Console(new TargetStream(out, "to standard output"), StandardCharsets.UTF_8,
                    new PrintStream(err, true, StandardCharsets.UTF_8), false);
            assertEquals(ExitCode.BAD_INPUT,
                    new Montecat(List.of(new InferCommand())).run(console, infer("--ofmt", "csv")));
            String said = err.toString(StandardCharsets.UTF_8);
            assertTrue(said.contains("cannot write to standard output: ") && !said.contains("5 fitted"), said);
        }
    }

    @Test
    void aChainThatCannotBeWrittenDoesNotCostTheTable() throws Exception {
        Path chains = Files.createDirectories(folder.resolve("chains/survey-row2.fits")).getParent();
        Path file = folder.resolve("out.fits");
        assertEquals(ExitCode.BAD_INPUT, session.run(infer("-o", file.toString(), "-p", chains.toString())));
        assertTrue(session.err().contains("survey-row2.fits: it is a folder"), session.err());
        assertEquals(ROWS, read(file, "fits").getRowCount());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPipeWithoutSuffixGetsTextAsTheScreenDoes() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        Process reader = new ProcessBuilder("cat", pipe.toString()).start();
        assertEquals(ExitCode.OK, session.run(infer("-o", pipe.toString())), session.err());
        byte[] read = reader.getInputStream().readAllBytes();
        session.run(infer());
        assertEquals(session.out(), new String(read, StandardCharsets.UTF_8));
    }

    @Test
    void badInputIsNamed() throws Exception {
        assertEquals(ExitCode.BAD_INPUT, session.run("infer", folder + "/none.fits", "--bundle", bundle));
        assertTrue(session.err().contains("none.fits"), session.err());
        SmallBundle.write(Files.createDirectories(folder.resolve(".montecat/bundles")), SmallBundle.NAME, 4);
        assertEquals(ExitCode.BAD_INPUT, session.run("infer", table, "--bundle", "large-b"));
        assertTrue(session.err().contains("large-b") && session.err().contains(SmallBundle.NAME), session.err());
        assertEquals(ExitCode.BAD_INPUT, session.run("infer", table, "--bundle", folder + "/none.montecat"));
        assertTrue(session.err().contains("none.montecat"), session.err());
        Path notes = Files.writeString(folder.resolve("notes.csv"), "a,b\n1,2\n");
        assertEquals(ExitCode.BAD_INPUT, session.run("infer", notes.toString(), "--bundle", bundle));
        assertEquals(1, session.err().lines().count(), session.err());
        assertTrue(session.err().contains("spectr"), session.err());
    }
}
