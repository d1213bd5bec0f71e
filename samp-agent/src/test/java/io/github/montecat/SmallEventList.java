package io.github.montecat;

import java.io.IOException;
import java.nio.file.Path;
import nom.tam.fits.BinaryTable;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;

/** An event list for tests with channels of {@link SmallBundle}: one event at each of 100 x 100 whole pixels. */
public final class SmallEventList {

    /** Exposure in s. */
    public static final double EXPOSURE = 10;

    private static final int SIDE = 100;

    private SmallEventList() {
    }

    /** Writes the list to a file. */
    public static Path write(Path file) throws IOException {
        int n = SIDE * SIDE;
        float[] x = new float[n];
        float[] y = new float[n];
        int[] pi = new int[n];
        for (int i = 0; i < n; i++) {
            x[i] = 1 + i % SIDE;
            y[i] = 1 + i / SIDE;
            pi[i] = channel(i % SIDE + 1, i / SIDE + 1);
        }
        BinaryTable table = new BinaryTable();
        table.addColumn(x);
        table.addColumn(y);
        table.addColumn(pi);
        BinaryTableHDU hdu = table.toHDU();
        String[] names = {"X", "Y", "PI"};
        try (Fits fits = new Fits()) {
            hdu.addValue("EXTNAME", "EVENTS", "");
            for (int c = 1; c <= 3; c++) {
                hdu.addValue("TTYPE" + c, names[c - 1], "");
                hdu.addValue("TLMIN" + c, c == 3 ? 0 : 1, "");
                hdu.addValue("TLMAX" + c, c == 3 ? SmallBundle.CHANNELS - 1 : SIDE, "");
            }
            hdu.addValue("EXPOSURE", EXPOSURE, "");
            fits.addHDU(hdu);
            fits.write(file.toFile());
        } catch (FitsException e) {
            throw new IOException(e);
        }
        return file;
    }

    /** The channel of the event at a pixel. */
    public static int channel(int x, int y) {
        return (x + 3 * y) % SmallBundle.CHANNELS;
    }

    /** Counts pixels in a circle whose channel is at least some number. */
    public static int inCircle(double x, double y, double radius, int lowestChannel) {
        int n = 0;
        for (int i = 1; i <= SIDE; i++) {
            for (int j = 1; j <= SIDE; j++) {
                n += Math.hypot(i - x, j - y) <= radius && channel(i, j) >= lowestChannel ? 1 : 0;
            }
        }
        return n;
    }
}
