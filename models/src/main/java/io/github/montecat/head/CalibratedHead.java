package io.github.montecat.head;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.random.PhiloxStream;
import io.github.montecat.random.RandomPurpose;
import java.util.List;
import java.util.Optional;

/**
 * What the outputs of a trained network mean, with what is known of its errors. Immutable and safe for use by several
 * threads.
 *
 * @param head the network's head
 * @param calibration correction of a density; empty for none
 */
public record CalibratedHead(Head head, Optional<DensityCalibration> calibration) {

    /** Checks that a calibration is of a density of as many parameters. */
    public CalibratedHead {
        if (calibration.isPresent() && !(head instanceof DensityHead d
                && d.parameters() == calibration.get().parameters())) {
            throw new RefusedValueException("calibration of " + calibration.get().parameters() + " parameters for a "
                    + head.name() + " head of " + head.parameters() + ", expected a density of as many");
        }
    }

    /**
     * Draws one sample from each pass over a spectrum; sample {@code i} depends on pass {@code i}, seed and row alone.
     *
     * @param outputs outputs of all passes
     * @param counts counts of the spectrum in all bins
     * @param seed the seed
     * @param row number of the spectrum
     * @return parameters x samples, numbers from 0 to 1
     */
    public double[][] draws(float[] outputs, double counts, long seed, long row) {
        double[][] columns = new double[head.parameters()][outputs.length / head.outputs()];
        PhiloxStream random = new PhiloxStream(seed, RandomPurpose.DRAWS, row);
        List<double[]> draws = head instanceof DensityHead density
                ? density.draws(outputs, random, calibration.map(c -> c.at(counts))) : List.of();
        for (int i = 0; i < columns[0].length; i++) {
            double[] unit = draws.isEmpty() ? head.draw(outputs, i * head.outputs(), random) : draws.get(i);
            for (int p = 0; p < columns.length; p++) {
                columns[p][i] = unit[p];
            }
        }
        return columns;
    }

    /**
     * The prediction for a spectrum.
     *
     * @param outputs outputs of all passes
     * @param counts counts of the spectrum in all bins
     * @return mean of what the passes expect, one number per parameter
     */
    public double[] mean(float[] outputs, double counts) {
        int passes = outputs.length / head.outputs();
        double[] mean = new double[head.parameters()];
        Optional<DensityCorrection> correction = calibration.map(c -> c.at(counts));
        for (int s = 0; s < passes; s++) {
            int offset = s * head.outputs();
            double[] expected = head instanceof DensityHead density && correction.isPresent()
                    ? density.mean(outputs, offset, correction.get().shapes()) : head.mean(outputs, offset);
            for (int p = 0; p < mean.length; p++) {
                mean[p] += expected[p] / passes;
            }
        }
        return mean;
    }
}
