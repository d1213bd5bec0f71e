package io.github.montecat.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import nom.tam.fits.BinaryTable;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;

/** Writes a small observation: PHA, background, RMF with one channel per energy, ARF. */
public final class ObservationFixture {

    private ObservationFixture() {
    }

    /** A PHA file; names are {@code none} where there is no such file. */
    public static void pha(Path file, int[] counts, double exposure, double backScale, int[] grouping, String... companions)
            throws IOException {
        BinaryTableHDU hdu = table("SPECTRUM", new String[] {"CHANNEL", "COUNTS", "GROUPING"}, numbers(counts.length),
                counts, grouping);
        try {
            hdu.addValue("TLMIN1", 1, "");
            hdu.addValue("DETCHANS", counts.length, "");
            hdu.addValue("POISSERR", true, "");
            hdu.addValue("EXPOSURE", exposure, "");
            hdu.addValue("AREASCAL", 1.0, "");
            hdu.addValue("BACKSCAL", backScale, "");
            String[] keys = {"RESPFILE", "ANCRFILE", "BACKFILE"};
            for (int i = 0; i < companions.length; i++) {
                hdu.addValue(keys[i], companions[i], "");
            }
        } catch (FitsException e) {
            throw new IOException(e);
        }
        write(file, hdu);
    }

    /**
     * A PHA file of a power law of index 2 and norm 1e-3, seen through an area at all energies, each channel by itself.
     *
     * @param brightness multiple of the norm
     * @return the number of counts
     */
    public static int powerLaw(Path file, double[] edges, double exposure, double area, double brightness,
            String... companions) throws IOException {
        int[] counts = IntStream.range(0, edges.length - 1).map(c -> (int) Math.round(brightness * exposure * area / 1000
                * (1 / edges[c] - 1 / edges[c + 1]))).toArray();
        int[] grouping = new int[counts.length];
        Arrays.fill(grouping, 1);
        pha(file, counts, exposure, 1, grouping, companions);
        return Arrays.stream(counts).sum();
    }

    /** An RMF that puts every photon into the channel of its energy. */
    public static void rmf(Path file, double[] edges) throws IOException {
        int n = edges.length - 1;
        int[] one = new int[n];
        float[][] matrix = new float[n][1];
        for (int i = 0; i < n; i++) {
            one[i] = 1;
            matrix[i][0] = 1;
        }
        BinaryTableHDU hdu = table("MATRIX", new String[] {"ENERG_LO", "ENERG_HI", "N_GRP", "F_CHAN", "N_CHAN",
            "MATRIX"}, low(edges), high(edges), one, numbers(n), one, matrix);
        BinaryTableHDU bounds = table("EBOUNDS", new String[] {"CHANNEL", "E_MIN", "E_MAX"}, numbers(n), low(edges),
                high(edges));
        try {
            hdu.addValue("TLMIN4", 1, "");
            hdu.addValue("DETCHANS", n, "");
            bounds.addValue("DETCHANS", n, "");
        } catch (FitsException e) {
            throw new IOException(e);
        }
        write(file, hdu, bounds);
    }

    /** An ARF of one area. */
    public static void arf(Path file, double[] edges, double area) throws IOException {
        double[] areas = new double[edges.length - 1];
        Arrays.fill(areas, area);
        write(file, table("SPECRESP", new String[] {"ENERG_LO", "ENERG_HI", "SPECRESP"}, low(edges), high(edges),
                areas));
    }

    private static int[] numbers(int n) {
        return IntStream.rangeClosed(1, n).toArray();
    }

    private static double[] low(double[] edges) {
        return Arrays.copyOf(edges, edges.length - 1);
    }

    private static double[] high(double[] edges) {
        return Arrays.copyOfRange(edges, 1, edges.length);
    }

    private static BinaryTableHDU table(String name, String[] columns, Object... data) throws IOException {
        try {
            BinaryTable table = new BinaryTable();
            for (Object column : data) {
                table.addColumn(column);
            }
            BinaryTableHDU hdu = table.toHDU();
            hdu.addValue("EXTNAME", name, "");
            for (int i = 0; i < columns.length; i++) {
                hdu.setColumnName(i, columns[i], "");
            }
            return hdu;
        } catch (FitsException e) {
            throw new IOException(e);
        }
    }

    private static void write(Path file, BinaryTableHDU... hdus) throws IOException {
        try (Fits fits = new Fits()) {
            for (BinaryTableHDU hdu : hdus) {
                fits.addHDU(hdu);
            }
            fits.write(file.toFile());
        } catch (FitsException e) {
            throw new IOException(e);
        }
    }
}
