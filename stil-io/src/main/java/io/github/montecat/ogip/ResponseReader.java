package io.github.montecat.ogip;

import io.github.montecat.error.ErrorSentence;
import io.github.montecat.response.EffectiveArea;
import io.github.montecat.response.RedistributionMatrix;
import io.github.montecat.spectrum.EnergyGrid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Reads redistribution matrices (RMF, or RSP with the area in it) and effective areas (ARF), plain or gzipped.
 *
 * <pre>{@code
 * Response response = Response.of(ResponseReader.readRmf(rmf), Optional.of(ResponseReader.readArf(arf)));
 * }</pre>
 *
 * <p><b>Channel numbers.</b> F_CHAN counts from its TLMIN, and from 1 where that keyword is missing, as CAL/GEN/92-002a
 * and XSPEC have it; only where a group does start at channel 0 can the missing keyword not mean 1, and 0 is taken. The
 * detector's number of the first channel is what EBOUNDS says, since PHA files count like that (an XMM pn matrix is
 * known whose F_CHAN counts from 1 and whose CHANNEL counts from 0).
 *
 * <p>Photon energies are contiguous: bins go from the first ENERG_LO over every ENERG_HI, as in XSPEC. A first energy
 * bound
 * of 0 is kept. An energy bin of no width (the ROSAT PSPC's matrix has some, at edges) can hold
 * no photon and is left out, from matrix and area alike. Channel energies are those of EBOUNDS. All methods may be
 * called from several threads.
 *
 * <p>Source: CAL/GEN/92-002 and 92-002a.
 */
public final class ResponseReader {

    private ResponseReader() {
    }

    /**
     * Reads a redistribution matrix.
     *
     * @param path an RMF or RSP file
     * @return the matrix; elements carry the area in cm2 if the file is an RSP
     * @throws IOException if the file cannot be read or is not such a file; the message names file and reason
     */
    public static RedistributionMatrix readRmf(Path path) throws IOException {
        try (OgipFile file = OgipFile.open(path)) {
            OgipTable matrix = file.require(OgipExtension.MATRIX);
            int matrices = file.findAll(OgipExtension.MATRIX).size();
            if (matrices > 1) {
                throw new OgipFormatException(path + " has " + matrices + " extensions " + OgipExtension.MATRIX
                        + ", whose sum is the response; expected one, combine them first");
            }
            OgipTable bounds = file.require(OgipExtension.EBOUNDS);
            EnergyGrid channels = bounds.channelEnergies();
            return new MatrixRows(matrix, channels, firstChannel(bounds)).read().of(matrix.textUnlessNone(OgipKeyword.TELESCOP),
                    matrix.textUnlessNone(OgipKeyword.INSTRUME));
        }
    }

    /**
     * Reads an effective area.
     *
     * @param path an ARF file
     * @return the area in cm2 per energy bin
     * @throws IOException if the file cannot be read or is not such a file; the message names file and reason
     */
    public static EffectiveArea readArf(Path path) throws IOException {
        try (OgipFile file = OgipFile.open(path)) {
            OgipTable table = file.require(OgipExtension.SPECRESP);
            int[] rows = rowsWithWidth(table);
            EnergyGrid energies = table.contiguousEnergies(rows);
            double[] area = OgipTable.pick(table.numbers(OgipColumn.SPECRESP), rows);
            double scale = switch (table.unit(OgipColumn.SPECRESP)) {
                case "m2", "m**2", "m^2" -> 1e4;
                default -> 1;
            };
            Arrays.setAll(area, i -> area[i] * scale);
            try {
                return new EffectiveArea(energies, area);
            } catch (IllegalArgumentException e) {
                throw new OgipFormatException(table.where() + ": " + ErrorSentence.of(e), e);
            }
        }
    }

    /**
     * CHANNEL of the first row, if the rows are numbered: a Chandra matrix is known whose channels are all numbered
     * 0.
     */
    private static OptionalInt firstChannel(OgipTable bounds) throws OgipFormatException {
        if (!bounds.has(OgipColumn.CHANNEL)) {
            return OptionalInt.empty();
        }
        int first = bounds.count(OgipColumn.CHANNEL, 0);
        return bounds.count(OgipColumn.CHANNEL, bounds.rowCount() - 1) == first + bounds.rowCount() - 1
                ? OptionalInt.of(first) : OptionalInt.empty();
    }

    private static int[] rowsWithWidth(OgipTable table) throws OgipFormatException {
        double[] low = table.numbers(OgipColumn.ENERG_LO);
        double[] high = table.numbers(OgipColumn.ENERG_HI);
        return IntStream.range(0, table.rowCount()).filter(row -> low[row] != high[row]).toArray();
    }

    /** The MATRIX extension on its way to compressed rows. */
    private static final class MatrixRows {

        private final OgipTable table;
        private final EnergyGrid channels;
        private final OptionalInt ebounds;
        private int[] channel = new int[1 << 14];
        private double[] value = new double[1 << 14];
        private int size;

        MatrixRows(OgipTable table, EnergyGrid channels, OptionalInt ebounds) {
            this.table = table;
            this.channels = channels;
            this.ebounds = ebounds;
        }

        RedistributionMatrix read() throws OgipFormatException {
            int[] rows = rowsWithWidth(table);
            EnergyGrid energies = table.contiguousEnergies(rows);
            int[] start = new int[rows.length + 1];
            for (int e = 0; e < rows.length; e++) {
                readRow(rows[e], table.count(OgipColumn.N_GRP, rows[e]));
                start[e + 1] = size;
            }
            int firstInMatrix = firstChannel();
            for (int k = 0; k < size; k++) {
                channel[k] -= firstInMatrix;
                if (channel[k] < 0 || channel[k] >= channels.size()) {
                    throw new OgipFormatException(table.where() + " has an element in channel "
                            + (channel[k] + firstInMatrix) + ", EBOUNDS has channels " + firstInMatrix + " to "
                            + (firstInMatrix + channels.size() - 1) + " (TLMIN of F_CHAN is "
                            + tlmin() + ")");
                }
            }
            return new RedistributionMatrix(energies, channels, ebounds.orElse(firstInMatrix), start,
                    Arrays.copyOf(channel, size), Arrays.copyOf(value, size));
        }

        private void readRow(int row, int groups) throws OgipFormatException {
            if (groups == 0) {
                return;
            }
            double[] first = table.cell(OgipColumn.F_CHAN, row);
            double[] count = table.cell(OgipColumn.N_CHAN, row);
            double[] elements = table.cell(OgipColumn.MATRIX, row);
            if (first.length < groups || count.length < groups) {
                throw new OgipFormatException(table.where() + " row " + (row + 1) + " has N_GRP " + groups + " but "
                        + first.length + " values in F_CHAN and " + count.length + " in N_CHAN");
            }
            int used = 0;
            for (int g = 0; g < groups; g++) {
                int channels = table.whole(count[g], OgipColumn.N_CHAN, row);
                int start = channels == 0 ? 0 : table.whole(first[g], OgipColumn.F_CHAN, row);
                if (used + channels > elements.length) {
                    throw new OgipFormatException(table.where() + " row " + (row + 1) + ", group " + (g + 1)
                            + " needs " + (used + channels) + " elements, MATRIX has " + elements.length);
                }
                for (int i = 0; i < channels; i++) {
                    add(start + i, elements[used + i]);
                }
                used += channels;
            }
        }

        private void add(int number, double element) throws OgipFormatException {
            if (!(Math.abs(element) <= Float.MAX_VALUE)) {
                throw new OgipFormatException(table.where() + " has the element " + element + " in channel " + number
                        + ", expected a finite number");
            }
            if (element == 0) {
                return;
            }
            if (size == table.dataLength()) {
                throw new OgipFormatException(table.where() + " has more matrix elements than bytes of data: its rows "
                        + "share them; expected elements of its own in each row");
            }
            if (size == value.length) {
                channel = Arrays.copyOf(channel, 2 * size);
                value = Arrays.copyOf(value, 2 * size);
            }
            channel[size] = number;
            value[size++] = element;
        }

        private int firstChannel() throws OgipFormatException {
            OptionalInt stated = table.lowestLegal(OgipColumn.F_CHAN);
            boolean startsAtZero = IntStream.range(0, size).anyMatch(k -> channel[k] == 0);
            return stated.orElse(startsAtZero ? 0 : 1);
        }

        private String tlmin() throws OgipFormatException {
            OptionalInt stated = table.lowestLegal(OgipColumn.F_CHAN);
            return stated.isPresent() ? String.valueOf(stated.getAsInt()) : "missing";
        }
    }
}
