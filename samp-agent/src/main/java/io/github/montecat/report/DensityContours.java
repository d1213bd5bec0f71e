package io.github.montecat.report;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Contours that enclose given shares of samples in two dimensions: a histogram, smoothed by a Gaussian of Scott's width
 * (1992, <i>Multivariate Density Estimation</i>), cut at the density above which the share lies, traced by marching
 * squares. Immutable.
 */
final class DensityContours {

    private static final int CELLS = 96;
    /** Empty cells around the samples, so that every contour is closed. */
    private static final double MARGIN = 0.18;

    private final double[] low = new double[2];
    private final double[] step = new double[2];
    private final double[][] density;

    /**
     * @param x first coordinates, at least two different ones
     * @param y second coordinates, as many
     */
    DensityContours(double[] x, double[] y) {
        double[][] xy = {x, y};
        double[] width = new double[2];
        for (int k = 0; k < 2; k++) {
            double min = Arrays.stream(xy[k]).min().orElseThrow();
            double max = Arrays.stream(xy[k]).max().orElseThrow();
            double range = max > min ? max - min : Math.max(Math.abs(max), 1) * 1e-6;
            low[k] = min - MARGIN * range;
            step[k] = range * (1 + 2 * MARGIN) / CELLS;
            width[k] = deviation(xy[k]) * Math.pow(x.length, -1.0 / 6) / step[k];
        }
        double[][] histogram = new double[CELLS][CELLS];
        for (int i = 0; i < x.length; i++) {
            histogram[(int) ((x[i] - low[0]) / step[0])][(int) ((y[i] - low[1]) / step[1])]++;
        }
        density = transposed(smoothed(transposed(smoothed(histogram, width[0])), width[1]));
    }

    private static double deviation(double[] v) {
        double mean = Arrays.stream(v).average().orElseThrow();
        return Math.sqrt(Arrays.stream(v).map(a -> (a - mean) * (a - mean)).average().orElseThrow());
    }

    /** Along the first index. */
    private static double[][] smoothed(double[][] f, double width) {
        int reach = (int) Math.ceil(4 * width);
        double[] kernel = new double[reach + 1];
        double sum = 0;
        for (int d = 0; d <= reach; d++) {
            kernel[d] = Math.exp(-0.5 * d * d / Math.max(width * width, 1e-9));
            sum += d == 0 ? kernel[d] : 2 * kernel[d];
        }
        double[][] g = new double[CELLS][CELLS];
        for (int i = 0; i < CELLS; i++) {
            for (int d = -reach; d <= reach; d++) {
                if (i + d >= 0 && i + d < CELLS) {
                    for (int j = 0; j < CELLS; j++) {
                        g[i][j] += f[i + d][j] * kernel[Math.abs(d)] / sum;
                    }
                }
            }
        }
        return g;
    }

    private static double[][] transposed(double[][] f) {
        double[][] t = new double[CELLS][CELLS];
        for (int i = 0; i < CELLS; i++) {
            for (int j = 0; j < CELLS; j++) {
                t[j][i] = f[i][j];
            }
        }
        return t;
    }

    /** The density above which a share of all lies. */
    private double level(double share) {
        double[] sorted = Arrays.stream(density).flatMapToDouble(Arrays::stream).sorted().toArray();
        double all = Arrays.stream(sorted).sum();
        double sum = 0;
        for (int i = sorted.length - 1; i > 0; i--) {
            sum += sorted[i];
            if (sum >= share * all) {
                // Between two cells, so that no corner lies on the contour itself.
                return (sorted[i] + sorted[i - 1]) / 2;
            }
        }
        return 0;
    }

    /**
     * The contour that encloses a share of the samples.
     *
     * @param share the share, above 0 and below 1
     * @return closed rings, each x and y with the first point once more at the end
     */
    List<double[][]> enclosing(double share) {
        double level = level(share);
        Map<Long, Deque<Long>> next = new HashMap<>();
        for (int i = 0; i + 1 < CELLS; i++) {
            for (int j = 0; j + 1 < CELLS; j++) {
                cell(i, j, level, next);
            }
        }
        List<double[][]> rings = new ArrayList<>();
        for (Long start : List.copyOf(next.keySet()).stream().sorted().toList()) {
            List<Long> ring = new ArrayList<>();
            Long at = start;
            while (next.containsKey(at) && !next.get(at).isEmpty()) {
                ring.add(at);
                at = next.get(at).poll();
            }
            if (ring.size() > 2) {
                ring.add(at);
                double[][] xy = new double[2][ring.size()];
                for (int k = 0; k < ring.size(); k++) {
                    place(ring.get(k), level, xy, k);
                }
                rings.add(xy);
            }
        }
        return rings;
    }

    /** Directed edges of the contour in one cell, the high side on the left. Crossings are numbered by grid edge. */
    private void cell(int i, int j, double level, Map<Long, Deque<Long>> next) {
        boolean a = density[i][j] > level;
        boolean b = density[i + 1][j] > level;
        boolean c = density[i + 1][j + 1] > level;
        boolean d = density[i][j + 1] > level;
        long[] sides = {edge(i, j, 0), edge(i + 1, j, 1), edge(i, j + 1, 0), edge(i, j, 1)};
        boolean[] corner = {a, b, c, d};
        for (int s = 0; s < 4; s++) {
            // Going around: where high turns to low the contour enters, and leaves where low first turns to high again.
            if (corner[s] && !corner[(s + 1) % 4]) {
                int t = (s + 1) % 4;
                while (corner[t] || !corner[(t + 1) % 4]) {
                    t = (t + 1) % 4;
                }
                next.computeIfAbsent(sides[s], k -> new ArrayDeque<>()).add(sides[t]);
            }
        }
    }

    private static long edge(int i, int j, int direction) {
        return ((long) i * CELLS + j) * 2 + direction;
    }

    private void place(long edge, double level, double[][] xy, int k) {
        int direction = (int) (edge % 2);
        int j = (int) (edge / 2 % CELLS);
        int i = (int) (edge / 2 / CELLS);
        double here = density[i][j];
        double there = direction == 0 ? density[i + 1][j] : density[i][j + 1];
        double part = (level - here) / (there - here);
        xy[0][k] = low[0] + (i + 0.5 + (direction == 0 ? part : 0)) * step[0];
        xy[1][k] = low[1] + (j + 0.5 + (direction == 1 ? part : 0)) * step[1];
    }
}
