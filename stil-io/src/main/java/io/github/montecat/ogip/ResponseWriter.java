package io.github.montecat.ogip;

import io.github.montecat.response.Response;
import io.github.montecat.spectrum.EnergyGrid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import nom.tam.fits.BinaryTableHDU;

/**
 * Writes full responses ({@code .rsp}: matrix with the area in it, and nominal channel energies), which
 * {@link ResponseReader}, XSPEC and the FTOOLS read. Matrix elements are kept in single precision, those that are zero
 * in it not at all. Immutable and safe for use by several threads.
 *
 * <p>Source: CAL/GEN/92-002 and 92-002a, section 3.
 *
 * @param telescope TELESCOP
 * @param instrument INSTRUME
 * @param firstChannel number of the first output bin
 * @param history lines for HISTORY cards, such as where the response comes from
 */
public record ResponseWriter(String telescope, String instrument, int firstChannel, List<String> history) {

    /** Suffix of response files. */
    public static final String SUFFIX = ".rsp";

    private static final String MATRIX_VERSION = "1.3.0";
    private static final String BOUNDS_VERSION = "1.2.0";

    /** Checks that nothing is null. */
    public ResponseWriter {
        Objects.requireNonNull(telescope, "telescope");
        Objects.requireNonNull(instrument, "instrument");
        history = List.copyOf(history);
    }

    /**
     * Writes a response. The file appears whole or not at all; an old one is replaced.
     *
     * @param file the file to write
     * @param response the response, its output bins written as channels
     * @throws IOException if the file cannot be written
     */
    public void write(Path file, Response response) throws IOException {
        FitsFileWriter.write(file, matrix(response), bounds(response.bins()));
    }

    private BinaryTableHDU matrix(Response response) {
        int energies = response.energies().size();
        short[] groups = new short[energies];
        int[][] first = new int[energies][];
        int[][] count = new int[energies][];
        float[][] elements = new float[energies][];
        int groupTotal = 0;
        int elementTotal = 0;
        for (int e = 0; e < energies; e++) {
            Groups row = new Groups(response.areas(e), firstChannel);
            groups[e] = (short) row.first.size();
            groupTotal += groups[e];
            elementTotal += row.size;
            // Some readers cannot take empty arrays; N_GRP = 0 says that these are not used.
            first[e] = row.first.isEmpty() ? new int[] {firstChannel} : ints(row.first);
            count[e] = row.count.isEmpty() ? new int[] {0} : ints(row.count);
            elements[e] = Arrays.copyOf(row.elements, Math.max(1, row.size));
        }
        OgipTableBuilder table = new OgipTableBuilder();
        table.column(OgipColumn.ENERG_LO, response.energies().lows(), "keV")
                .column(OgipColumn.ENERG_HI, response.energies().highs(), "keV")
                .column(OgipColumn.N_GRP, groups, "")
                .variable(OgipColumn.F_CHAN, first, "").legal(firstChannel, firstChannel + response.bins().size() - 1)
                .variable(OgipColumn.N_CHAN, count, "").variable(OgipColumn.MATRIX, elements, "cm**2");
        common(table, response.bins().size()).key(OgipKeyword.HDUCLAS2, "RSP_MATRIX")
                .key(OgipKeyword.HDUCLAS3, "FULL").key(OgipKeyword.HDUVERS, MATRIX_VERSION)
                .key(OgipKeyword.RMFVERSN, "1992a").key(OgipKeyword.LO_THRES, 0.0)
                .key(OgipKeyword.NUMGRP, groupTotal).key(OgipKeyword.NUMELT, elementTotal);
        return table.build("SPECRESP MATRIX", history);
    }

    private BinaryTableHDU bounds(EnergyGrid bins) {
        int[] channel = new int[bins.size()];
        Arrays.setAll(channel, i -> firstChannel + i);
        OgipTableBuilder table = new OgipTableBuilder();
        table.column(OgipColumn.CHANNEL, channel, "").legal(firstChannel, firstChannel + bins.size() - 1)
                .column(OgipColumn.E_MIN, bins.lows(), "keV").column(OgipColumn.E_MAX, bins.highs(), "keV");
        common(table, bins.size()).key(OgipKeyword.HDUCLAS2, "EBOUNDS").key(OgipKeyword.HDUVERS, BOUNDS_VERSION);
        return table.build(OgipExtension.EBOUNDS.name(), List.of());
    }

    private OgipTableBuilder common(OgipTableBuilder table, int channels) {
        return table.key(OgipKeyword.HDUCLASS, "OGIP").key(OgipKeyword.HDUCLAS1, "RESPONSE")
                .key(OgipKeyword.TELESCOP, telescope.isEmpty() ? "none" : telescope)
                .key(OgipKeyword.INSTRUME, instrument.isEmpty() ? "none" : instrument)
                .key(OgipKeyword.FILTER, "none").key(OgipKeyword.CHANTYPE, "PI")
                .key(OgipKeyword.DETCHANS, channels);
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    /** A row of the matrix as runs of channels that are not zero. */
    private static final class Groups {

        private final List<Integer> first = new ArrayList<>();
        private final List<Integer> count = new ArrayList<>();
        private final float[] elements;
        private int size;

        Groups(double[] row, int firstChannel) {
            elements = new float[row.length];
            int start = -1;
            for (int c = 0; c <= row.length; c++) {
                float element = c < row.length ? (float) row[c] : 0;
                if (element != 0) {
                    start = start < 0 ? c : start;
                    elements[size++] = element;
                } else if (start >= 0) {
                    first.add(firstChannel + start);
                    count.add(c - start);
                    start = -1;
                }
            }
        }
    }
}
