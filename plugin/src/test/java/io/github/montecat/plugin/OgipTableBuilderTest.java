package io.github.montecat.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nom.tam.fits.BinaryTable;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;
import uk.ac.starlink.table.TableFormatException;
import uk.ac.starlink.util.FileDataSource;

class OgipTableBuilderTest {

    private static final int[] CHANNEL = {1, 2, 3};
    private static final int[] COUNTS = {4, 9, 0};
    private static final float[] E_MIN = {0.5f, 1f, 2f};
    private static final float[] E_MAX = {1f, 2f, 4f};

    @TempDir
    private Path dir;

    @Test
    void typeOneGetsEnergiesFromItsOwnFileWhereverTheSpectrumStands() throws Exception {
        Path file = write("a.pha", ebounds(), spectrum(10, null));
        StarTable t = read(file);
        assertEquals(List.of("CHANNEL", "COUNTS", "E_MIN", "E_MAX", "ENERGY", "RATE_PER_S", "RATE_PER_S_ERR",
                "RATE_PER_KEV", "RATE_PER_KEV_ERR", "QUALITY"), columns(t));
        assertEquals(3, t.getRowCount());
        assertTrue(t.isRandom());
        assertEquals(9, ((Number) cell(t, 1, "COUNTS")).intValue());
        assertEquals(1.5, (double) cell(t, 1, "ENERGY"), 1e-12);
        assertEquals(0.9, (double) cell(t, 1, "RATE_PER_S"), 1e-12, "9 counts in 10 s");
        assertEquals(0.3, (double) cell(t, 1, "RATE_PER_S_ERR"), 1e-12, "sqrt(9) counts in 10 s");
        assertEquals(0.8, (double) cell(t, 0, "RATE_PER_KEV"), 1e-12, "4 counts in 10 s and 0.5 keV");
        assertEquals("keV", t.getColumnInfo(columns(t).indexOf("E_MAX")).getUnitString());
        assertEquals("10.0", t.getParameterByName("EXPOSURE").getValue().toString());
    }

    @Test
    void typeOneGetsEnergiesFromTheResponseBesideIt() throws Exception {
        write("r.rmf", ebounds());
        StarTable t = read(write("a.pi", spectrum(10, "elsewhere/r.rmf")));
        assertEquals(3.0, (double) cell(t, 2, "ENERGY"), 1e-12);
    }

    @Test
    void filesBesideTheSpectrumAreNamedInFull() throws Exception {
        Path response = write("r.rmf", ebounds());
        StarTable t = read(write("a.pi", spectrum(10, "elsewhere/r.rmf")));
        String named = t.getParameterByName("RESPFILE").getValue().toString();
        assertEquals(response.toRealPath(), Path.of(named).toRealPath());
        StarTable without = read(write("b.pi", spectrum(10, "missing.rmf")));
        assertEquals("missing.rmf", without.getParameterByName("RESPFILE").getValue());
    }

    @Test
    void aResponseThatCannotBeReadCostsOnlyTheEnergies() throws Exception {
        Files.writeString(dir.resolve("r.rmf"), "not FITS");
        StarTable t = read(write("a.pi", spectrum(10, "r.rmf")));
        assertEquals(List.of("CHANNEL", "COUNTS", "RATE_PER_S", "RATE_PER_S_ERR", "QUALITY"), columns(t));
    }

    @Test
    void rowsThatAHeaderStatesMustBeThere() throws Exception {
        for (String rows : List.of("-1", "2000000000", "1000000")) {
            Path file = write("a.pha", spectrum(10, null));
            byte[] bytes = Files.readAllBytes(file);
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            int at = text.lastIndexOf("NAXIS2  =") + 10;
            System.arraycopy(String.format("%20s", rows).getBytes(StandardCharsets.ISO_8859_1), 0, bytes, at, 20);
            Files.write(file, bytes);
            String message = assertThrows(IOException.class, () -> read(file)).getMessage();
            assertTrue(message.contains("NAXIS2") || message.contains("FITS") || message.contains("damaged"), message);
        }
    }

    @Test
    void withoutExposureThereIsNoRate() throws Exception {
        StarTable t = read(write("a.pha", spectrum(Double.NaN, null)));
        assertEquals(List.of("CHANNEL", "COUNTS", "QUALITY"), columns(t));
    }

    @Test
    void ratesAndTheirErrorsStayAsTheyAre() throws Exception {
        BinaryTable table = new BinaryTable();
        table.addColumn(CHANNEL);
        table.addColumn(new float[] {1.5f, 2.5f, -0.5f});
        table.addColumn(new float[] {0.25f, 0.5f, 0.75f});
        StarTable t = read(write("a.pha", named("SPECTRUM", table, "CHANNEL", "RATE", "STAT_ERR")));
        assertEquals(-0.5, (double) cell(t, 2, "RATE_PER_S"), 1e-12);
        assertEquals(0.75, (double) cell(t, 2, "RATE_PER_S_ERR"), 1e-12);
    }

    @Test
    void typeTwoHasARowPerSpectrum() throws Exception {
        BinaryTable table = new BinaryTable();
        table.addColumn(new int[] {7, 8});
        table.addColumn(new int[][] {COUNTS, {1, 1, 1}});
        table.addColumn(new double[] {10, 20});
        StarTable t = read(write("a.pha2", named("SPECTRUM", table, "SPEC_NUM", "COUNTS", "EXPOSURE")));
        assertEquals(2, t.getRowCount());
        assertEquals(List.of("SPEC_NUM", "COUNTS", "EXPOSURE"), columns(t));
        assertEquals(9, assertInstanceOf(int[].class, cell(t, 0, "COUNTS"))[1]);
    }

    @Test
    void arfGetsAnEnergyAxis() throws Exception {
        BinaryTable table = new BinaryTable();
        table.addColumn(new float[] {1, 2});
        table.addColumn(new float[] {2, 4});
        table.addColumn(new float[] {100, 50});
        StarTable t = read(write("a.arf", named("SPECRESP", table, "ENERG_LO", "ENERG_HI", "SPECRESP")));
        assertEquals(List.of("ENERG_LO", "ENERG_HI", "SPECRESP", "ENERGY"), columns(t));
        assertEquals(3.0, (double) cell(t, 1, "ENERGY"), 1e-12);
    }

    @Test
    void rmfGetsEnergySumAndPeakOfEachRowAcrossItsGroups() throws Exception {
        BinaryTable table = new BinaryTable();
        table.addColumn(new float[] {1, 2});
        table.addColumn(new float[] {2, 4});
        table.addColumn(new short[] {2, 1});
        table.addColumn(new short[][] {{3, 10}, {5, 0}});
        table.addColumn(new short[][] {{2, 2}, {4, 0}});
        table.addColumn(new float[][] {{0.1f, 0.2f, 0.4f, 0.3f}, {0.25f, 0.5f, 0.125f, 0}});
        StarTable t = read(write("a.rmf", ebounds(), named("MATRIX", table, "ENERG_LO", "ENERG_HI", "N_GRP", "F_CHAN",
                "N_CHAN", "MATRIX")));
        assertEquals(1.5, (double) cell(t, 0, "ENERGY"), 1e-12);
        assertEquals(1.0, (double) cell(t, 0, "RESPONSE_SUM"), 1e-6);
        assertEquals(10, cell(t, 0, "PEAK_CHANNEL"), "first channel of the second group");
        assertEquals(0.875, (double) cell(t, 1, "RESPONSE_SUM"), 1e-6);
        assertEquals(6, cell(t, 1, "PEAK_CHANNEL"));
    }

    @Test
    void asFirstReaderItTakesSpectraAndLeavesOtherFilesToOthers() throws Exception {
        StarTableFactory factory = new StarTableFactory(true);
        OgipTableBuilder.goFirst(factory);
        OgipTableBuilder.goFirst(factory);
        assertEquals(1, factory.getDefaultBuilders().stream().filter(OgipTableBuilder.class::isInstance).count());
        assertTrue(columns(factory.makeStarTable(write("a", ebounds(), spectrum(10, null)).toString()))
                .contains("ENERGY"));
        assertEquals(List.of("CHANNEL", "E_MIN", "E_MAX"), columns(factory.makeStarTable(write("b",
                ebounds()).toString())));
        BinaryTable optical = new BinaryTable();
        optical.addColumn(new double[] {5000, 5001});
        optical.addColumn(new double[] {1, 2});
        assertEquals(List.of("WAVELENGTH", "FLUX"), columns(factory.makeStarTable(write("c",
                named("SPECTRUM", optical, "WAVELENGTH", "FLUX")).toString())), "a spectrum, but not of X-rays");
    }

    @Test
    void stilFindsTheReaderByItsProperty() throws Exception {
        Path file = write("a.pha", ebounds(), spectrum(10, null));
        System.setProperty("startable.readers", OgipTableBuilder.class.getName());
        try {
            StarTable t = new StarTableFactory().makeStarTable(file.toString(), "ogip");
            assertTrue(columns(t).contains("ENERGY"));
        } finally {
            System.clearProperty("startable.readers");
        }
    }

    @Test
    void otherFilesAreRefusedWithAReason() throws Exception {
        Path text = Files.writeString(dir.resolve("a.txt"), "CHANNEL COUNTS\n1 2\n");
        assertTrue(refusal(text).contains("not a FITS file"), refusal(text));
        Path other = write("b.fits", ebounds());
        assertTrue(refusal(other).contains("neither a SPECTRUM extension") && refusal(other).contains("EBOUNDS"),
                refusal(other));
        FileDataSource withPosition = new FileDataSource(other.toFile());
        withPosition.setPosition("1");
        assertTrue(assertThrows(TableFormatException.class,
                () -> new OgipTableBuilder().makeStarTable(withPosition, true, null)).getMessage().contains("#1"));
    }

    @Test
    void namesOfSpectraAreKnown() {
        OgipTableBuilder builder = new OgipTableBuilder();
        for (String name : List.of("a.pha", "http://x/B.PHA.gz", "c.pi", "d.pha2", "a.rmf", "b.arf.gz", "c.rsp")) {
            assertTrue(builder.looksLikeFile(name), name);
        }
        for (String name : List.of("a.fits", "api", "rmf")) {
            assertFalse(builder.looksLikeFile(name), name);
        }
    }

    @Test
    void realSpectraAreRead() throws Exception {
        Path ogip = sharedData().resolve("ogip");
        assumeTrue(Files.isDirectory(ogip), "no real spectra: " + ogip + " does not exist");
        StarTable pn = read(ogip.resolve("xmm_pn").resolve("PN_spectrum_grp20.fits"));
        assertTrue(columns(pn).containsAll(List.of("RATE_PER_S", "ENERGY")), "its response PN.rmf lies beside it: "
                + columns(pn));
        StarTable two = read(ogip.resolve("variants").resolve("3c120_pha2.gz"));
        assertEquals(12, two.getRowCount());
        for (String name : List.of("xmm_pn/PN.rmf", "chandra_3c273/3c273.rmf", "swift_xrt/swxpc0to12s6_20130101v014.rmf.gz",
                "variants/pspcc_gain1_256.rsp", "variants/rxte.rsp", "variants/rmf_1024.fits")) {
            StarTable rmf = read(ogip.resolve(name));
            double largest = 0;
            for (long row = 0; row < rmf.getRowCount(); row++) {
                largest = Math.max(largest, (double) cell(rmf, (int) row, "RESPONSE_SUM"));
            }
            assertTrue(largest > 0.5, name + " has a largest sum of " + largest);
        }
        assertTrue(columns(read(ogip.resolve("xmm_pn").resolve("PN.arf"))).containsAll(List.of("SPECRESP", "ENERGY")));
    }

    private static Path sharedData() {
        String given = System.getProperty("montecat.shared", System.getenv("MONTECAT_SHARED"));
        if (given != null) {
            return Path.of(given, "data");
        }
        for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
            if (Files.isDirectory(p.resolve("shared").resolve("data"))) {
                return p.resolve("shared").resolve("data");
            }
        }
        return Path.of("shared", "data");
    }

    private static StarTable read(Path file) throws IOException {
        return new OgipTableBuilder().makeStarTable(new FileDataSource(file.toFile()), true, null);
    }

    private static String refusal(Path file) {
        return assertThrows(TableFormatException.class, () -> read(file)).getMessage();
    }

    private static List<String> columns(StarTable t) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < t.getColumnCount(); i++) {
            names.add(t.getColumnInfo(i).getName());
        }
        return names;
    }

    private static Object cell(StarTable t, int row, String column) throws IOException {
        return t.getCell(row, columns(t).indexOf(column));
    }

    private static BinaryTableHDU spectrum(double exposure, String response) throws FitsException {
        BinaryTable table = new BinaryTable();
        table.addColumn(CHANNEL);
        table.addColumn(COUNTS);
        BinaryTableHDU hdu = named("SPECTRUM", table, "CHANNEL", "COUNTS");
        if (!Double.isNaN(exposure)) {
            hdu.addValue("EXPOSURE", exposure, "s");
        }
        if (response != null) {
            hdu.addValue("RESPFILE", response, "");
        }
        return hdu;
    }

    private static BinaryTableHDU ebounds() throws FitsException {
        BinaryTable table = new BinaryTable();
        table.addColumn(CHANNEL);
        table.addColumn(E_MIN);
        table.addColumn(E_MAX);
        return named("EBOUNDS", table, "CHANNEL", "E_MIN", "E_MAX");
    }

    private static BinaryTableHDU named(String extension, BinaryTable table, String... columns) throws FitsException {
        BinaryTableHDU hdu = table.toHDU();
        hdu.addValue("EXTNAME", extension, "");
        for (int i = 0; i < columns.length; i++) {
            hdu.setColumnName(i, columns[i], null);
        }
        return hdu;
    }

    private Path write(String name, BinaryTableHDU... hdus) throws Exception {
        Path file = dir.resolve(name);
        try (Fits fits = new Fits()) {
            for (BinaryTableHDU hdu : hdus) {
                fits.addHDU(hdu);
            }
            fits.write(file.toFile());
        }
        return file;
    }
}
