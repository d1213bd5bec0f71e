package io.github.montecat.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.random.DropoutMask;
import io.github.montecat.vector.VectorUse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sampler, in every way it can run, against passes in double precision with masks applied one by one. */
class GruSamplerTest {

    private static final int STEPS = 9;
    private static final int OUTPUTS = 3;
    private static final double DROPOUT = 0.15;

    private record Way(FloatKernel kernel, boolean subtracts, boolean resetAfter, int layers, int inputs, int units) {
    }

    static Stream<Way> ways() {
        return Stream.of(new VectorKernel(), new ScalarKernel(), new LateVectorKernel(new VectorUse(100_000))).flatMap(k -> Stream.of(
                new Way(k, true, true, 4, 1, 100), new Way(k, false, true, 4, 1, 100), new Way(k, true, true, 2, 3, 5),
                new Way(k, true, true, 1, 2, 17), new Way(k, true, false, 3, 2, 37), new Way(k, false, false, 2, 1, 5),
                new Way(k, true, false, 2, 1, 64)));
    }

    private static float[] normal(Random r, int n, double scale) {
        float[] a = new float[n];
        for (int i = 0; i < n; i++) {
            a[i] = (float) (scale * r.nextGaussian());
        }
        return a;
    }

    private static double[] doubles(float[] a) {
        double[] d = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            d[i] = a[i];
        }
        return d;
    }

    private static GruNetwork network(Way way) {
        Random r = new Random(3);
        int units = way.units;
        List<GruWeights> layers = new ArrayList<>();
        for (int l = 0; l < way.layers; l++) {
            int inputs = l == 0 ? way.inputs : units;
            layers.add(new GruWeights(inputs, units, normal(r, inputs * 3 * units, 1 / Math.sqrt(inputs)),
                    normal(r, 3 * units * units, 1 / Math.sqrt(units)), normal(r, 6 * units, 0.3), way.resetAfter));
        }
        return new GruNetwork(layers, normal(r, units * OUTPUTS, 1 / Math.sqrt(units)), normal(r, OUTPUTS, 1), STEPS,
                DROPOUT);
    }

    private static double[] pass(GruNetwork network, float[] input, long seed, long row, int pass) {
        int units = network.units();
        double[] x = doubles(input);
        for (int l = 0; l < network.layers().size(); l++) {
            GruWeights w = network.layers().get(l);
            x = new DoubleGru().forward(new DoubleGru.Weights(w.inputs(), units, doubles(w.kernel()),
                    doubles(w.recurrent()), doubles(w.bias()), w.resetAfter()), x, 1, STEPS);
            float[] mask = new float[units];
            for (int t = 0; t < STEPS; t++) {
                new DropoutMask(DROPOUT).fill(seed, row, pass, l * STEPS + t, mask, 0, units);
                for (int j = 0; j < units; j++) {
                    x[t * units + j] *= mask[j];
                }
            }
        }
        double[] out = new double[OUTPUTS];
        for (int k = 0; k < OUTPUTS; k++) {
            out[k] = network.outputBias()[k];
            for (int j = 0; j < units; j++) {
                out[k] += x[(STEPS - 1) * units + j] * network.outputWeights()[j * OUTPUTS + k];
            }
        }
        return out;
    }

    @ParameterizedTest
    @MethodSource("ways")
    void drawsTheSamplesOfDoublePrecision(Way way) {
        GruNetwork network = network(way);
        GruSampler sampler = new GruSampler(network, way.kernel, way.subtracts, false);
        float[] input = normal(new Random(4), STEPS * way.inputs, 1);
        int passes = 21;
        float[] samples = sampler.sample(sampler.prepare(input), 5, 6, 7, passes);
        for (int m = 0; m < passes; m++) {
            double[] expected = pass(network, input, 5, 6, 7 + m);
            for (int k = 0; k < OUTPUTS; k++) {
                assertEquals(expected[k], samples[m * OUTPUTS + k], 5e-6, "pass " + m + ", output " + k);
            }
        }
        assertTrue(Math.abs(samples[0] - samples[OUTPUTS]) > 1e-4, "passes must differ: dropout is on");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void samplesDoNotDependOnHowPassesAreBatched(Way way) {
        GruSampler sampler = new GruSampler(network(way), way.kernel, way.subtracts, false);
        float[] prepared = sampler.prepare(normal(new Random(4), STEPS * way.inputs, 1));
        float[] all = sampler.sample(prepared, 1, 0, 0, 21);
        assertArrayEquals(Arrays.copyOfRange(all, 13 * OUTPUTS, 18 * OUTPUTS), sampler.sample(prepared, 1, 0, 13, 5));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-4, 1e-3, 5e-3, 0.5, 0.8})
    void passesThatDropNoUnitAreRunOnceAndGiveTheSameBits(double dropout) {
        for (int layers : new int[] {1, 2, 3}) {
            Random r = new Random(layers);
            List<GruWeights> gru = new ArrayList<>();
            for (int l = 0; l < layers; l++) {
                int inputs = l == 0 ? 3 : 13;
                gru.add(new GruWeights(inputs, 13, normal(r, inputs * 39, 0.3), normal(r, 13 * 39, 0.3),
                        normal(r, 78, 0.1)));
            }
            GruNetwork network = new GruNetwork(gru, normal(r, 13 * OUTPUTS, 1), normal(r, OUTPUTS, 1), STEPS, dropout);
            float[] input = normal(r, STEPS * 3, 1);
            GruSampler each = new GruSampler(network, FloatKernel.best(), dropout < 0.1, false);
            GruSampler once = new GruSampler(network, FloatKernel.best(), dropout < 0.1, true);
            float[] expected = each.sample(each.prepare(input), 9, 4, 100, 200);
            float[] prepared = once.prepare(input);
            assertArrayEquals(expected, once.sample(prepared, 9, 4, 100, 200));
            assertArrayEquals(Arrays.copyOfRange(expected, 50 * OUTPUTS, 51 * OUTPUTS),
                    once.sample(prepared, 9, 4, 150, 1));
        }
    }

    @Test
    void tellsWhetherMasksOfSeveralStepsDropAUnit() {
        for (double rate : new double[] {0, 1e-4, 1e-3, 0.01, 0.3, 0.5, 0.501, 0.9}) {
            DropoutMask mask = new DropoutMask(rate);
            int some = 0;
            for (int units = 1; units <= 33; units++) {
                int[] list = new int[units + 2];
                for (int pass = 0; pass < 50; pass++) {
                    int dropped = 0;
                    for (int step = 3; step < 9; step++) {
                        dropped += mask.dropped(1, 1L << 33, pass, step, list, 0, units);
                    }
                    assertEquals(dropped > 0, mask.dropsAny(1, 1L << 33, pass, 3, 6, units),
                            rate + ", " + units + ", " + pass);
                    some += dropped > 0 ? 1 : 0;
                }
            }
            assertEquals(rate > 0, some > 0);
        }
    }

    @Test
    void listsTheUnitsThatTheMaskDrops() {
        DropoutMask mask = new DropoutMask(0.3);
        for (int units : new int[] {1, 7, 8, 9, 100}) {
            float[] filled = new float[units];
            int[] list = new int[units + 2];
            mask.fill(1, 2, 3, 4, filled, 0, units);
            int n = mask.dropped(1, 2, 3, 4, list, 2, units);
            int expected = 0;
            for (int j = 0; j < units; j++) {
                if (filled[j] == 0) {
                    assertEquals(j, list[2 + expected++]);
                }
            }
            assertEquals(expected, n);
        }
    }
}
