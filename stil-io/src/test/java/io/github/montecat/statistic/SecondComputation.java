package io.github.montecat.statistic;

import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nom.tam.fits.BasicHDU;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;

/**
 * Chi-squared, C and W of a power law, computed from the FITS files by the formulas of OGIP/92-007, CAL/GEN/92-002 and
 * appendix B of XSPEC's manual, without any class of the program.
 */
final class SecondComputation {

    /** The smallest expected rate or count that XSPEC takes. */
    private static final double FLOOR = 1e-5;

    private final Map<Path, Rmf> matrices = new HashMap<>();

    /** The three statistics (NaN where one is not defined), the number of bins, and the norm of the model. */
    record Values(double chi, double c, double w, int bins, double norm) {
    }

    /** A matrix, rows of energy with the channels' indices and elements. */
    private record Rmf(double[] edges, int[] row, int[][] channel, double[][] element, int[] number, double[] low,
            double[] high) {
    }

    /** A spectrum by channel number. */
    private record Pha(Map<Integer, double[]> channels, double exposure, double area, double extent) {

        private double[] of(int channel) {
            return channels.getOrDefault(channel, new double[] {0, 0, 0, 1, 0});
        }
    }

    private static BinaryTableHDU table(Fits fits, String... names) throws FitsException, IOException {
        for (BasicHDU<?> hdu : fits.read()) {
            if (hdu instanceof BinaryTableHDU t && Arrays.asList(names).contains(hdu.getHeader().getStringValue("EXTNAME"))) {
                return t;
            }
        }
        throw new IOException("no extension " + Arrays.toString(names));
    }

    private static BinaryTableHDU table(Path file, String... names) throws FitsException, IOException {
        try (Fits fits = new Fits(file.toFile())) {
            BinaryTableHDU table = table(fits, names);
            table.getKernel();
            return table;
        }
    }

    private static double[] numbers(BinaryTableHDU table, String column) throws FitsException {
        Object data = table.getColumn(column);
        double[] numbers = new double[Array.getLength(data)];
        for (int i = 0; i < numbers.length; i++) {
            Object cell = Array.get(data, i);
            numbers[i] = ((Number) (cell.getClass().isArray() ? Array.get(cell, 0) : cell)).doubleValue();
        }
        return numbers;
    }

    private static double[] cell(Object column, int row) {
        Object cell = Array.get(column, row);
        if (!cell.getClass().isArray()) {
            return new double[] {((Number) cell).doubleValue()};
        }
        double[] values = new double[Array.getLength(cell)];
        for (int i = 0; i < values.length; i++) {
            values[i] = ((Number) Array.get(cell, i)).doubleValue();
        }
        return values;
    }

    private static boolean has(BinaryTableHDU table, String column) {
        return table.findColumn(column) >= 0;
    }

    private Rmf rmf(Path file) throws FitsException, IOException {
        if (matrices.containsKey(file)) {
            return matrices.get(file);
        }
        try (Fits fits = new Fits(file.toFile())) {
            BinaryTableHDU matrix = table(fits, "MATRIX", "SPECRESP MATRIX");
            double[] low = numbers(matrix, "ENERG_LO");
            double[] high = numbers(matrix, "ENERG_HI");
            double[] groups = numbers(matrix, "N_GRP");
            Object first = matrix.getColumn("F_CHAN");
            Object count = matrix.getColumn("N_CHAN");
            Object elements = matrix.getColumn("MATRIX");
            int minimum = matrix.getHeader().getIntValue("TLMIN" + (matrix.findColumn("F_CHAN") + 1), 1);
            List<Double> edges = new ArrayList<>(List.of(low[0]));
            List<Integer> rows = new ArrayList<>();
            List<int[]> channels = new ArrayList<>();
            List<double[]> values = new ArrayList<>();
            for (int e = 0; e < low.length; e++) {
                if (low[e] == high[e]) {
                    continue;
                }
                edges.add(high[e]);
                rows.add(e);
                double[] f = cell(first, e);
                double[] n = cell(count, e);
                double[] m = groups[e] > 0 ? cell(elements, e) : new double[0];
                List<Integer> c = new ArrayList<>();
                for (int g = 0; g < groups[e]; g++) {
                    for (int i = 0; i < n[g]; i++) {
                        c.add((int) f[g] + i - minimum);
                    }
                }
                channels.add(c.stream().mapToInt(i -> i).toArray());
                values.add(Arrays.copyOf(m, c.size()));
            }
            BinaryTableHDU bounds = table(file, "EBOUNDS");
            Rmf rmf = new Rmf(edges.stream().mapToDouble(d -> d).toArray(), rows.stream().mapToInt(i -> i).toArray(),
                    channels.toArray(int[][]::new), values.toArray(double[][]::new),
                    numbered(numbers(bounds, "CHANNEL")),
                    numbers(bounds, "E_MIN"), numbers(bounds, "E_MAX"));
            matrices.put(file, rmf);
            return rmf;
        }
    }

    /** Channels of a known matrix are all numbered 0; they count from 1. */
    private static int[] numbered(double[] stated) {
        int[] numbers = Arrays.stream(stated).mapToInt(d -> (int) d).toArray();
        if (numbers[numbers.length - 1] == numbers[0]) {
            Arrays.setAll(numbers, i -> i + 1);
        }
        return numbers;
    }

    /** The spectrum in a file, or the background where both are in one. */
    private static BinaryTableHDU spectrum(Fits fits, boolean background) throws FitsException, IOException {
        for (BasicHDU<?> hdu : fits.read()) {
            if (hdu instanceof BinaryTableHDU t && "SPECTRUM".equals(hdu.getHeader().getStringValue("EXTNAME"))
                    && "BKG".equals(hdu.getHeader().getStringValue("HDUCLAS2")) == background) {
                return t;
            }
        }
        return null;
    }

    private static Pha pha(Path file, boolean background) throws FitsException, IOException {
        try (Fits fits = new Fits(file.toFile()); Fits again = new Fits(file.toFile())) {
            BinaryTableHDU stated = spectrum(fits, background);
            BinaryTableHDU table = stated == null ? table(again, "SPECTRUM") : stated;
            double exposure = table.getHeader().getDoubleValue("EXPOSURE");
            boolean rate = !has(table, "COUNTS");
            double[] counts = numbers(table, rate ? "RATE" : "COUNTS");
            double[] number = numbers(table, "CHANNEL");
            boolean errors = !table.getHeader().getBooleanValue("POISSERR") && has(table, "STAT_ERR");
            double[][] columns = new double[5][];
            String[] names = {"", "STAT_ERR", "SYS_ERR", "QUALITY", "GROUPING"};
            for (int k = 1; k < names.length; k++) {
                if (has(table, names[k])) {
                    columns[k] = numbers(table, names[k]);
                } else {
                    columns[k] = new double[counts.length];
                    Arrays.fill(columns[k], k == 4 ? 0 : table.getHeader().getDoubleValue(names[k], 0));
                }
            }
            Map<Integer, double[]> channels = new HashMap<>();
            double unit = rate ? exposure : 1;
            for (int i = 0; i < counts.length; i++) {
                double error = errors ? columns[1][i] * unit : Math.sqrt(Math.max(counts[i], 0));
                channels.put((int) number[i], new double[] {counts[i] * unit, error, columns[2][i], columns[3][i],
                    columns[4][i]});
            }
            return new Pha(channels, exposure, table.getHeader().getDoubleValue("AREASCAL", 1),
                    table.getHeader().getDoubleValue("BACKSCAL", 1));
        }
    }

    /**
     * @param spectrum PHA file with scalar AREASCAL and BACKSCAL
     * @param background its background
     * @param matrix RMF or RSP
     * @param ancillary ARF
     * @param index photon index, below 1
     * @param from bins below this energy in keV are left out, and the one that it lies in
     * @param to likewise for those above
     */
    Values of(Path spectrum, Optional<Path> background, Path matrix, Optional<Path> ancillary, double index, double from,
            double to) throws FitsException, IOException {
        Rmf rmf = rmf(matrix);
        Pha on = pha(spectrum, false);
        Optional<Pha> off = background.isPresent() ? Optional.of(pha(background.get(), true)) : Optional.empty();
        double[] area = ancillary.isPresent() ? numbers(table(ancillary.get(), "SPECRESP"), "SPECRESP") : null;
        double[] folded = new double[rmf.number.length];
        for (int e = 0; e + 1 < rmf.edges.length; e++) {
            double photons = (Math.pow(rmf.edges[e + 1], 1 - index) - Math.pow(rmf.edges[e], 1 - index)) / (1 - index);
            double seen = photons * (area == null ? 1 : area[rmf.row[e]]);
            for (int k = 0; k < rmf.channel[e].length; k++) {
                folded[rmf.channel[e][k]] += seen * rmf.element[e][k];
            }
        }
        List<double[]> bins = bins(rmf, on, off, folded, from, to);
        double ts = on.exposure * on.area;
        double tb = off.map(b -> b.exposure * b.area * b.extent / on.extent).orElse(Double.NaN);
        double predicted = bins.stream().mapToDouble(b -> b[6]).sum();
        double measured = bins.stream().mapToDouble(b -> b[0] / ts - (off.isPresent() ? b[3] / tb : 0)).sum();
        double norm = Math.abs(measured / predicted);
        double chi = 0;
        double c = 0;
        double w = off.isPresent() ? 0 : Double.NaN;
        for (double[] b : bins) {
            double rate = norm * b[6];
            double variance = (b[1] + square(b[2] * b[0])) / square(ts);
            double net = b[0] / ts;
            double one = 1 / ts;
            if (off.isPresent()) {
                net -= b[3] / tb;
                variance += (b[4] + square(b[5] * b[3])) / square(tb);
                one = Math.min(one, 1 / tb);
                w += w(b[0], b[3], ts, tb, rate);
            }
            chi += square(net - rate) / (variance > 0 ? variance : square(one));
            double m = Math.max(rate * ts, FLOOR);
            c += 2 * (m - b[0] + (b[0] > 0 ? b[0] * (Math.log(b[0]) - Math.log(m)) : 0));
        }
        return new Values(chi, c, w, bins.size(), norm);
    }

    /** Sums of counts, squared errors and largest SYS_ERR of the spectrum, the same of the background, and the rate. */
    private static List<double[]> bins(Rmf rmf, Pha on, Optional<Pha> off, double[] folded, double from, double to) {
        List<double[]> bins = new ArrayList<>();
        List<double[]> kept = new ArrayList<>();
        for (int i = 0; i < folded.length; i++) {
            double[] channel = on.of(rmf.number[i]);
            if (channel[3] != 0) {
                continue;
            }
            if (channel[4] != -1 || bins.isEmpty()) {
                bins.add(new double[] {0, 0, 0, 0, 0, 0, 0, rmf.low[i], 0});
            }
            double[] bin = bins.get(bins.size() - 1);
            add(bin, 0, channel);
            if (off.isPresent()) {
                add(bin, 3, off.get().of(rmf.number[i]));
            }
            bin[6] += folded[i];
            bin[8] = rmf.high[i];
        }
        for (double[] bin : bins) {
            if (bin[7] >= from && bin[8] < to) {
                kept.add(bin);
            }
        }
        return kept;
    }

    private static void add(double[] bin, int at, double[] channel) {
        bin[at] += channel[0];
        bin[at + 1] += square(channel[1]);
        bin[at + 2] = Math.max(bin[at + 2], channel[2]);
    }

    private static double w(double s, double b, double ts, double tb, double rate) {
        double m = Math.max(rate, FLOOR / ts);
        if (s == 0) {
            return 2 * (ts * m + (b > 0 ? b * Math.log((ts + tb) / tb) : 0));
        } else if (b == 0) {
            return m < s / (ts + tb) ? -2 * (tb * m + s * Math.log(ts / (ts + tb)))
                    : 2 * (ts * m + s * (Math.log(s) - Math.log(ts * m) - 1));
        }
        double d = Math.sqrt(square((ts + tb) * m - s - b) + 4 * (ts + tb) * b * m);
        double f = (s + b - (ts + tb) * m + d) / (2 * (ts + tb));
        return 2 * (ts * m + (ts + tb) * f - s * Math.log(ts * m + ts * f) - b * Math.log(tb * f)
                - s * (1 - Math.log(s)) - b * (1 - Math.log(b)));
    }

    private static double square(double x) {
        return x * x;
    }
}
