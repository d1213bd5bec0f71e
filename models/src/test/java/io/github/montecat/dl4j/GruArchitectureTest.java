package io.github.montecat.dl4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.head.PointHead;
import io.github.montecat.kernel.GruSampler;
import io.github.montecat.network.GruArchitecture;
import io.github.montecat.network.InputShape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;

class GruArchitectureTest {

    private static final GruArchitecture SMALL = new GruArchitecture(InputShape.counts(22), 3, 3, 12, 0.2, new PointHead(2));

    private static List<float[]> spectra(int n, int bins) {
        Random r = new Random(1);
        List<float[]> list = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            float[] s = new float[bins];
            for (int b = 0; b < bins; b++) {
                s[b] = (float) r.nextGaussian();
            }
            list.add(s);
        }
        return list;
    }

    private static void setMasks(MultiLayerNetwork net, long seed, long row, int pass) {
        for (int l = 0; l < net.getnLayers(); l++) {
            if (net.getLayer(l).conf().getLayer().getIDropout() instanceof McDropout d) {
                d.at(seed, row, pass);
            }
        }
    }

    @Test
    void samplerDrawsTheSamplesOfTheNetworkItself() {
        MultiLayerNetwork net = Deeplearning4jForm.of(SMALL).create(new Adam(1e-3), 3, DataType.FLOAT);
        GruSampler sampler = SMALL.sampler(Deeplearning4jForm.of(SMALL).weights(net));
        float[] spectrum = spectra(1, 22).get(0);
        int passes = 13;
        float[] fused = sampler.sample(sampler.prepare(SMALL.layOut(spectrum)), 99, 7, 4, passes);
        setMasks(net, 99, 7, 4);
        INDArray out = net.output(Deeplearning4jForm.of(SMALL).input(Collections.nCopies(passes, spectrum)), true);
        assertArrayEquals(HostArrays.floats(out), fused, 2e-6f);
        assertTrue(Math.abs(fused[0] - fused[2]) > 1e-3, "passes must differ: dropout is on");
    }

    @Test
    void aStepHoldsItsBinsOfAllPlanesAndTheExtras() {
        GruArchitecture a = new GruArchitecture(new InputShape(5, 2, 1), 2, 1, 3, 0, new PointHead(1));
        float[] spectrum = {1, 2, 3, 4, 5, 10, 20, 30, 40, 50, 7};
        assertArrayEquals(new float[] {1, 2, 10, 20, 7, 3, 4, 30, 40, 7, 5, 0, 50, 0, 7}, a.layOut(spectrum));
        assertArrayEquals(new long[] {2, 3, 5}, Deeplearning4jForm.of(a).input(List.of(spectrum, spectrum)).shape());
    }

    @Test
    void samplesDoNotDependOnHowPassesAreBatched() {
        GruSampler sampler = SMALL.sampler(Deeplearning4jForm.of(SMALL).weights(
                Deeplearning4jForm.of(SMALL).create(new Adam(1e-3), 3, DataType.FLOAT)));
        float[] sequence = sampler.prepare(SMALL.layOut(spectra(1, 22).get(0)));
        float[] all = sampler.sample(sequence, 1, 0, 0, 21);
        float[] part = sampler.sample(sequence, 1, 0, 17, 3);
        assertArrayEquals(Arrays.copyOfRange(all, 34, 40), part);
    }

    @Test
    void modelFileRoundTripKeepsTheNetwork() throws IOException {
        MultiLayerNetwork net = Deeplearning4jForm.of(SMALL).create(new Adam(1e-3), 3, DataType.FLOAT);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ModelSerializer.writeModel(net, file, true);
        MultiLayerNetwork back = ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(file.toByteArray()));
        assertEquals(net.getLayerWiseConfigurations(), back.getLayerWiseConfigurations());
        INDArray x = Deeplearning4jForm.of(SMALL).input(spectra(4, 22));
        assertEquals(net.output(x), back.output(x));
        assertEquals(net.getLayerWiseConfigurations(),
                MultiLayerConfiguration.fromJson(net.getLayerWiseConfigurations().toJson()));
    }

    @Test
    void trainingLearnsAndGivesTheSameWeightsOnOneAndTwoThreads() throws Exception {
        MultiLayerNetwork one = trained(1);
        MultiLayerNetwork two = trained(2);
        assertEquals(one.params(), two.params());
        INDArray x = Deeplearning4jForm.of(SMALL).input(spectra(40, 22));
        double before = labels(x).distance2(
                Deeplearning4jForm.of(SMALL).create(new Adam(1e-2), 3, DataType.FLOAT).output(x));
        double after = labels(x).distance2(one.output(x));
        assertTrue(after < 0.5 * before, "distance from the labels " + before + " before, " + after + " after training");
    }

    /** What the network is to learn: mean of the first and of the last bins. */
    private static INDArray labels(INDArray x) {
        INDArray flat = x.reshape('c', x.size(0), x.size(1) * x.size(2));
        return Nd4j.hstack(
                flat.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 11))
                        .mean(true, 1),
                flat.get(NDArrayIndex.all(), NDArrayIndex.interval(11, 22))
                        .mean(true, 1));
    }

    private static MultiLayerNetwork trained(int threads) throws Exception {
        MultiLayerNetwork net = Deeplearning4jForm.of(SMALL).create(new Adam(1e-2), 3, DataType.FLOAT);
        INDArray x = Deeplearning4jForm.of(SMALL).input(spectra(40, 22));
        INDArray y = labels(x);
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            pool.submit(() -> {
                for (int i = 0; i < 60; i++) {
                    net.fit(x, y);
                }
            }).get();
        } finally {
            pool.shutdown();
        }
        return net;
    }

    @Test
    void refusesWhatDoesNotFit() {
        GruArchitecture other = new GruArchitecture(InputShape.counts(22), 3, 3, 13, 0.2, new PointHead(2));
        MultiLayerNetwork net = Deeplearning4jForm.of(SMALL).create(new Adam(1e-3), 3, DataType.FLOAT);
        assertThrows(IllegalArgumentException.class, () -> other.sampler(Deeplearning4jForm.of(SMALL).weights(net)));
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> SMALL.layOut(new float[21]));
        assertTrue(e.getMessage().contains("21") && e.getMessage().contains("22"), e.getMessage());
    }
}
