package io.github.montecat.response;

import io.github.montecat.spectrum.ChannelGrouping;
import io.github.montecat.spectrum.EnergyGrid;
import java.util.Arrays;
import java.util.Optional;

/**
 * A full response: counts per second in each output bin for one photon/cm2/s in each energy bin. Output bins are the
 * detector's channels, or groups of them. Immutable and safe for use by several threads.
 */
public final class Response {

    private final EnergyGrid energies;
    private final EnergyGrid bins;
    private final int[] rowStart;
    private final int[] bin;
    private final double[] area;

    private Response(EnergyGrid energies, EnergyGrid bins, int[] rowStart, int[] bin, double[] area) {
        this.energies = energies;
        this.bins = bins;
        this.rowStart = rowStart;
        this.bin = bin;
        this.area = area;
    }

    /**
     * Multiplies a redistribution matrix by an effective area.
     *
     * @param rmf the matrix, with the area in it if there is no ARF (a {@code .rsp})
     * @param arf the area on the matrix's energy bins, if any
     * @return the response to single channels
     * @throws IllegalArgumentException if the energy bins differ
     */
    public static Response of(RedistributionMatrix rmf, Optional<EffectiveArea> arf) {
        EnergyGrid grid = rmf.energies();
        arf.ifPresent(a -> {
            if (!a.energies().matches(grid)) {
                throw new IllegalArgumentException("ARF has " + a.energies() + ", RMF has " + grid
                        + "; they must be made for each other");
            }
        });
        int[] start = new int[grid.size() + 1];
        int[] index = new int[rmf.elementCount()];
        double[] value = new double[rmf.elementCount()];
        for (int e = 0; e < grid.size(); e++) {
            int energy = e;
            double a = arf.map(x -> x.area(energy)).orElse(1.0);
            start[e + 1] = rmf.rowStart(e + 1);
            for (int k = rmf.rowStart(e); k < start[e + 1]; k++) {
                index[k] = rmf.channel(k);
                value[k] = rmf.value(k) * a;
            }
        }
        return new Response(grid, rmf.channels(), start, index, value);
    }

    /**
     * Makes a response from a dense matrix; zeros are dropped.
     *
     * @param energies energy bins, one per row
     * @param bins output bins, one per column
     * @param matrix cm2, row after row
     * @return the response
     * @throws IllegalArgumentException if the matrix has not rows times columns elements
     */
    public static Response ofDense(EnergyGrid energies, EnergyGrid bins, float[] matrix) {
        int columns = bins.size();
        if (matrix.length != energies.size() * columns) {
            throw new IllegalArgumentException("response matrix has " + matrix.length + " elements, expected "
                    + energies.size() + " energies x " + columns + " bins");
        }
        int nonZero = 0;
        for (float m : matrix) {
            nonZero += m == 0 ? 0 : 1;
        }
        int[] start = new int[energies.size() + 1];
        int[] index = new int[nonZero];
        double[] value = new double[nonZero];
        int k = 0;
        for (int e = 0; e < energies.size(); e++) {
            for (int b = 0; b < columns; b++) {
                float m = matrix[e * columns + b];
                if (m != 0) {
                    index[k] = b;
                    value[k++] = m;
                }
            }
            start[e + 1] = k;
        }
        return new Response(energies, bins, start, index, value);
    }

    /** @return the matrix in cm2, energy bins times output bins, row after row */
    public float[] toDense() {
        float[] matrix = new float[energies.size() * bins.size()];
        for (int e = 0; e < energies.size(); e++) {
            for (int k = rowStart[e]; k < rowStart[e + 1]; k++) {
                matrix[e * bins.size() + bin[k]] += (float) area[k];
            }
        }
        return matrix;
    }

    /**
     * Sums channels into bins.
     *
     * @param grouping bins over this response's output bins
     * @return the response to those bins
     */
    public Response grouped(ChannelGrouping grouping) {
        int[] target = new int[bins.size()];
        Arrays.fill(target, -1);
        for (int b = 0; b < grouping.size(); b++) {
            Arrays.fill(target, grouping.edge(b), grouping.edge(b + 1), b);
        }
        int[] start = new int[energies.size() + 1];
        int[] index = new int[bin.length];
        double[] value = new double[bin.length];
        int n = 0;
        double[] row = new double[grouping.size()];
        for (int e = 0; e < energies.size(); e++) {
            Arrays.fill(row, 0);
            for (int k = rowStart[e]; k < rowStart[e + 1]; k++) {
                if (target[bin[k]] >= 0) {
                    row[target[bin[k]]] += area[k];
                }
            }
            for (int b = 0; b < row.length; b++) {
                if (row[b] != 0) {
                    index[n] = b;
                    value[n++] = row[b];
                }
            }
            start[e + 1] = n;
        }
        return new Response(energies, grouping.energies(bins), start, Arrays.copyOf(index, n),
                Arrays.copyOf(value, n));
    }

    /** @return photon energy bins, the grid on which models are evaluated */
    public EnergyGrid energies() {
        return energies;
    }

    /** @return nominal energy bounds of the output bins */
    public EnergyGrid bins() {
        return bins;
    }

    /**
     * Folds a model spectrum.
     *
     * @param photonFlux photons/cm2/s per energy bin
     * @return counts/s per output bin; a new array
     * @throws IllegalArgumentException if the length is not the number of energy bins
     */
    public double[] fold(double[] photonFlux) {
        if (photonFlux.length != energies.size()) {
            throw new IllegalArgumentException("model spectrum has " + photonFlux.length
                    + " energy bins, the response has " + energies.size());
        }
        double[] rate = new double[bins.size()];
        for (int e = 0; e < photonFlux.length; e++) {
            double f = photonFlux[e];
            if (f != 0) {
                for (int k = rowStart[e]; k < rowStart[e + 1]; k++) {
                    rate[bin[k]] += f * area[k];
                }
            }
        }
        return rate;
    }
}
