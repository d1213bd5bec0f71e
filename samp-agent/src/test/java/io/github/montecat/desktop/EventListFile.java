package io.github.montecat.desktop;

import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.progress.Progress;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.simulate.ExposureDraw;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import nom.tam.fits.BinaryTable;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import nom.tam.fits.Header;

/** Writes event lists for DS9: sources with spectra of a shipped bundle on a uniform background, on 512 x 512 pixels. */
final class EventListFile {

    /** Positions of the sources. */
    static final double[][] SOURCES = {{150, 200}, {350, 300}, {250, 400}};

    private static final double EXPOSURE = 10;
    private static final int SIZE = 512;
    private static final double SPREAD = 6;

    private EventListFile() {
    }

    /**
     * @param file to write
     * @param background number of events spread evenly
     * @param sources how many of {@link #SOURCES} to put on it
     * @return the file
     */
    static Path write(Path file, int background, int sources) throws IOException {
        ModelBundle bundle = BundleLibrary.shipped().find("nicer-a").orElseThrow();
        Dataset data = Dataset.simulate(bundle.source().withExposure(ExposureDraw.fixed(EXPOSURE)), 0, SOURCES.length, 3, Progress.NONE);
        int total = background;
        for (int s = 0; s < sources; s++) {
            for (double n : data.spectrum(s, 0).counts()) {
                total += (int) n;
            }
        }
        Random random = new Random(11);
        float[] x = new float[total];
        float[] y = new float[total];
        int[] pi = new int[total];
        int at = 0;
        for (; at < background; at++) {
            x[at] = (float) (0.5 + SIZE * random.nextDouble());
            y[at] = (float) (0.5 + SIZE * random.nextDouble());
            pi[at] = 30 + random.nextInt(970);
        }
        for (int s = 0; s < sources; s++) {
            double[] bins = data.spectrum(s, 0).counts();
            for (int b = 0; b < bins.length; b++) {
                for (int n = 0; n < (int) bins[b]; n++, at++) {
                    x[at] = (float) (SOURCES[s][0] + SPREAD * random.nextGaussian());
                    y[at] = (float) (SOURCES[s][1] + SPREAD * random.nextGaussian());
                    pi[at] = bundle.grouping().edge(b);
                }
            }
        }
        BinaryTable table = new BinaryTable();
        table.addColumn(x);
        table.addColumn(y);
        table.addColumn(pi);
        BinaryTableHDU hdu = table.toHDU();
        header(hdu.getHeader(), data.spectrum(0, 0).exposure(), bundle.channelCount());
        try (Fits fits = new Fits()) {
            fits.addHDU(hdu);
            fits.write(file.toFile());
        } catch (FitsException e) {
            throw new IOException(e);
        }
        return file;
    }

    private static void header(Header h, double exposure, int channels) {
        h.addValue("EXTNAME", "EVENTS", "");
        h.addValue("HDUCLASS", "OGIP", "");
        h.addValue("HDUCLAS1", "EVENTS", "");
        h.addValue("TELESCOP", "NICER", "");
        h.addValue("INSTRUME", "XTI", "");
        h.addValue("EXPOSURE", exposure, "");
        h.addValue("RADESYS", "FK5", "");
        h.addValue("EQUINOX", 2000.0, "");
        String[] names = {"X", "Y", "PI"};
        String[] types = {"RA---TAN", "DEC--TAN"};
        double[] sky = {83.6, 22.0};
        for (int c = 1; c <= 3; c++) {
            h.addValue("TTYPE" + c, names[c - 1], "");
            if (c == 3) {
                h.addValue("TLMIN3", 0, "");
                h.addValue("TLMAX3", channels - 1, "");
            } else {
                h.addValue("TLMIN" + c, 0.5, "");
                h.addValue("TLMAX" + c, SIZE + 0.5, "");
                h.addValue("TCTYP" + c, types[c - 1], "");
                h.addValue("TCUNI" + c, "deg", "");
                h.addValue("TCRVL" + c, sky[c - 1], "");
                h.addValue("TCRPX" + c, 256.5, "");
                h.addValue("TCDLT" + c, c == 1 ? -0.0005 : 0.0005, "");
            }
        }
    }
}
