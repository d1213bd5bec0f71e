package io.github.montecat.ogip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.FitsFixture;
import io.github.montecat.SharedData;
import io.github.montecat.fit.FoldedModel;
import io.github.montecat.physics.ModelExpression;
import io.github.montecat.response.EffectiveArea;
import io.github.montecat.response.RedistributionMatrix;
import io.github.montecat.response.Response;
import io.github.montecat.spectrum.ChannelGrouping;
import io.github.montecat.spectrum.EnergyGrid;
import io.github.montecat.spectrum.Spectrum;
import io.github.montecat.statistic.BinnedCounts;
import io.github.montecat.statistic.NoticedBins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseReaderTest {

    /** Rows of energy, columns of channels: two groups, one group, none. */
    private static final float[] EXPECTED = {
        0.5f, 0.25f, 0, 0.125f, //
        0, 0, 0.75f, 0, //
        0, 0, 0, 0};

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"variable, 1, 1", "variable, 0, 0", "fixed, 0, 0", "fixed, 1, 1", "variable, , 1", "variable, , 0",
        "fixed, 1, 0"})
    void readsGroupsWhateverTheLayout(String layout, Integer tlmin, int ebounds) throws IOException {
        int first = tlmin == null ? 1 : tlmin;
        Path file = write(layout, tlmin, first, ebounds, folder.resolve("m.rmf"));
        RedistributionMatrix rmf = ResponseReader.readRmf(file);
        assertEquals(ebounds, rmf.firstChannel());
        assertEquals(3, rmf.energies().size());
        assertEquals(0, rmf.energies().low(0));
        assertArrayEquals(new double[] {0.1, 0.2, 0.3, 0.4}, rmf.channels().lows(), 1e-7);
        assertArrayEquals(EXPECTED, Response.of(rmf, Optional.empty()).toDense());
    }

    @Test
    void channelZeroWithoutTlminMeansZero() throws IOException {
        RedistributionMatrix rmf = ResponseReader.readRmf(write("fixed", null, 0, 0, folder.resolve("z.rmf")));
        assertArrayEquals(EXPECTED, Response.of(rmf, Optional.empty()).toDense());
    }

    @Test
    void readsGzipWhateverTheName() throws IOException {
        Path gz = write("variable", 1, 1, 1, folder.resolve("m.rmf.gz"));
        Path renamed = Files.move(gz, folder.resolve("m.FTZ"));
        assertArrayEquals(EXPECTED, Response.of(ResponseReader.readRmf(renamed), Optional.empty()).toDense());
    }

    private static Path write(String layout, Integer tlmin, int first, int ebounds, Path file) {
        FitsFixture fits = new FitsFixture().extension(first == 0 ? "SPECRESP MATRIX" : "MATRIX")
                .column("ENERG_LO", new float[] {0, 1, 2}).unit("keV")
                .column("ENERG_HI", new float[] {1, 2, 3}).unit("keV")
                .column("N_GRP", new short[] {2, 1, 0});
        short f = (short) first;
        short f2 = (short) (first + 2);
        short f3 = (short) (first + 3);
        if (layout.equals("variable")) {
            fits.variable("F_CHAN", new short[][] {{f, f3}, {f2}, {}});
            key(fits, tlmin);
            fits.variable("N_CHAN", new short[][] {{2, 1}, {1}, {}})
                    .variable("MATRIX", new float[][] {{0.5f, 0.25f, 0.125f}, {0.75f}, {}});
        } else {
            fits.column("F_CHAN", new short[][] {{f, f3}, {f2, 0}, {0, 0}});
            key(fits, tlmin);
            fits.column("N_CHAN", new short[][] {{2, 1}, {1, 0}, {0, 0}})
                    .column("MATRIX", new float[][] {{0.5f, 0.25f, 0.125f}, {0.75f, 0, 0}, {0, 0, 0}});
        }
        return fits.extension("EBOUNDS")
                .column("CHANNEL", new int[] {ebounds, ebounds + 1, ebounds + 2, ebounds + 3})
                .column("E_MIN", new float[] {0.1f, 0.2f, 0.3f, 0.4f})
                .column("E_MAX", new float[] {0.2f, 0.3f, 0.4f, 0.5f})
                .write(file);
    }

    private static void key(FitsFixture fits, Integer tlmin) {
        if (tlmin != null) {
            fits.columnKey("TLMIN", tlmin);
        }
    }

    @Test
    void readsScalarColumnsAndElectronvolts() throws IOException {
        Path file = new FitsFixture().extension("MATRIX")
                .column("ENERG_LO", new double[] {100, 200}).unit("eV")
                .column("ENERG_HI", new double[] {200, 300}).unit("eV")
                .column("N_GRP", new short[] {1, 1})
                .column("F_CHAN", new short[] {0, 1}).columnKey("TLMIN", 0)
                .column("N_CHAN", new short[] {1, 1})
                .column("MATRIX", new float[] {0.5f, 0.25f})
                .extension("EBOUNDS").column("CHANNEL", new int[] {0, 1})
                .column("E_MIN", new double[] {90, 190}).unit("eV")
                .column("E_MAX", new double[] {190, 290}).unit("eV")
                .write(folder.resolve("s.rmf"));
        RedistributionMatrix rmf = ResponseReader.readRmf(file);
        assertArrayEquals(new float[] {0.5f, 0, 0, 0.25f}, Response.of(rmf, Optional.empty()).toDense());
        assertEquals(0.2, rmf.energies().low(1), 1e-12);
        assertEquals(0.29, rmf.channels().high(1), 1e-12);
    }

    @Test
    void refusesElementsOutsideTheChannels() {
        Path file = write("fixed", 0, 1, 0, folder.resolve("o.rmf"));
        String message = assertThrows(OgipFormatException.class, () -> ResponseReader.readRmf(file)).getMessage();
        assertTrue(message.contains("channel 4") && message.contains("channels 0 to 3"), message);
    }

    @Test
    void saysWhatAFileHasInstead() {
        Path file = new FitsFixture().extension("SPECTRUM").column("CHANNEL", new int[] {1})
                .write(folder.resolve("x.pha"));
        String message = assertThrows(OgipFormatException.class, () -> ResponseReader.readRmf(file)).getMessage();
        assertTrue(message.contains("MATRIX or SPECRESP MATRIX") && message.contains("it has SPECTRUM"), message);
        assertThrows(OgipFormatException.class, () -> ResponseReader.readArf(file));
    }

    @Test
    void refusesWhatIsNoFits() throws IOException {
        Path text = Files.writeString(folder.resolve("t.rmf"), "nothing of the kind".repeat(500));
        assertThrows(OgipFormatException.class, () -> ResponseReader.readRmf(text));
        Path empty = Files.createFile(folder.resolve("e.rmf"));
        assertThrows(OgipFormatException.class, () -> ResponseReader.readRmf(empty));
        assertThrows(NoSuchFileException.class, () -> ResponseReader.readRmf(folder.resolve("absent.rmf")));
        assertThrows(NoSuchFileException.class, () -> ResponseReader.readRmf(folder));
    }

    @Test
    void refusesAResponseInSeveralParts() {
        FitsFixture fits = new FitsFixture();
        for (int i = 0; i < 2; i++) {
            fits.extension("MATRIX").column("ENERG_LO", new float[] {1}).column("ENERG_HI", new float[] {2})
                    .column("N_GRP", new short[] {1}).column("F_CHAN", new short[] {1})
                    .column("N_CHAN", new short[] {1}).column("MATRIX", new float[] {1});
        }
        Path file = fits.extension("EBOUNDS").column("CHANNEL", new int[] {1}).column("E_MIN", new float[] {1})
                .column("E_MAX", new float[] {2}).write(folder.resolve("parts.rmf"));
        String message = assertThrows(OgipFormatException.class, () -> ResponseReader.readRmf(file)).getMessage();
        assertTrue(message.contains("2 extensions"), message);
    }

    @Test
    void refusesATruncatedFile() throws IOException {
        Path file = write("variable", 1, 1, 1, folder.resolve("c.rmf"));
        byte[] whole = Files.readAllBytes(file);
        Path cut = Files.write(folder.resolve("cut.rmf"), Arrays.copyOf(whole, 2880 * 2 + 100));
        assertThrows(OgipFormatException.class, () -> ResponseReader.readRmf(cut));
    }

    /** Sums and index-weighted sums of all elements, computed with astropy 8.0.1; without rows of no width. */
    @ParameterizedTest
    @CsvSource({
        "ogip/chandra_3c273/3c273.rmf, 1090, 1024, 1, 1090.00000148, 299284360.043",
        "ogip/chandra_cdfs179/cdfs4Ms_179.rmf, 1918, 1024, 1, 1916.03191995, 839991017.742",
        "ogip/variants/epn_ff20_dY9.rmf, 1319, 4096, 0, 1200.61082174, 921790905.788",
        "ogip/variants/s0_mar24.rmf, 1180, 512, 0, 544.883779388, 53756783.8999",
        "ogip/xmm_pn/PN.rmf, 2067, 4096, 0, 2066.99999973, 3091524627.13",
        "ogip/variants/pspcc_gain1_256.rsp, 710, 256, 1, 41524.3605296, 1835767985.82",
        "ogip/variants/rxte.rsp, 300, 129, 0, 174126.336786, 684031215.146",
        "ogip/swift_xrt/swxpc0to12s6_20130101v014.rmf.gz, 2400, 1024, 0, 1133.81281973, 540136419.205",
        "ogip/variants/rmf_1024.fits, 198, 1024, 1, 198.000000432, 8993763.29411",
        "nicer/nicer_effective.rmf, 3451, 1501, 0, 3279.47586036, 4049757228.49"})
    void readsRealMatrices(String name, int energies, int channels, int first, double sum, double weighted)
            throws IOException {
        RedistributionMatrix rmf = ResponseReader.readRmf(SharedData.file(name));
        assertEquals(energies, rmf.energies().size());
        assertEquals(channels, rmf.channels().size());
        assertEquals(first, rmf.firstChannel());
        Response response = Response.of(rmf, Optional.empty());
        double[] flux = new double[energies];
        Arrays.fill(flux, 1);
        assertEquals(sum, Arrays.stream(response.fold(flux)).sum(), 1e-10 * sum);
        Arrays.setAll(flux, e -> e + 1);
        double[] rate = response.fold(flux);
        double total = 0;
        for (int c = 0; c < channels; c++) {
            total += (c + 1) * rate[c];
        }
        assertEquals(weighted, total, 1e-10 * weighted);
    }

    /** Bounds and sums of the areas, computed with astropy 8.0.1. */
    @ParameterizedTest
    @CsvSource({
        "nicer/b_008_0.25s.arf, 3451, 0.100000001, 20, 2284351.0785",
        "nicer/nixtiaveonaxis20170601v005.arf, 3451, 0.100000001, 20, 2239532.71505",
        "nicer/pre_burst_Tint200_raw.arf, 3451, 0.100000001, 20, 2280622.1651",
        "ogip/chandra_3c273/3c273.arf, 1090, 0.100000001, 11, 68754.9959623",
        "ogip/chandra_cdfs179/cdfs4Ms_179.arf, 1918, 0.300000012, 9.88599968, 312821.938425",
        "ogip/swift_xrt/target_sr.arf, 2400, 0, 12, 178696.10073",
        "ogip/variants/pn_pi_src.arf, 1319, 0.0500000007, 18.0499992, 633600.202097",
        "ogip/variants/s0_mar24.arf, 1180, 0.200000003, 12, 115339.062935",
        "ogip/xmm_pn/PN.arf, 2067, 0.0500000007, 16.0049992, 1264383.10989"})
    void readsRealAreas(String name, int energies, double low, double high, double sum) throws IOException {
        EffectiveArea arf = ResponseReader.readArf(SharedData.file(name));
        assertEquals(energies, arf.energies().size());
        assertEquals(low, arf.energies().low(0), 1e-8);
        assertEquals(high, arf.energies().high(energies - 1), 1e-6);
        double total = 0;
        for (int e = 0; e < energies; e++) {
            total += arf.area(e);
        }
        assertEquals(sum, total, 1e-9 * sum);
    }

    /** A matrix that puts the photons of energy bin e into the channel that {@code channel} says. */
    private Path diagonal(String name, double[] edges, float[] low, float[] high, IntUnaryOperator channel) {
        int n = low.length;
        double[] ones = new double[n];
        Arrays.fill(ones, 0.5);
        int[] numbers = new int[n];
        Arrays.setAll(numbers, c -> c + 1);
        short[] one = new short[n];
        Arrays.fill(one, (short) 1);
        int[] first = new int[n];
        Arrays.setAll(first, e -> channel.applyAsInt(e) + 1);
        return new FitsFixture().extension("MATRIX").column("ENERG_LO", Arrays.copyOf(edges, n))
                .column("ENERG_HI", Arrays.copyOfRange(edges, 1, n + 1)).column("N_GRP", one).column("F_CHAN", first)
                .columnKey("TLMIN", 1).column("N_CHAN", one).column("MATRIX", ones)
                .extension("EBOUNDS").column("CHANNEL", numbers).column("E_MIN", low).column("E_MAX", high)
                .write(folder.resolve(name));
    }

    /** The matrices of XMM's RGS have channels of equal wavelength, so their energies descend. */
    @Test
    void takesChannelsOfDescendingEnergy() throws IOException {
        Path file = SharedData.file("ogip/variants/P0112880201R1S004SRSPEC1003.FTZ");
        Spectrum spectrum = new PhaReader(BackgroundFile.IGNORE).read(file);
        int n = spectrum.channelCount();
        double[] edges = new double[n + 1];
        Arrays.setAll(edges, e -> 12.39842 / (40 - 0.01 * e));
        float[] low = new float[n];
        float[] high = new float[n];
        for (int c = 0; c < n; c++) {
            low[c] = (float) edges[n - 1 - c];
            high[c] = (float) edges[n - c];
        }
        Response response = Response.of(ResponseReader.readRmf(diagonal("rgs.rmf", edges, low, high, e -> n - 1 - e)),
                Optional.empty());
        assertTrue(response.bins().descends());
        NoticedBins bins = NoticedBins.of(spectrum, response.bins()).ignoreBad().only(0.4, 1.5);
        BinnedCounts data = new BinnedCounts(spectrum, bins);
        double[] rates = new FoldedModel(ModelExpression.parse("powerlaw"), response, bins).rates(1.7, 2);
        assertTrue(bins.size() > 1000, bins.toString());
        int[] quality = spectrum.quality().orElseGet(() -> new int[n]);
        int b = 0;
        for (int c = n - 1; c >= 0; c--) {
            if (quality[c] == 0 && high[c] >= 0.4 && low[c] <= 1.5 && b < bins.size() && low[c] == (float) bins.low(b)) {
                assertEquals(spectrum.counts(c), data.counts(b));
                double photons = 2 / 0.7 * (Math.pow(edges[n - 1 - c], -0.7) - Math.pow(edges[n - c], -0.7));
                assertEquals(photons / 2, rates[b], 1e-9 * photons);
                b++;
            }
        }
        assertEquals(bins.size(), b);
        Path written = folder.resolve("written.rsp");
        new ResponseWriter("XMM", "RGS1", 1, List.of()).write(written, response.grouped(new ChannelGrouping(0, 10, 30)));
        assertEquals(high[0], ResponseReader.readRmf(written).channels().high(0));
    }

    @Test
    void takesANegativeEnergyOfAChannel() throws IOException {
        Path file = diagonal("negative.rmf", new double[] {0.1, 0.2, 0.3}, new float[] {-0.05f, 0.2f},
                new float[] {0.2f, 0.3f}, e -> e);
        Response response = Response.of(ResponseReader.readRmf(file), Optional.empty());
        assertEquals(-0.05f, response.bins().low(0));
        assertArrayEquals(new double[] {1, 2},
                NoticedBins.of(Spectrum.of(new double[] {1, 2}, 1), response.bins()).sum(new double[] {1, 2}));
    }

    @Test
    void refusesChannelsInNoOrder() {
        Path file = diagonal("mixed.rmf", new double[] {1, 2, 3, 4}, new float[] {1, 3, 2}, new float[] {2, 4, 3}, e -> e);
        String message = assertThrows(OgipFormatException.class, () -> ResponseReader.readRmf(file)).getMessage();
        assertTrue(message.contains("mixed.rmf[EBOUNDS] columns E_MIN, E_MAX: channel 2"), message);
    }

    /** As in the areas of NuSTAR, whose bounds are rounded to single precision one by one. */
    @Test
    void photonEnergiesAreContiguousWhateverTheRounding() throws IOException {
        double[] low = {1, 2 - 1e-7, 3 + 1e-7};
        double[] high = {2, 3, 4};
        Path arf = new FitsFixture().extension("SPECRESP").column("ENERG_LO", low).column("ENERG_HI", high)
                .column("SPECRESP", new double[] {10, 20, 30}).write(folder.resolve("r.arf"));
        assertEquals(EnergyGrid.ofEdges(1, 2, 3, 4), ResponseReader.readArf(arf).energies());
        Path rmf = new FitsFixture().extension("MATRIX").column("ENERG_LO", low).column("ENERG_HI", high)
                .column("N_GRP", new short[] {1, 1, 1}).column("F_CHAN", new short[] {1, 1, 1})
                .column("N_CHAN", new short[] {1, 1, 1}).column("MATRIX", new double[] {1, 1, 1})
                .extension("EBOUNDS").column("CHANNEL", new int[] {1}).column("E_MIN", new float[] {1})
                .column("E_MAX", new float[] {4}).write(folder.resolve("r.rmf"));
        assertEquals(EnergyGrid.ofEdges(1, 2, 3, 4), ResponseReader.readRmf(rmf).energies());
    }

    /** As in a matrix of Chandra that is known. */
    @Test
    void channelsWithoutNumbersCountAsTheMatrixDoes() throws IOException {
        Path file = new FitsFixture().extension("MATRIX").column("ENERG_LO", new float[] {1})
                .column("ENERG_HI", new float[] {2}).column("N_GRP", new short[] {1}).column("F_CHAN", new short[] {1})
                .columnKey("TLMIN", 1).column("N_CHAN", new short[] {2}).column("MATRIX", new float[][] {{0.5f, 0.25f}})
                .extension("EBOUNDS").column("CHANNEL", new int[] {0, 0}).column("E_MIN", new float[] {1, 2})
                .column("E_MAX", new float[] {2, 3}).write(folder.resolve("zeros.rmf"));
        RedistributionMatrix rmf = ResponseReader.readRmf(file);
        assertEquals(1, rmf.firstChannel());
        assertArrayEquals(new float[] {0.5f, 0.25f}, Response.of(rmf, Optional.empty()).toDense());
    }
}
