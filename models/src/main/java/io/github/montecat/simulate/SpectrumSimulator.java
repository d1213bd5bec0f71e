package io.github.montecat.simulate;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.physics.SpectralModel;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.random.PhiloxStream;
import io.github.montecat.random.RandomPurpose;
import io.github.montecat.response.Response;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Simulates spectra: parameters from the prior, model, response, exposure, Poisson noise; what XSPEC's {@code fakeit}
 * does. Draw {@code row} under a seed is always the same, whoever asks for it. Immutable and safe for use by several
 * threads.
 */
public final class SpectrumSimulator {

    private final ModelPrior prior;
    private final Response response;
    private final SpectralModel.OnGrid model;
    private final double exposure;

    /**
     * @param prior model and prior
     * @param response response to the output bins
     * @param exposure exposure in s
     * @throws IllegalArgumentException if the exposure is not a positive number
     */
    public SpectrumSimulator(ModelPrior prior, Response response, double exposure) {
        if (!(exposure > 0) || Double.isInfinite(exposure)) {
            throw new RefusedValueException("exposure is " + exposure + " s, expected a positive number");
        }
        this.prior = prior;
        this.response = response;
        this.model = prior.model().on(response.energies());
        this.exposure = exposure;
    }

    /** @return model and prior */
    public ModelPrior prior() {
        return prior;
    }

    /** @return the response to the output bins */
    public Response response() {
        return response;
    }

    /** @return the exposure in s */
    public double exposure() {
        return exposure;
    }

    /**
     * Draws parameters.
     *
     * @param seed the seed
     * @param row number of the draw
     * @return one number in [0, 1) per free parameter, its place in the prior
     */
    public double[] drawUnit(long seed, long row) {
        UniformRandomProvider random = new PhiloxStream(seed, RandomPurpose.PARAMETERS, row);
        double[] unit = new double[prior.dimension()];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = random.nextDouble();
        }
        return unit;
    }

    /**
     * Folds the model.
     *
     * @param freeValues values of the free parameters
     * @return expected counts per bin
     */
    public double[] expectedCounts(double[] freeValues) {
        return expectedCounts(new double[][] {freeValues})[0];
    }

    /**
     * Folds the model for several parameter vectors at once, which is faster than one by one and gives the same.
     *
     * @param freeValues values of the free parameters, for each spectrum
     * @return expected counts per bin, for each spectrum
     */
    public double[][] expectedCounts(double[][] freeValues) {
        double[][] counts = response.fold(Arrays.stream(freeValues)
                .map(v -> model.photonFlux(prior.modelValues(v))).toArray(double[][]::new));
        for (double[] c : counts) {
            for (int b = 0; b < c.length; b++) {
                c[b] *= exposure;
            }
        }
        return counts;
    }

    /**
     * Draws counts.
     *
     * @param expected expected counts per bin; in float or double precision alike
     * @param seed the seed
     * @param row number of the draw
     * @param realisation number of the noise realisation for that draw, from 0
     * @param counts takes the counts
     */
    public static void drawCounts(float[] expected, long seed, long row, int realisation, double[] counts) {
        drawCounts(expected, new PhiloxStream(seed, RandomPurpose.NOISE, realisation, row), counts);
    }

    /**
     * Draws counts.
     *
     * @param expected expected counts per bin; in float or double precision alike
     * @param random source of randomness
     * @param counts takes the counts
     */
    public static void drawCounts(float[] expected, PhiloxStream random, double[] counts) {
        for (int b = 0; b < counts.length; b++) {
            counts[b] = PoissonNoise.draw(random, expected[b]);
        }
    }
}
