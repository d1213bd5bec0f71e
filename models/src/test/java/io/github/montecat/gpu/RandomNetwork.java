package io.github.montecat.gpu;

import io.github.montecat.kernel.GruSampler;
import io.github.montecat.kernel.GruWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Networks of random weights, of the size that training starts from: as hard to compute as trained ones. */
final class RandomNetwork {

    private final Random random;
    private final int inputs;
    private final int steps;
    private final GruSampler sampler;

    /**
     * @param seed seed of the weights
     * @param layers number of GRU layers
     * @param units units per layer
     * @param inputs bins per step
     * @param steps number of steps
     * @param outputs number of outputs
     * @param dropout rate of dropout
     */
    RandomNetwork(long seed, int layers, int units, int inputs, int steps, int outputs, double dropout) {
        random = new Random(seed);
        this.inputs = inputs;
        this.steps = steps;
        List<GruWeights> gru = new ArrayList<>();
        for (int l = 0; l < layers; l++) {
            int width = l == 0 ? inputs : units;
            gru.add(new GruWeights(width, units, numbers(width * 3 * units, Math.sqrt(2.0 / (width + 3 * units))),
                    numbers(units * 3 * units, Math.sqrt(1.0 / units)), numbers(6 * units, 0.2)));
        }
        sampler = new GruSampler(gru, numbers(units * outputs, Math.sqrt(2.0 / (units + outputs))),
                numbers(outputs, 0.5), steps, dropout);
    }

    /** Normal numbers. */
    private float[] numbers(int n, double deviation) {
        float[] a = new float[n];
        for (int i = 0; i < n; i++) {
            a[i] = (float) (deviation * random.nextGaussian());
        }
        return a;
    }

    GruSampler sampler() {
        return sampler;
    }

    /** @return spectra, standardised */
    List<float[]> spectra(int count) {
        List<float[]> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(numbers(steps * inputs, 1));
        }
        return all;
    }
}
