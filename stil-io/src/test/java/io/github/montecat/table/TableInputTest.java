package io.github.montecat.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.github.montecat.FitsFixture;
import io.github.montecat.SharedData;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.inference.FitRequest;
import io.github.montecat.source.DownloadLimits;
import io.github.montecat.source.SourcePolicy;
import io.github.montecat.spectrum.Spectrum;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.starlink.table.ArrayColumn;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.StarTableOutput;

class TableInputTest {

    @TempDir
    private Path folder;

    private static ColumnStarTable spectra() {
        ColumnStarTable t = ColumnStarTable.makeTableWithRows(3);
        t.addColumn(ArrayColumn.makeColumn("exposure", new double[] {10, 20, 30}));
        t.addColumn(ArrayColumn.makeColumn("counts", new int[][] {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}));
        t.getColumnInfo(1).setShape(new int[] {3});
        return t;
    }

    private Path written(String name, String format) throws IOException {
        Path file = folder.resolve(name);
        new StarTableOutput().writeStarTable(spectra(), file.toString(), format);
        return file;
    }

    private static void assertSpectra(TableInput input) throws IOException {
        SpectrumTable table = SpectrumTable.of(input.table(), SpectrumTableSettings.AUTOMATIC);
        assertEquals(SpectrumTableKind.COUNTS_COLUMN, table.kind());
        assertTrue(input.table().isRandom());
        try (RequestSequence rows = table.requests()) {
            List<FitRequest> all = rows.next(10);
            assertEquals(3, all.size());
            assertArrayEquals(new double[] {7, 8, 9}, all.get(2).spectrum().counts());
            assertEquals(30, all.get(2).spectrum().exposure());
        }
        assertArrayEquals(new double[] {4, 5, 6}, table.request(1).spectrum().counts());
    }

    @ParameterizedTest
    @CsvSource({"t.fits, fits", "t.fits, fits-basic", "t.colfits, colfits-plus", "t.vot, votable-tabledata",
        "t.vot, votable-binary2-inline", "t.ecsv, ecsv", "t.fits.gz, fits"})
    void readsAnyFormatAndTidiesUp(String name, String format) throws IOException {
        Path file = written(name, format);
        if (name.endsWith(".gz")) {
            Path zipped = folder.resolve("z.fits.gz");
            try (InputStream in = Files.newInputStream(file);
                    GZIPOutputStream out = new GZIPOutputStream(
                            Files.newOutputStream(zipped))) {
                in.transferTo(out);
            }
            file = zipped;
        }
        Optional<Path> scratch;
        try (TableInput input = TableInput.open(file.toString())) {
            assertSpectra(input);
            assertEquals(file.getFileName().toString(), input.name());
            scratch = input.scratch();
            assertTrue(scratch.isEmpty() || Files.isDirectory(scratch.get()));
        }
        assertTrue(scratch.isEmpty() || !Files.exists(scratch.get()));
    }

    @Test
    void readsTextWhoseFormatIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("t.txt"), "CHANNEL,COUNTS\n0,5\n1,6\n2,7\n");
        try (TableInput input = TableInput.open(file.toString(), Optional.of("csv"))) {
            Spectrum s = SpectrumTable.of(input.table(), SpectrumTableSettings.AUTOMATIC.withExposure("9"))
                    .request(0).spectrum();
            assertArrayEquals(new double[] {5, 6, 7}, s.counts());
        }
    }

    @Test
    void readsStandardInputOnce() throws IOException {
        InputStream saved = System.in;
        try (InputStream in = Files.newInputStream(written("t.fits", "fits"))) {
            System.setIn(in);
            Path scratch;
            try (TableInput input = TableInput.open(TableInput.STANDARD_INPUT)) {
                assertSpectra(input);
                assertNull(input.table().getURL());
                scratch = input.scratch().orElseThrow();
                assertTrue(Files.isDirectory(scratch));
            }
            assertFalse(Files.exists(scratch));
        } finally {
            System.setIn(saved);
        }
    }

    @Test
    void readsAddressesOnceAndFilesBesideThem() throws IOException {
        byte[] table = "id,phafile\n1,one.pha\n2,absent.pha\n".getBytes();
        byte[] pha = Files.readAllBytes(new FitsFixture().extension("SPECTRUM").column("CHANNEL", new int[] {0, 1})
                .column("COUNTS", new int[] {3, 4}).key("EXPOSURE", 2.0).write(folder.resolve("served.pha")));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            byte[] body = path.equals("/d/t.csv") ? table : path.equals("/d/one.pha") ? pha : null;
            exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : 0);
            if (body != null) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
        String root = "http://127.0.0.1:" + server.getAddress().getPort();
        try (TableInput input = TableInput.open(root + "/d/t.csv", Optional.of("csv"))) {
            SpectrumTable spectra = SpectrumTable.of(input.table(), SpectrumTableSettings.AUTOMATIC);
            assertEquals(SpectrumTableKind.PHA_FILES, spectra.kind());
            assertNull(spectra.request(0).failure());
            assertArrayEquals(new double[] {3, 4}, spectra.request(0).spectrum().counts());
            assertEquals(FitFlag.UNREADABLE, spectra.request(1).failure().flag());
            assertTrue(spectra.request(1).failure().getMessage().contains("absent.pha"));
            assertThrows(FileNotFoundException.class, () -> TableInput.open(root + "/absent.fits"));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void prefersSpectraAndEventsToTheFirstTable() throws IOException {
        Path file = new FitsFixture().extension("GTI").column("START", new double[] {0})
                .column("STOP", new double[] {1})
                .extension("EVENTS").column("TIME", new double[] {0, 1}).column("PI", new int[] {5, 6})
                .columnKey("TLMIN", 0).key("TLMAX2", 9).key("EXPOSURE", 3.0).write(folder.resolve("e.evt"));
        try (TableInput input = TableInput.open(file.toString())) {
            assertEquals(10, SpectrumTable.of(input.table(), SpectrumTableSettings.AUTOMATIC).request(0).spectrum()
                    .channelCount());
        }
        try (TableInput input = TableInput.open(file + "#1")) {
            assertEquals("START", input.table().getColumnInfo(0).getName());
        }
        try (TableInput input = TableInput.open(file.toUri() + "#EVENTS")) {
            assertEquals("TIME", input.table().getColumnInfo(0).getName());
        }
        try (TableInput input = TableInput.open("file://localhost" + file)) {
            assertEquals("TIME", input.table().getColumnInfo(0).getName());
        }
    }

    /** As programs send them: STIL hands keywords on as table parameters, which all formats but plain FITS keep. */
    @ParameterizedTest
    @ValueSource(strings = {"fits-plus", "votable", "votable-binary2-inline", "colfits-plus", "fits-basic"})
    void keywordsSurviveAnyRoadButPlainFits(String format) throws IOException {
        Path file = new FitsFixture().extension("EVENTS").column("TIME", new double[] {0, 1, 2})
                .column("PI", new int[] {5, 6, -1}).columnKey("TLMIN", 0).key("TLMAX2", 9).key("TNULL2", -1)
                .key("EXPOSURE", 3.0).key("HDUCLAS1", "EVENTS").key("TELESCOP", "NICER").write(folder.resolve("e.evt"));
        Path sent = folder.resolve("sent");
        try (TableInput input = TableInput.open(file.toString())) {
            new StarTableOutput().writeStarTable(input.table(), sent.toString(), format);
        }
        try (TableInput input = TableInput.open(sent.toString())) {
            SpectrumTable table = SpectrumTable.of(input.table(), SpectrumTableSettings.AUTOMATIC);
            assertEquals(SpectrumTableKind.EVENT_LIST, table.kind());
            if (format.equals("fits-basic")) {
                assertEquals(FitFlag.NO_EXPOSURE, table.request(0).failure().flag());
                return;
            }
            Spectrum s = table.request(0).spectrum();
            assertEquals(10, s.channelCount());
            assertEquals(2, s.totalCounts());
            assertEquals(3, s.exposure());
            assertEquals("NICER", s.telescope());
        }
    }

    @Test
    void saysWhyThereIsNoTable() throws IOException {
        String absent = assertThrows(NoSuchFileException.class,
                () -> TableInput.open(folder.resolve("absent.fits").toString())).getMessage();
        assertTrue(absent.contains("absent.fits") && absent.contains("no such file"), absent);
        assertThrows(NoSuchFileException.class, () -> TableInput.open(folder.toString()));
        Path text = Files.writeString(folder.resolve("t.txt"), "a table, of sorts\n");
        String unknown = assertThrows(TableReadException.class, () -> TableInput.open(text.toString(),
                Optional.of("fits"))).getMessage();
        assertTrue(unknown.contains("t.txt") && unknown.contains("fits"), unknown);
        assertThrows(TableReadException.class, () -> TableInput.open(text.toString(), Optional.of("nonsense")));
    }

    /** Counts and channels as astropy 8.0.1 sees them. */
    @ParameterizedTest
    @CsvSource({
        "nicer/pre_burst_spectrum_opt.pha, PHA_TYPE_I, 1501, 0, 124.6598, 224630",
        "ogip/xmm_pn/PN_spectrum_grp20.fits, PHA_TYPE_I, 4096, 0, 20265.98058616, 11526",
        "ogip/chandra_cdfs179/179.pi, PHA_TYPE_I, 1024, 1, 3746510, 2830",
        "ogip/chandra_3c273/3c273.pi, PHA_TYPE_I, 1024, 1, 38564.608926889, 736",
        "ogip/swift_xrt/target_sr.pha, PHA_TYPE_I, 1024, 0, 4812.266998952208, 58",
        "ogip/variants/source_rate.pi, PHA_TYPE_I, 1024, 1, 49429.233467924, 10558",
        "ogip/variants/3c120_pha2.gz, PHA_TYPE_II, 8192, 1, 77716.294300039, 254",
        "ogip/variants/P0112880201R1S004SRSPEC1003.FTZ, PHA_TYPE_I, 3600, 1, 28965.640625, 2724",
        "ogip/variants/acisf01575_001N001_r0085_pha3.fits.gz, PHA_TYPE_I, 1024, 1, 37664.157219191, 855",
        "ogip/variants/s0_mar24_bin.pha, PHA_TYPE_I, 512, 0, 33483.25, 1688",
        "events/chandra_m82_stingray_test.fits, EVENT_LIST, 1024, 1, 18279.338652893, 4612"})
    void readsRealFiles(String name, SpectrumTableKind kind, int channels, int first, double exposure, double counts)
            throws IOException {
        try (TableInput input = TableInput.open(SharedData.file(name).toString())) {
            SpectrumTable table = SpectrumTable.of(input.table(), SpectrumTableSettings.AUTOMATIC);
            assertEquals(kind, table.kind());
            Spectrum s = table.request(0).spectrum();
            assertEquals(channels, s.channelCount());
            assertEquals(first, s.firstChannel());
            assertEquals(exposure, s.exposure(), 1e-10 * exposure);
            assertEquals(counts, s.totalCounts(), 1e-6 * counts);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"events/rosat_pspc_fv_sample.evt"})
    void realEventsWithoutExposureSaySo(String name) throws IOException {
        try (TableInput input = TableInput.open(SharedData.file(name).toString())) {
            SpectrumTable bare = SpectrumTable.of(input.table(), SpectrumTableSettings.AUTOMATIC);
            assertEquals("PI", bare.columnName());
            assertEquals(FitFlag.NO_EXPOSURE, bare.request(0).failure().flag());
            Spectrum s = SpectrumTable.of(input.table(), SpectrumTableSettings.AUTOMATIC.withExposure("1000"))
                    .request(0).spectrum();
            assertEquals(401, s.channelCount());
        }
    }

    @Test
    void foldersAndDevicesAreToldApart() {
        String folderMessage = assertThrows(NoSuchFileException.class, () -> TableInput.open(folder.toString()))
                .getReason();
        assertEquals("is a folder, expected a table", folderMessage);
        Path device = Path.of("/dev/zero");
        assumeTrue(Files.exists(device), "needs a device");
        String message = assertThrows(NoSuchFileException.class, () -> TableInput.open(device.toString())).getReason();
        assertEquals("is neither a file nor a folder, expected a table", message);
    }

    @Test
    void tablesCutShortAreSentences() throws IOException {
        for (String format : List.of("fits", "colfits", "votable-binary2-inline", "votable-tabledata", "ecsv")) {
            byte[] whole = Files.readAllBytes(written("whole", format));
            for (int part = 1; part < 10; part++) {
                Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length * part / 10));
                try (TableInput input = TableInput.open(cut.toString())) {
                    input.table().getCell(0, 0);
                } catch (IOException e) {
                    assertTrue(e.getMessage().contains("cut") && !e.getMessage().contains("null"), e.getMessage());
                }
            }
        }
    }

    /** The VOTable metadata of a FITS file name one column of the two that are there. */
    @Test
    void metadataThatDoNotFitAreASentence() throws IOException {
        Path file = written("plus.fits", "colfits-plus");
        String all = Files.readString(file, StandardCharsets.ISO_8859_1);
        int field = all.lastIndexOf("<FIELD");
        String hidden = all.substring(0, field) + "<XIELD"
                + all.substring(field + 6).replaceFirst("</FIELD>", "</XIELD>");
        Files.writeString(file, hidden, StandardCharsets.ISO_8859_1);
        String message = assertThrows(TableReadException.class, () -> TableInput.open(file.toString())).getMessage();
        assertTrue(message.contains("plus.fits") && !message.contains("Exception"), message);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsCompressedTwiceIsRefused(boolean user) throws IOException {
        Path file = written("t.fits", "fits");
        Path once = zipped(file, "once.fits.gz");
        SourcePolicy policy = user ? SourcePolicy.USER : SourcePolicy.AGENT;
        try (TableInput input = TableInput.open(once.toString(), Optional.empty(), policy)) {
            assertSpectra(input);
        }
        String twice = zipped(once, "twice.fits.gz").toString();
        String message = assertThrows(IOException.class, () -> TableInput.open(twice, Optional.empty(), policy))
                .getMessage();
        assertTrue(message.contains("twice.fits.gz is compressed twice"), message);
    }

    @Test
    void compressedStandardInputHasTheLimitsOfItsPolicy() throws IOException {
        Path file = zipped(written("t.fits", "fits"), "z.fits.gz");
        SourcePolicy strict = new SourcePolicy(true, true, new DownloadLimits(Duration.ofSeconds(9),
                Duration.ofSeconds(9), 5000), DownloadLimits.CELL, Duration.ofMinutes(1));
        String local = assertThrows(IOException.class, () -> TableInput.open(file.toString(), Optional.empty(), strict))
                .getMessage();
        assertTrue(local.contains("has more than the 5000 bytes"), local);
        InputStream saved = System.in;
        try (InputStream first = Files.newInputStream(file); InputStream second = Files.newInputStream(file)) {
            System.setIn(first);
            String message = assertThrows(IOException.class, () -> TableInput.open("-", Optional.empty(), strict))
                    .getMessage();
            assertTrue(message.contains("standard input, decompressed, has more than the 5000 bytes"), message);
            System.setIn(second);
            try (TableInput input = TableInput.open("-")) {
                assertSpectra(input);
            }
        } finally {
            System.setIn(saved);
        }
    }

    private Path zipped(Path file, String name) throws IOException {
        Path zipped = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            Files.copy(file, out);
        }
        return zipped;
    }

    @Test
    void schemesAreOfAnyCase() throws IOException {
        String address = written("t.fits", "fits").toUri().toString().replaceFirst("file:", "FILE:");
        try (TableInput input = TableInput.open(address)) {
            assertSpectra(input);
        }
    }
}
