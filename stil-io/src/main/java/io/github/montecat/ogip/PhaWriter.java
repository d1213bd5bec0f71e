package io.github.montecat.ogip;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import nom.tam.fits.BinaryTableHDU;

/**
 * Writes spectra as PHA files of type I, which {@link PhaReader}, XSPEC and the FTOOLS read. Immutable and safe for use
 * by several threads.
 *
 * <p>Counts are whole numbers where the spectrum's are, and double precision otherwise. What is the same in all
 * channels (AREASCAL, BACKSCAL, SYS_ERR, QUALITY, GROUPING) is a keyword, and else a column. POISSERR is true if the spectrum has
 * no errors of its own. An unknown exposure is left out. The background is not written along: it is a file of its own,
 * named by {@link #withBackground}.
 *
 * <p>Source: OGIP/92-007 sections 2 and 3, OGIP/92-007a.
 *
 * @param content what the spectrum is
 * @param rates whether to write counts per second rather than counts
 * @param backgroundFile name of the background's file, empty if there is none
 * @param history lines for HISTORY cards
 */
public record PhaWriter(Content content, boolean rates, String backgroundFile, List<String> history) {

    /** Writes counts of source and background together. */
    public static final PhaWriter COUNTS = new PhaWriter(Content.TOTAL, false, "", List.of());

    private static final String FORMAT_VERSION = "1.2.1";
    private static final String NONE = "none";

    /** What a spectrum is; the constants' names are the values of HDUCLAS2. */
    public enum Content {
        /** Source and background. */
        TOTAL,
        /** The background is subtracted. */
        NET,
        /** Background alone. */
        BKG
    }

    /** Checks that nothing is null. */
    public PhaWriter {
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(backgroundFile, "backgroundFile");
        history = List.copyOf(history);
    }

    /**
     * @param kind what the spectrum is
     * @return a writer that says so
     */
    public PhaWriter as(Content kind) {
        return new PhaWriter(kind, rates, backgroundFile, history);
    }

    /** @return a writer of counts per second */
    public PhaWriter asRates() {
        return new PhaWriter(content, true, backgroundFile, history);
    }

    /**
     * @param name name of the background's file, as seen from the spectrum's folder; empty if there is none
     * @return a writer that names it in BACKFILE
     */
    public PhaWriter withBackground(String name) {
        return new PhaWriter(content, rates, name, history);
    }

    /**
     * @param lines lines for HISTORY cards
     * @return a writer of these
     */
    public PhaWriter withHistory(List<String> lines) {
        return new PhaWriter(content, rates, backgroundFile, lines);
    }

    /**
     * Writes a spectrum. The file appears whole or not at all; an old one is replaced.
     *
     * @param file the file to write
     * @param spectrum the spectrum
     * @throws IOException if the file cannot be written
     * @throws IllegalArgumentException if rates are wanted of a spectrum without exposure, or it has no channels
     */
    public void write(Path file, Spectrum spectrum) throws IOException {
        FitsFileWriter.write(file, table(spectrum));
    }

    private BinaryTableHDU table(Spectrum spectrum) {
        int channels = spectrum.channelCount();
        if (channels == 0) {
            throw new RefusedValueException(spectrum + ": a PHA file needs at least one channel");
        }
        if (rates && !(spectrum.exposure() > 0)) {
            throw new RefusedValueException(spectrum + ": rates need an exposure above 0 s");
        }
        OgipTableBuilder table = new OgipTableBuilder();
        int first = spectrum.firstChannel();
        int[] channel = new int[channels];
        Arrays.setAll(channel, i -> first + i);
        table.column(OgipColumn.CHANNEL, channel, "").legal(first, first + channels - 1);
        data(table, spectrum);
        table.key(OgipKeyword.HDUCLASS, "OGIP").key(OgipKeyword.HDUCLAS1, "SPECTRUM")
                .key(OgipKeyword.HDUVERS, FORMAT_VERSION).key(OgipKeyword.HDUCLAS2, content.name())
                .key(OgipKeyword.HDUCLAS3, rates ? "RATE" : "COUNT").key(OgipKeyword.HDUCLAS4, "TYPE:I")
                .key(OgipKeyword.TELESCOP, orNone(spectrum.telescope()))
                .key(OgipKeyword.INSTRUME, orNone(spectrum.instrument())).key(OgipKeyword.FILTER, NONE)
                .key(OgipKeyword.CHANTYPE, "PI").key(OgipKeyword.DETCHANS, channels)
                .key(OgipKeyword.RESPFILE, orNone(spectrum.responseFile()))
                .key(OgipKeyword.ANCRFILE, orNone(spectrum.ancillaryFile()))
                .key(OgipKeyword.BACKFILE, orNone(backgroundFile)).key(OgipKeyword.CORRFILE, NONE)
                .key(OgipKeyword.CORRSCAL, 1.0);
        if (!Double.isNaN(spectrum.exposure())) {
            table.key(OgipKeyword.EXPOSURE, spectrum.exposure());
        }
        scale(table, OgipColumn.SYS_ERR, OgipKeyword.SYS_ERR, spectrum.sysError(), 0);
        scale(table, OgipColumn.AREASCAL, OgipKeyword.AREASCAL, spectrum.areaScale(), 1);
        scale(table, OgipColumn.BACKSCAL, OgipKeyword.BACKSCAL, spectrum.backScale(), 1);
        flags(table, OgipColumn.QUALITY, OgipKeyword.QUALITY, spectrum.quality());
        flags(table, OgipColumn.GROUPING, OgipKeyword.GROUPING, spectrum.grouping());
        return table.build(OgipExtension.SPECTRUM.name(), history);
    }

    private void data(OgipTableBuilder table, Spectrum spectrum) {
        double[] counts = spectrum.counts();
        String unit = rates ? "count/s" : "count";
        double divisor = rates ? spectrum.exposure() : 1;
        if (rates) {
            table.column(OgipColumn.RATE, divided(counts, divisor), unit);
        } else if (Arrays.stream(counts).allMatch(c -> c == (int) c)) {
            table.column(OgipColumn.COUNTS, Arrays.stream(counts).mapToInt(c -> (int) c).toArray(), unit);
        } else {
            table.column(OgipColumn.COUNTS, counts, unit);
        }
        Optional<double[]> error = spectrum.statError();
        table.key(OgipKeyword.POISSERR, error.isEmpty());
        if (error.isPresent()) {
            table.column(OgipColumn.STAT_ERR, divided(error.get(), divisor), unit);
        } else {
            table.key(OgipKeyword.STAT_ERR, 0.0);
        }
    }

    private static double[] divided(double[] values, double divisor) {
        return Arrays.stream(values).map(v -> v / divisor).toArray();
    }

    private static void scale(OgipTableBuilder table, OgipColumn column, OgipKeyword keyword,
            Optional<double[]> values, double otherwise) {
        double[] all = values.orElse(new double[] {otherwise});
        if (Arrays.stream(all).allMatch(v -> v == all[0])) {
            table.key(keyword, all[0]);
        } else {
            table.column(column, all, "");
        }
    }

    private static void flags(OgipTableBuilder table, OgipColumn column, OgipKeyword keyword,
            Optional<int[]> values) {
        if (values.isPresent()) {
            short[] flags = new short[values.get().length];
            for (int i = 0; i < flags.length; i++) {
                flags[i] = (short) values.get()[i];
            }
            table.column(column, flags, "");
        } else {
            table.key(keyword, 0);
        }
    }

    private static String orNone(String text) {
        return text.isEmpty() ? NONE : text;
    }
}
