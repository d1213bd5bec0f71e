package io.github.montecat.dl4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.head.DensityHead;
import io.github.montecat.head.PointHead;
import io.github.montecat.kernel.PassSampler;
import io.github.montecat.network.ConvolutionArchitecture;
import io.github.montecat.network.InputShape;
import io.github.montecat.network.NetworkArchitecture;
import io.github.montecat.network.NetworkSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.NoOp;

/** What holds for every architecture, and what is peculiar to those of Deeplearning4j's own layers. */
class ArchitectureTest {

    private static final InputShape SHAPE = new InputShape(11, 2, 1);

    /** Ten units: no whole number of blocks of eight, nor of the vectors that rows are padded to. */
    private static Stream<NetworkArchitecture> architectures() {
        return Stream.of(architecture("ann", 0.2), architecture("cnn", 0.2), architecture("gru", 0.2));
    }

    private static NetworkArchitecture architecture(String type, double dropout) {
        return new NetworkSettings(type, type.equals("gru") ? 3 : 0, 3, 10, dropout, "point", 0).architecture(SHAPE, 2);
    }

    private static List<float[]> spectra(int n) {
        Random r = new Random(1);
        List<float[]> list = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            float[] s = new float[SHAPE.size()];
            for (int b = 0; b < s.length; b++) {
                s[b] = (float) r.nextGaussian();
            }
            list.add(s);
        }
        return list;
    }

    /** With biases, which start at zero, moved away from there. */
    private static MultiLayerNetwork network(NetworkArchitecture architecture) {
        MultiLayerNetwork net = Deeplearning4jForm.of(architecture).create(new Adam(1e-3), 3, DataType.FLOAT);
        Nd4j.getRandom().setSeed(6);
        net.params().addi(Nd4j.randn(DataType.FLOAT, net.params().shape()).muli(0.05));
        return net;
    }

    private static List<McDropout> dropouts(MultiLayerNetwork net) {
        return Arrays.stream(net.getLayers()).map(l -> l.conf().getLayer().getIDropout())
                .filter(McDropout.class::isInstance).map(McDropout.class::cast).toList();
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void samplerDrawsTheSamplesOfTheNetworkItself(NetworkArchitecture architecture) {
        MultiLayerNetwork net = network(architecture);
        PassSampler sampler = architecture.sampler(Deeplearning4jForm.of(architecture).weights(net));
        float[] spectrum = spectra(1).get(0);
        int passes = 13;
        float[] fused = sampler.sample(sampler.prepare(architecture.layOut(spectrum)), 99, 7, 4, passes);
        dropouts(net).forEach(d -> d.at(99, 7, 4));
        INDArray out = net.output(
                Deeplearning4jForm.of(architecture).input(Collections.nCopies(passes, spectrum)), true);
        assertArrayEquals(HostArrays.floats(out), fused, 5e-6f);
        assertTrue(Math.abs(fused[0] - fused[2]) > 1e-3, "passes must differ: dropout is on");
    }

    @ParameterizedTest
    @CsvSource({"ann", "cnn", "gru"})
    void withoutDropoutAllPassesAreTheNetworksOutput(String type) {
        NetworkArchitecture architecture = architecture(type, 0);
        MultiLayerNetwork net = network(architecture);
        PassSampler sampler = architecture.sampler(Deeplearning4jForm.of(architecture).weights(net));
        float[] spectrum = spectra(1).get(0);
        float[] fused = sampler.sample(sampler.prepare(architecture.layOut(spectrum)), 1, 0, 0, 2);
        float[] out = HostArrays.floats(
                net.output(Deeplearning4jForm.of(architecture).input(List.of(spectrum, spectrum)), false));
        assertArrayEquals(out, fused, 5e-6f);
        assertTrue(dropouts(net).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void samplesDoNotDependOnHowPassesAreBatched(NetworkArchitecture architecture) {
        PassSampler sampler = architecture.sampler(Deeplearning4jForm.of(architecture).weights(network(architecture)));
        float[] prepared = sampler.prepare(architecture.layOut(spectra(1).get(0)));
        float[] all = sampler.sample(prepared, 1, 0, 0, 21);
        assertArrayEquals(Arrays.copyOfRange(all, 34, 40), sampler.sample(prepared, 1, 0, 17, 3));
    }

    /** What a mask takes from the counters is told from the numbers that pass through it, not from the architecture. */
    @ParameterizedTest
    @MethodSource("architectures")
    void noTwoMasksShareARandomNumber(NetworkArchitecture architecture) {
        MultiLayerNetwork net = network(architecture);
        List<INDArray> activations = net.feedForward(Deeplearning4jForm.of(architecture).input(spectra(1)), false);
        boolean[] taken = new boolean[10_000];
        int masks = 0;
        for (int l = 0; l < net.getnLayers(); l++) {
            if (net.getLayer(l).conf().getLayer().getIDropout() instanceof McDropout d) {
                INDArray seen = activations.get(l);
                int units = (int) seen.size(seen.rank() - 1);
                int blocks = (units + 7) / 8;
                long steps = seen.length() / units;
                for (int b = d.getSequence() * blocks; b < (d.getSequence() + steps) * blocks; b++) {
                    assertTrue(!taken[b], "counter " + b + " serves two masks");
                    taken[b] = true;
                }
                masks++;
            }
        }
        assertEquals(architecture.type().equals("cnn") ? 5 : 3, masks, "dropout after every layer but the output");
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void modelFileRoundTripKeepsTheNetwork(NetworkArchitecture architecture) throws IOException {
        MultiLayerNetwork net = network(architecture);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ModelSerializer.writeModel(net, file, true);
        MultiLayerNetwork back = ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(file.toByteArray()));
        assertEquals(net.getLayerWiseConfigurations(), back.getLayerWiseConfigurations());
        INDArray x = Deeplearning4jForm.of(architecture).input(spectra(4));
        assertEquals(net.output(x), back.output(x));
        assertEquals(net.getLayerWiseConfigurations(),
                MultiLayerConfiguration.fromJson(net.getLayerWiseConfigurations().toJson()));
        float[] input = architecture.layOut(spectra(1).get(0));
        PassSampler before = architecture.sampler(Deeplearning4jForm.of(architecture).weights(net));
        PassSampler after = architecture.sampler(Deeplearning4jForm.of(architecture).weights(back));
        assertArrayEquals(before.sample(before.prepare(input), 1, 2, 3, 4), after.sample(after.prepare(input), 1, 2, 3, 4));
    }

    @ParameterizedTest
    @CsvSource({"ann, 7, 1, 0, 2, 4, 0.3, 3, point", "ann, 3, 2, 1, 4, 3, 0.2, 2, density", "ann, 4, 1, 1, 1, 6, 0, 2, point",
        "cnn, 6, 1, 0, 2, 3, 0.3, 3, point", "cnn, 4, 2, 1, 1, 3, 0.2, 2, density", "cnn, 4, 1, 2, 2, 3, 0, 2, point"})
    void backpropagationMatchesCentralDifferences(String type, int bins, int planes, int extras, int layers, int units,
            double dropout, int batch, String head) {
        NetworkArchitecture architecture = new NetworkSettings(type, 0, layers, units, dropout, head, 1)
                .architecture(new InputShape(bins, planes, extras), 2);
        MultiLayerNetwork net = Deeplearning4jForm.of(architecture).create(new NoOp(), 11, DataType.DOUBLE);
        long[] shape = LongStream.concat(LongStream.of(batch), LongStream.of(architecture.inputShape())).toArray();
        Nd4j.getRandom().setSeed(3);
        GradientCheck.check(net, Nd4j.randn(DataType.DOUBLE, shape),
                Nd4j.randn(DataType.DOUBLE, batch, architecture.head().outputs()));
    }

    @ParameterizedTest
    @CsvSource({"ann", "cnn"})
    void trainingLearnsAndGivesTheSameWeightsOnOneAndTwoThreads(String type) throws Exception {
        NetworkArchitecture architecture = architecture(type, 0.05);
        List<float[]> spectra = spectra(40);
        INDArray x = Deeplearning4jForm.of(architecture).input(spectra);
        INDArray y = Nd4j.create(spectra.stream().map(s -> new float[] {s[0] + s[1] - s[2], s[12]})
                .toArray(float[][]::new));
        MultiLayerNetwork one = trained(architecture, x, y, 1);
        assertEquals(one.params(), trained(architecture, x, y, 2).params());
        double before = y.distance2(
                Deeplearning4jForm.of(architecture).create(new NoOp(), 3, DataType.FLOAT).output(x));
        double after = y.distance2(one.output(x));
        assertTrue(after < 0.4 * before, "distance from the labels " + before + " before, " + after + " after training");
    }

    private static MultiLayerNetwork trained(NetworkArchitecture architecture, INDArray x, INDArray y, int threads)
            throws Exception {
        MultiLayerNetwork net = Deeplearning4jForm.of(architecture).create(new Adam(5e-3), 3, DataType.FLOAT);
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            pool.submit(() -> {
                for (int i = 0; i < 100; i++) {
                    net.fit(x, y);
                }
            }).get();
        } finally {
            pool.shutdown();
        }
        return net;
    }

    /** ND4J takes seed 0, which is the program's own when none is given, as a wish for a seed from the clock. */
    @ParameterizedTest
    @MethodSource("architectures")
    void seedsGiveTheSameWeightsEveryTimeAndZeroIsOne(NetworkArchitecture architecture) throws InterruptedException {
        INDArray zero = Deeplearning4jForm.of(architecture).create(new NoOp(), 0, DataType.FLOAT).params();
        assertNotEquals(zero, Deeplearning4jForm.of(architecture).create(new NoOp(), 1, DataType.FLOAT).params());
        // The clock goes on.
        Thread.sleep(5);
        assertEquals(zero, Deeplearning4jForm.of(architecture).create(new NoOp(), 0, DataType.FLOAT).params());
    }

    /** Weights set by hand: filters that shift, so that it is seen which bins and which channels meet. */
    @Test
    void convolutionsRunAlongTheBinsWithZerosBeyondTheEnds() {
        ConvolutionArchitecture architecture = new ConvolutionArchitecture(new InputShape(4, 1, 1), 1, 2, 0,
                new PointHead(1));
        MultiLayerNetwork net = Deeplearning4jForm.of(architecture).create(new NoOp(), 1, DataType.FLOAT);
        net.params().assign(0);
        // The first takes bin t - 1 of the counts into filter 0 and the extra into filter 1; the second passes both on.
        net.getParam("0_W").putScalar(new long[] {0, 0, 0, 0}, 1);
        net.getParam("0_W").putScalar(new long[] {1, 1, 1, 0}, 1);
        net.getParam("1_W").putScalar(new long[] {0, 0, 1, 0}, 1);
        net.getParam("1_W").putScalar(new long[] {1, 1, 1, 0}, 1);
        for (int t = 0; t < 4; t++) {
            net.getParam("2_W").putScalar(new long[] {2 * t, 0}, Math.pow(10, t));
            net.getParam("2_W").putScalar(new long[] {2 * t + 1, 0}, 0.1);
        }
        net.getParam("3_W").putScalar(new long[] {0, 0}, 1);
        float[] spectrum = {1, 2, 3, 4, 5};
        // 0, 1, 2, 3 in bins 0 to 3, and 5 four times.
        float expected = 10 + 200 + 3000 + 4 * 0.5f;
        PassSampler sampler = architecture.sampler(Deeplearning4jForm.of(architecture).weights(net));
        assertEquals(expected, sampler.sample(sampler.prepare(architecture.layOut(spectrum)), 0, 0, 0, 1)[0], 1e-3);
        assertEquals(expected,
                net.output(Deeplearning4jForm.of(architecture).input(List.of(spectrum))).getFloat(0), 1e-3);
    }

    @ParameterizedTest
    @CsvSource({"ann", "cnn"})
    void refusesWhatDoesNotFit(String type) {
        NetworkArchitecture small = architecture(type, 0.1);
        MultiLayerNetwork net = Deeplearning4jForm.of(small).create(new Adam(1e-3), 3, DataType.FLOAT);
        NetworkArchitecture wider = new NetworkSettings(type, 0, 3, 11, 0.1, "point", 0).architecture(SHAPE, 2);
        NetworkArchitecture deeper = new NetworkSettings(type, 0, 4, 10, 0.1, "point", 0).architecture(SHAPE, 2);
        NetworkArchitecture other = new NetworkSettings(type, 0, 3, 10, 0.1, "density", 1).architecture(SHAPE, 2);
        for (NetworkArchitecture a : List.of(wider, deeper, other, architecture("gru", 0.1))) {
            assertThrows(IllegalArgumentException.class, () -> a.sampler(Deeplearning4jForm.of(small).weights(net)),
                    a.toString());
        }
        assertTrue(message(() -> small.layOut(new float[5])).matches("(?s).*5 numbers.*expects 23.*"));
        assertTrue(message(() -> small.sampler(Deeplearning4jForm.of(small).weights(net)).prepare(new float[5]))
                .contains("5"));
        assertTrue(message(() -> new NetworkSettings(type, 1, 3, 10, 0.1, "point", 0).architecture(SHAPE, 2))
                .contains("has no steps"));
        assertTrue(message(() -> new NetworkSettings(type, 0, 0, 10, 0.1, "point", 0).architecture(SHAPE, 2))
                .contains("must be positive"));
        assertEquals(new DensityHead(2, 1), other.head());
    }

    @Test
    void anUnknownTypeNamesTheKnownOnes() {
        String message = message(() -> new NetworkSettings("lstm", 1, 1, 1, 0, "point", 0).architecture(SHAPE, 2));
        assertTrue(message.contains("'lstm'") && message.contains("ann, cnn, gru"), message);
    }

    private static String message(Executable refused) {
        return assertThrows(IllegalArgumentException.class, refused).getMessage();
    }
}
