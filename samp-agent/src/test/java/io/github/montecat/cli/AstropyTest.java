package io.github.montecat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.SmallBundle;
import io.github.montecat.SmallEventList;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.starlink.table.ColumnData;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.ConstantColumn;
import uk.ac.starlink.table.JoinStarTable;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;
import uk.ac.starlink.table.StarTableOutput;
import uk.ac.starlink.table.TableSequence;
import uk.ac.starlink.util.FileDataSource;

/**
 * Every kind of table that the program writes is read by astropy without an error and without a warning, and by STIL.
 * Skipped where there is no python3 with astropy (Debian's package {@code python3-astropy}).
 */
@Timeout(600)
class AstropyTest {

    private static final String SCRIPT = "read_with_astropy.py";
    /** The first one on the path may be another than that for which the system's packages are. */
    private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");

    @TempDir
    private Path dir;
    private final CommandLineSession session = new CommandLineSession(new SimulateCommand(), new InferCommand(),
            new RegionCommand(), new EvaluateCommand(), new ModelCommand(), new BundlesCommand());

    @Test
    void astropyReadsEveryKindOfFileWithoutAWarning() throws Exception {
        Optional<String> python = pythonWithAstropy();
        Assumptions.assumeTrue(python.isPresent(), "no python3 with astropy here (Debian: python3-astropy)");
        List<String> files = writeAll();
        Path script = dir.resolve(SCRIPT);
        try (InputStream in = AstropyTest.class.getResourceAsStream(SCRIPT)) {
            Files.copy(in, script);
        }
        List<String> words = new ArrayList<>(List.of(python.get(), "-W", "error", script.toString()));
        words.addAll(files);
        assertEquals("", outputOf(words).orElseThrow());
        for (String file : files) {
            readWithStil(file);
        }
    }

    private List<String> writeAll() throws Exception {
        String bundle = SmallBundle.write(dir, SmallBundle.NAME, 4).toString();
        String spectra = file("spectra.fits");
        // All rows succeed, so that no row has a reason; and a column of the input is blank.
        new StarTableOutput().writeStarTable(withBlankNotes(SmallBundle.spectra(3)), spectra, "fits");
        List<String> files = new ArrayList<>();
        for (String name : List.of("fitted.fits", "fitted.vot", "fitted.ecsv", "fitted.csv", "fitted.colfits")) {
            run("infer", spectra, "-b", bundle, "-n", "20", "--flux", "0.5-2", "--photon-flux", "-o", file(name));
            files.add(file(name));
        }
        run("infer", spectra, "-b", bundle, "-n", "20", "--refine", "--flux", "2-10", "-o", file("refined.fits"), "-p",
                file("refined"));
        run("infer", spectra, "-b", bundle, "-n", "20", "-o", file("plain.fits"), "-p", file("chains"), "--ofmt",
                "fits-basic");
        for (String catalogue : List.of("5xmm", "xmmfitcatz", "csc")) {
            for (String name : List.of(catalogue + ".fits", catalogue + ".vot")) {
                run("infer", spectra, "-b", bundle, "-n", "20", "--flux", "0.5-2", "--columns", catalogue, "-o", file(name),
                        "--posterior-file", file(catalogue + "-samples.fits"));
                files.add(file(name));
            }
            files.add(file(catalogue + "-samples.fits"));
        }
        run("infer", spectra, "-b", bundle, "-n", "20", "--nh-unit", "log", "-o", file("log.fits"));
        files.add(file("log.fits"));
        // A bundle whose results have all units, and simulated files with a background.
        for (String name : List.of("simulated.fits", "simulated.vot", "simulated.ecsv")) {
            run("simulate", "-b", "nicer-b", "-n", "1", "-o", file(name));
            files.add(file(name));
        }
        run("simulate", "-b", "xmm-pn-a", "-n", "1", "--pha-dir", file("pn"));
        String events = SmallEventList.write(dir.resolve("evt.fits")).toString();
        String regions = Files.writeString(dir.resolve("some.reg"), "physical\ncircle(50,40,10)\ncircle(5,5,0.1)\n")
                .toString();
        for (String name : List.of("regions.fits", "regions.vot", "regions.ecsv")) {
            run("region", "--events", events, "--regions", regions, "-b", bundle, "-n", "20", "-o", file(name),
                    "--pha", file("regions-pha"), "-p", file("regions-chains"));
            files.add(file(name));
        }
        String[] model = {"model", "tbabs*powerlaw", "0.2", "1.7", "1", "--grid", "0.3,10,5,lin"};
        for (String format : List.of("fits", "vot", "ecsv")) {
            run(with(model, "-o", file("model." + format)));
            run(with(model, "--band", "0.3,10", "-o", file("flux." + format)));
            files.addAll(List.of(file("model." + format), file("flux." + format)));
        }
        Path pha;
        try (Stream<Path> made = Files.list(dir.resolve("pn"))) {
            pha = made.filter(f -> f.toString().endsWith(".pha")).sorted().findFirst().orElseThrow();
        }
        run("model", "tbabs*powerlaw", "0.2", "1.7", "1", "--pha", pha.toString(), "-o", file("bins.fits"));
        run("simulate", "-b", bundle, "-n", "1", "--pha-dir", file("small"));
        run("infer", file("small/sim_00001.pha"), "-b", bundle, "-n", "20", "-o", file("one.fits"), "-p", file("one"));
        run("evaluate", "-b", bundle, "-n", "20", "--passes", "3", "--exact", "2", "--fits", "-o", file("fits"),
                "--ofmt", "fits");
        run("evaluate", "-b", bundle, "-n", "20", "--passes", "3", "-o", file("votables"), "--ofmt", "votable");
        run("bundles", "export", bundle, "--rsp", file("small.rsp"));
        for (String name : List.of("models.fits", "models.vot", "models.ecsv")) {
            run("infer", file("small/sim_00001.pha"), "--model", "powerlaw,blackbody", "--rmf", file("small.rsp"), "-n", "20",
                    "--flux", "0.5-2", "-o", file(name), "--posterior-file", file("models-samples.fits"));
            files.add(file(name));
        }
        files.add(file("models-samples.fits"));
        files.addAll(List.of(file("refined.fits"), file("plain.fits"), file("bins.fits"), file("one.fits"),
                file("small.rsp")));
        for (String folder : List.of("refined", "chains", "pn", "small", "regions-pha", "regions-chains", "one", "fits",
                "votables")) {
            try (Stream<Path> made = Files.list(dir.resolve(folder))) {
                List<String> tables = made.map(Path::toString).filter(f -> !f.endsWith(".png")).sorted().toList();
                assertTrue(!tables.isEmpty(), folder + " has no tables");
                files.addAll(tables);
            }
        }
        return files;
    }

    private static StarTable withBlankNotes(StarTable table) {
        ColumnStarTable notes = ColumnStarTable.makeTableWithRows(table.getRowCount());
        ColumnData blank = new ConstantColumn(new ColumnInfo("notes", String.class, "none"), null);
        notes.addColumn(blank);
        return new JoinStarTable(new StarTable[] {table, notes});
    }

    private String file(String name) {
        return dir.resolve(name).toString();
    }

    private static String[] with(String[] words, String... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    private void run(String... words) {
        assertEquals(ExitCode.OK, session.run(words), session.err());
    }

    private static void readWithStil(String file) throws IOException {
        String format = file.endsWith(".csv") ? "csv" : StarTableFactory.AUTO_HANDLER;
        TableSequence tables = new StarTableFactory(true).makeStarTables(new FileDataSource(file), format);
        StarTable first = tables.nextTable();
        assertTrue(first != null && first.getColumnCount() > 0, file);
    }

    private static Optional<String> pythonWithAstropy() throws IOException, InterruptedException {
        for (String python : PYTHONS) {
            if (outputOf(List.of(python, "-c", "import astropy")).isPresent()) {
                return Optional.of(python);
            }
        }
        return Optional.empty();
    }

    /** Standard output and error of a program; empty if it does not start or ends with an error. */
    private static Optional<String> outputOf(List<String> words) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(words).redirectErrorStream(true).start();
        } catch (IOException e) {
            return Optional.empty();
        }
        process.getOutputStream().close();
        String text;
        try (InputStream in = process.getInputStream()) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), words.get(0) + " does not end");
        return process.exitValue() == 0 ? Optional.of(text) : Optional.empty();
    }
}
