package io.github.montecat.response;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.spectrum.ChannelGrouping;
import io.github.montecat.spectrum.EnergyGrid;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * A full response: counts per second in each output bin for one photon/cm2/s in each energy bin. Output bins are the
 * detector's channels, or groups of them. Immutable and safe for use by several threads.
 */
public final class Response {

    private final EnergyGrid energies;
    private final EnergyGrid bins;
    private final Elements elements;
    /** Each output bin as a sum of its own. */
    private final int[] each;
    /** Made when the first spectrum is folded: of a response that is only summed into bins it is not needed. */
    private volatile PanelMatrix area;

    /** The elements that are not zero, by energy bins. */
    @FunctionalInterface
    private interface Elements {

        /**
         * @param energy index of an energy bin
         * @param columns the sum that each output bin belongs to, negative for none
         * @param sums takes the sums of the energy bin's areas
         */
        void add(int energy, int[] columns, double[] sums);
    }

    private Response(EnergyGrid energies, EnergyGrid bins, Elements elements) {
        this.energies = energies;
        this.bins = bins;
        this.elements = elements;
        each = IntStream.range(0, bins.size()).toArray();
    }

    private static Response of(EnergyGrid energies, EnergyGrid bins, PanelMatrix matrix) {
        Response response = new Response(energies, bins, (e, columns, sums) -> {
            double[] row = matrix.row(e);
            for (int b = 0; b < row.length; b++) {
                if (columns[b] >= 0) {
                    sums[columns[b]] += row[b];
                }
            }
        });
        response.area = matrix;
        return response;
    }

    /**
     * Multiplies a redistribution matrix by an effective area. Photon energies are those of the matrix: matrices and
     * areas of
     * XMM that belong together are known whose lowest bounds differ.
     *
     * @param rmf the matrix, with the area in it if there is no ARF (a {@code .rsp})
     * @param arf the area on the matrix's energy bins, if any
     * @return the response to single channels
     * @throws IllegalArgumentException if the energy bins differ in more than the lowest bound
     */
    public static Response of(RedistributionMatrix rmf, Optional<EffectiveArea> arf) {
        EnergyGrid grid = rmf.energies();
        arf.ifPresent(a -> {
            if (!a.energies().matchesAboveLowest(grid)) {
                throw new RefusedValueException("ARF has " + a.energies() + ", RMF has " + grid
                        + "; they must be made for each other");
            }
        });
        return new Response(grid, rmf.channels(), (e, columns, sums) -> {
            double a = arf.isPresent() ? arf.get().area(e) : 1;
            for (int k = rmf.rowStart(e); k < rmf.rowStart(e + 1); k++) {
                int column = columns[rmf.channel(k)];
                if (column >= 0) {
                    sums[column] += rmf.value(k) * a;
                }
            }
        });
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
            throw new RefusedValueException("response matrix has " + matrix.length + " elements, expected "
                    + energies.size() + " energies x " + columns + " bins");
        }
        PanelMatrix.Builder area = new PanelMatrix.Builder(energies.size(), columns);
        double[] row = new double[columns];
        for (int e = 0; e < energies.size(); e++) {
            for (int b = 0; b < columns; b++) {
                row[b] = matrix[e * columns + b];
            }
            area.add(row);
        }
        return of(energies, bins, area.build());
    }

    /** @return the matrix in cm2, energy bins times output bins, row after row */
    public float[] toDense() {
        float[] matrix = new float[energies.size() * bins.size()];
        for (int e = 0; e < energies.size(); e++) {
            double[] row = areas(e);
            for (int b = 0; b < row.length; b++) {
                matrix[e * row.length + b] = (float) row[b];
            }
        }
        return matrix;
    }

    /**
     * @param energy index of an energy bin
     * @return its area in cm2 for each output bin; a new array
     */
    public double[] areas(int energy) {
        double[] row = new double[bins.size()];
        elements.add(energy, each, row);
        return row;
    }

    /**
     * Sums channels into bins.
     *
     * @param grouping bins over this response's output bins
     * @return the response to those bins
     */
    public Response grouped(ChannelGrouping grouping) {
        return summed(grouping.energies(bins), grouping::bin);
    }

    /**
     * Sums output bins by any rule, such as that of a spectrum's own groups.
     *
     * @param sums nominal energy bounds of the sums
     * @param rule the sum that an output bin belongs to, negative for none
     * @return the response to the sums
     */
    public Response summed(EnergyGrid sums, IntUnaryOperator rule) {
        int[] columns = IntStream.range(0, bins.size()).map(rule).toArray();
        PanelMatrix.Builder rows = new PanelMatrix.Builder(energies.size(), sums.size());
        double[] row = new double[sums.size()];
        for (int e = 0; e < energies.size(); e++) {
            Arrays.fill(row, 0);
            elements.add(e, columns, row);
            rows.add(row);
        }
        return of(energies, sums, rows.build());
    }

    /**
     * Leaves out the lowest and highest energies whose photons are in no output bin, except for the two energy bins next
     * to the others: a line on a bin's edge belongs to one of its neighbours.
     *
     * @return the response to the other energies
     */
    public Response trimmed() {
        IntPredicate seen = e -> Arrays.stream(areas(e)).anyMatch(a -> a != 0);
        int last = energies.size() - 1;
        int first = IntStream.range(0, last).filter(seen).findFirst().orElse(last);
        int end = IntStream.iterate(last, e -> e > first, e -> e - 1).filter(seen).findFirst().orElse(first);
        int from = Math.max(first - 1, 0);
        int to = Math.min(end + 1, last) + 1;
        if (to - from == energies.size()) {
            return this;
        }
        PanelMatrix.Builder rows = new PanelMatrix.Builder(to - from, bins.size());
        for (int e = from; e < to; e++) {
            rows.add(areas(e));
        }
        return of(new EnergyGrid(Arrays.copyOfRange(energies.lows(), from, to),
                Arrays.copyOfRange(energies.highs(), from, to)), bins, rows.build());
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
     * Folds several model spectra at once, which passes over the matrix once: 16 to 64 at a time are much faster than one
     * by one. What comes out for a spectrum does not depend on the others.
     *
     * @param photonFluxes photons/cm2/s per energy bin, for each spectrum
     * @return counts/s per output bin, for each spectrum; new arrays
     * @throws IllegalArgumentException if a length is not the number of energy bins
     */
    public double[][] fold(double[][] photonFluxes) {
        for (double[] flux : photonFluxes) {
            if (flux.length != energies.size()) {
                throw new RefusedValueException("model spectrum has " + flux.length
                        + " energy bins, the response has " + energies.size());
            }
        }
        return matrix().multiply(photonFluxes);
    }

    private PanelMatrix matrix() {
        PanelMatrix made = area;
        if (made == null) {
            synchronized (this) {
                made = area;
                if (made == null) {
                    PanelMatrix.Builder rows = new PanelMatrix.Builder(energies.size(), bins.size());
                    for (int e = 0; e < energies.size(); e++) {
                        rows.add(areas(e));
                    }
                    made = rows.build();
                    area = made;
                }
            }
        }
        return made;
    }
}
