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
    /** Per energy bin: the first output bin that is not zero; its elements run on from there without gaps. */
    private final int[] firstBin;
    /** Per energy bin: where its elements start; one more than there are energy bins. */
    private final int[] rowStart;
    private final double[] area;

    private Response(EnergyGrid energies, EnergyGrid bins, Rows rows) {
        this.energies = energies;
        this.bins = bins;
        this.firstBin = rows.firstBin;
        this.rowStart = rows.rowStart;
        this.area = Arrays.copyOf(rows.area, rows.rowStart[energies.size()]);
    }

    /** Collects rows, each from its first to its last element that is not zero. */
    private static final class Rows {

        private final int[] firstBin;
        private final int[] rowStart;
        private double[] area;
        private int energy;

        Rows(int energies) {
            firstBin = new int[energies];
            rowStart = new int[energies + 1];
            area = new double[energies];
        }

        void add(double[] row) {
            int first = 0;
            int end = row.length;
            while (first < end && row[first] == 0) {
                first++;
            }
            while (end > first && row[end - 1] == 0) {
                end--;
            }
            int start = rowStart[energy];
            if (start + end - first > area.length) {
                area = Arrays.copyOf(area, Math.max(2 * area.length, start + end - first));
            }
            System.arraycopy(row, first, area, start, end - first);
            firstBin[energy] = first;
            rowStart[++energy] = start + end - first;
        }
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
        Rows rows = new Rows(grid.size());
        double[] row = new double[rmf.channels().size()];
        for (int e = 0; e < grid.size(); e++) {
            int energy = e;
            double a = arf.map(x -> x.area(energy)).orElse(1.0);
            Arrays.fill(row, 0);
            for (int k = rmf.rowStart(e); k < rmf.rowStart(e + 1); k++) {
                row[rmf.channel(k)] += rmf.value(k) * a;
            }
            rows.add(row);
        }
        return new Response(grid, rmf.channels(), rows);
    }

    /**
     * Makes a response from a dense matrix.
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
        Rows rows = new Rows(energies.size());
        double[] row = new double[columns];
        for (int e = 0; e < energies.size(); e++) {
            for (int b = 0; b < columns; b++) {
                row[b] = matrix[e * columns + b];
            }
            rows.add(row);
        }
        return new Response(energies, bins, rows);
    }

    /** @return the matrix in cm2, energy bins times output bins, row after row */
    public float[] toDense() {
        float[] matrix = new float[energies.size() * bins.size()];
        for (int e = 0; e < energies.size(); e++) {
            for (int k = rowStart[e]; k < rowStart[e + 1]; k++) {
                matrix[e * bins.size() + firstBin[e] + k - rowStart[e]] = (float) area[k];
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
        Rows rows = new Rows(energies.size());
        double[] row = new double[bins.size()];
        for (int e = 0; e < energies.size(); e++) {
            Arrays.fill(row, 0);
            System.arraycopy(area, rowStart[e], row, firstBin[e], rowStart[e + 1] - rowStart[e]);
            rows.add(grouping.sum(row));
        }
        return new Response(energies, grouping.energies(bins), rows);
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
        return fold(new double[][] {photonFlux})[0];
    }

    /**
     * Folds several model spectra at once, which passes over the matrix once: 8 to 32 at a time are much faster than one
     * by one. What comes out for a spectrum does not depend on the others.
     *
     * @param photonFluxes photons/cm2/s per energy bin, for each spectrum
     * @return counts/s per output bin, for each spectrum; new arrays
     * @throws IllegalArgumentException if a length is not the number of energy bins
     */
    public double[][] fold(double[][] photonFluxes) {
        for (double[] flux : photonFluxes) {
            if (flux.length != energies.size()) {
                throw new IllegalArgumentException("model spectrum has " + flux.length
                        + " energy bins, the response has " + energies.size());
            }
        }
        double[][] rates = new double[photonFluxes.length][bins.size()];
        for (int e = 0; e < energies.size(); e++) {
            for (int s = 0; s < rates.length; s++) {
                addRow(photonFluxes[s][e], area, rowStart[e], rowStart[e + 1] - rowStart[e], rates[s], firstBin[e]);
            }
        }
        return rates;
    }

    /** A method of its own, so that the compiler turns the loop into vector instructions. */
    private static void addRow(double flux, double[] area, int start, int n, double[] rate, int first) {
        for (int i = 0; i < n; i++) {
            rate[first + i] += flux * area[start + i];
        }
    }
}
