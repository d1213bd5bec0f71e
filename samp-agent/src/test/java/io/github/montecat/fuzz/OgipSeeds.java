package io.github.montecat.fuzz;

import io.github.montecat.ogip.PhaWriter;
import io.github.montecat.ogip.ResponseWriter;
import io.github.montecat.response.Response;
import io.github.montecat.spectrum.EnergyGrid;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Small valid OGIP files. */
final class OgipSeeds {

    private static final int CHANNELS = 8;

    private OgipSeeds() {
    }

    /** PHA files of type I and II. */
    static List<byte[]> spectra(Trial trial) throws IOException {
        double[] counts = {0, 3, 12, 30, 22, 9, 4, 1};
        double[] area = {1, 1, 1, 1, 0.9, 0.9, 0.8, 0.8};
        Spectrum spectrum = Spectrum.builder(counts).name("seed").firstChannel(0).exposure(100).areaScale(area)
                .backScale(area).sysError(area).quality(new int[] {1, 0, 0, 0, 0, 0, 0, 2})
                .grouping(new int[] {1, -1, 1, -1, 1, -1, 1, -1}).mission("TEST", "TEST").build();
        Path file = trial.folder().resolve("seed.pha");
        PhaWriter.COUNTS.withBackground("input.fits").write(file, spectrum);
        byte[] typeOne = Files.readAllBytes(file);
        PhaWriter.COUNTS.asRates().withHistory(List.of("made by a test")).write(file,
                spectrum.toBuilder().statError(counts).build());
        byte[] rates = Files.readAllBytes(file);
        Files.delete(file);
        return List.of(typeOne, rates, typeTwo(), GzipMutator.zip(typeOne));
    }

    /** A PHA file of type II with three spectra. */
    static byte[] typeTwo() throws IOException {
        int[][] counts = new int[3][CHANNELS];
        int[][] channels = new int[3][CHANNELS];
        for (int row = 0; row < counts.length; row++) {
            for (int c = 0; c < CHANNELS; c++) {
                counts[row][c] = row + c;
                channels[row][c] = 1 + c;
            }
        }
        return new FitsBuilder().extension("SPECTRUM").column("SPEC_NUM", new int[] {1, 2, 3})
                .column("CHANNEL", channels).columnKey("TLMIN", 1).columnKey("TLMAX", CHANNELS).column("COUNTS", counts)
                .column("EXPOSURE", new double[] {10, 20, 30}).column("BACKSCAL", new float[] {1, 1, 2})
                .column("BACKFILE", new String[] {"none", "none", "missing.pha"})
                .key("HDUCLASS", "OGIP").key("HDUCLAS1", "SPECTRUM").key("HDUCLAS4", "TYPE:II").key("TELESCOP", "TEST")
                .key("INSTRUME", "TEST").key("DETCHANS", CHANNELS).key("POISSERR", true).key("RESPFILE", "none")
                .bytes();
    }

    /** Redistribution matrices with fixed and variable lengths. */
    static List<byte[]> matrices(Trial trial) throws IOException {
        EnergyGrid grid = EnergyGrid.ofEdges(1, 2, 3, 4, 5);
        Path file = trial.folder().resolve("seed.rsp");
        new ResponseWriter("TEST", "TEST", 0, List.of()).write(file, Response.ofDense(grid, grid, new float[] {
            5, 0, 1, 0, 0, 5, 1, 0, 0, 1, 5, 0, 0, 0, 0, 0}));
        byte[] variable = Files.readAllBytes(file);
        Files.delete(file);
        return List.of(variable, fixed(), GzipMutator.zip(variable));
    }

    private static byte[] fixed() throws IOException {
        return new FitsBuilder().extension("MATRIX").column("ENERG_LO", new float[] {0, 1, 2})
                .columnKey("TUNIT", "keV").column("ENERG_HI", new float[] {1, 2, 3}).columnKey("TUNIT", "keV")
                .column("N_GRP", new short[] {2, 1, 0}).column("F_CHAN", new short[][] {{1, 4}, {3, 0}, {0, 0}})
                .columnKey("TLMIN", 1).column("N_CHAN", new short[][] {{2, 1}, {1, 0}, {0, 0}})
                .column("MATRIX", new float[][] {{0.5f, 0.25f, 0.125f}, {0.75f, 0, 0}, {0, 0, 0}})
                .key("HDUCLAS1", "RESPONSE").key("HDUCLAS2", "RSP_MATRIX").key("DETCHANS", 4)
                .extension("EBOUNDS").column("CHANNEL", new int[] {1, 2, 3, 4})
                .column("E_MIN", new float[] {0.1f, 0.2f, 0.3f, 0.4f})
                .column("E_MAX", new float[] {0.2f, 0.3f, 0.4f, 0.5f}).key("DETCHANS", 4).bytes();
    }

    /** Effective areas. */
    static List<byte[]> areas(Trial trial) throws IOException {
        byte[] arf = new FitsBuilder().extension("SPECRESP").column("ENERG_LO", new float[] {0.1f, 1, 2})
                .columnKey("TUNIT", "keV").column("ENERG_HI", new float[] {1, 2, 3}).columnKey("TUNIT", "keV")
                .column("SPECRESP", new float[] {10, 20, 15}).columnKey("TUNIT", "cm**2").key("HDUCLAS1", "RESPONSE")
                .key("HDUCLAS2", "SPECRESP").bytes();
        return List.of(arf, GzipMutator.zip(arf));
    }

    /** Table models of XSPEC, additive and multiplicative, with two interpolated parameters and an additional one. */
    static List<byte[]> tableModels(Trial trial) throws IOException {
        return List.of(tableModel(true), tableModel(false));
    }

    private static byte[] tableModel(boolean additive) throws IOException {
        float[] tau = {0, 1, 3};
        float[] kt = {1, 10};
        float[][] values = new float[6][];
        float[][] spectra = new float[6][];
        float[][] extra = new float[6][];
        for (int row = 0; row < 6; row++) {
            values[row] = new float[] {tau[row / 2], kt[row % 2]};
            spectra[row] = new float[] {row, 2, 4};
            extra[row] = new float[] {0, 0, row};
        }
        return new FitsBuilder().key("HDUCLASS", "OGIP").key("HDUCLAS1", "XSPEC TABLE MODEL").key("MODLNAME", "seed")
                .key("ADDMODEL", additive).key("REDSHIFT", additive).key("LOELIMIT", 0.0).key("HIELIMIT", 0.0)
                .extension("PARAMETERS").column("NAME", new String[] {"tau", "kTe", "extra"})
                .column("METHOD", new int[] {0, 1, 0}).column("INITIAL", new float[] {1, 2, 0})
                .column("DELTA", new float[] {0.1f, -0.1f, 0.1f}).column("MINIMUM", new float[] {-1, 1, 0})
                .column("BOTTOM", new float[] {-1, 1, 0}).column("TOP", new float[] {3, 100, 9})
                .column("MAXIMUM", new float[] {3, 100, 9}).column("NUMBVALS", new int[] {3, 2, 0})
                .column("VALUE", new float[][] {tau, Arrays.copyOf(kt, 3), {0, 0, 0}}).key("NINTPARM", 2)
                .key("NADDPARM", 1)
                .extension("ENERGIES").column("ENERG_LO", new float[] {1, 2, 4})
                .column("ENERG_HI", new float[] {2, 4, 8})
                .extension("SPECTRA").column("PARAMVAL", values).column("INTPSPEC", spectra).column("ADDSP001", extra)
                .bytes();
    }

    /** An event list with positions on the sky and good times. */
    static List<byte[]> events(Trial trial) throws IOException {
        int n = 60;
        float[] x = new float[n];
        float[] y = new float[n];
        int[] pi = new int[n];
        double[] time = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = 450 + i % 10 * 10;
            y[i] = 450 + i / 10 * 10;
            pi[i] = i % 40;
            time[i] = 1000 + i;
        }
        byte[] events = new FitsBuilder().extension("EVENTS").column("TIME", time).columnKey("TUNIT", "s")
                .column("X", x).columnKey("TLMIN", 1).columnKey("TLMAX", 1000).columnKey("TCTYP", "RA---TAN")
                .columnKey("TCRVL", 10.0).columnKey("TCRPX", 500.0).columnKey("TCDLT", -0.001)
                .column("Y", y).columnKey("TLMIN", 1).columnKey("TLMAX", 1000).columnKey("TCTYP", "DEC--TAN")
                .columnKey("TCRVL", 60.0).columnKey("TCRPX", 500.0).columnKey("TCDLT", 0.001)
                .column("PI", pi).columnKey("TLMIN", 0).columnKey("TLMAX", 39).key("HDUCLAS1", "EVENTS")
                .key("TELESCOP", "TEST").key("INSTRUME", "TEST").key("RADECSYS", "FK5").key("EQUINOX", 2000.0)
                .key("EXPOSURE", 50.0).key("TSTART", 1000.0).key("TSTOP", 1060.0)
                .extension("GTI").column("START", new double[] {1000, 1030}).column("STOP", new double[] {1020, 1060})
                .key("HDUCLAS1", "GTI").bytes();
        return List.of(events, GzipMutator.zip(events));
    }
}
