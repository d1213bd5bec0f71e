package io.github.montecat.response;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.spectrum.ChannelGrouping;
import io.github.montecat.spectrum.EnergyGrid;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A full response: counts per second in each output bin for one photon/cm2/s in each energy bin. Output bins are the
 * detector's channels, or groups of them. Immutable and safe for use by several threads.
 */
public final class Response {

    private final EnergyGrid energies;
    private final EnergyGrid bins;
    private final PanelMatrix area;

    private Response(EnergyGrid energies, EnergyGrid bins, PanelMatrix.Builder area) {
        this.energies = energies;
        this.bins = bins;
        this.area = area.build();
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
        PanelMatrix.Builder area = new PanelMatrix.Builder(grid.size(), rmf.channels().size());
        double[] row = new double[rmf.channels().size()];
        for (int e = 0; e < grid.size(); e++) {
            int energy = e;
            double a = arf.map(x -> x.area(energy)).orElse(1.0);
            Arrays.fill(row, 0);
            for (int k = rmf.rowStart(e); k < rmf.rowStart(e + 1); k++) {
                row[rmf.channel(k)] += rmf.value(k) * a;
            }
            area.add(row);
        }
        return new Response(grid, rmf.channels(), area);
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
        return new Response(energies, bins, area);
    }

    /** @return the matrix in cm2, energy bins times output bins, row after row */
    public float[] toDense() {
        float[] matrix = new float[energies.size() * bins.size()];
        for (int e = 0; e < energies.size(); e++) {
            double[] row = area.row(e);
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
        return area.row(energy);
    }

    /**
     * Sums channels into bins.
     *
     * @param grouping bins over this response's output bins
     * @return the response to those bins
     */
    public Response grouped(ChannelGrouping grouping) {
        return summed(grouping.energies(bins), grouping::sum);
    }

    /**
     * Sums output bins by any rule, such as that of a spectrum's own groups.
     *
     * @param sums nominal energy bounds of the sums
     * @param rule makes of one value per output bin one per sum; linear
     * @return the response to the sums
     */
    public Response summed(EnergyGrid sums, UnaryOperator<double[]> rule) {
        PanelMatrix.Builder rows = new PanelMatrix.Builder(energies.size(), sums.size());
        for (int e = 0; e < energies.size(); e++) {
            rows.add(rule.apply(area.row(e)));
        }
        return new Response(energies, sums, rows);
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
        return area.multiply(photonFluxes);
    }
}
