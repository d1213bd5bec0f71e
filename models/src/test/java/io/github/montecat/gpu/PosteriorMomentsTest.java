package io.github.montecat.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.montecat.head.CalibratedHead;
import io.github.montecat.head.Head;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class PosteriorMomentsTest {

    @Test
    void areThoseOfTheHeadsDraws() {
        NormalDistribution normal = new NormalDistribution();
        Random random = new Random(3);
        int parameters = 3;
        Head head = Head.of("density", parameters, 2);
        assertEquals(head.outputs(), 2 * PosteriorMoments.stride(parameters));
        float[] one = new float[head.outputs()];
        for (int i = 0; i < one.length; i++) {
            one[i] = (float) (0.4 * random.nextGaussian());
        }
        for (int p = 0; p < parameters; p++) {
            // Narrow enough that no draw comes to lie at an end of the prior.
            one[1 + parameters + p] += 1;
            one[PosteriorMoments.stride(parameters) + 1 + parameters + p] += 1;
        }
        int passes = 40_000;
        float[] outputs = new float[passes * one.length];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = one[i % one.length] + (float) (0.02 * random.nextGaussian());
        }
        SampleMoments[] moments = PosteriorMoments.of(outputs, parameters, 2);
        double[][] draws = new CalibratedHead(head, Optional.empty()).draws(outputs, 100, 5, 6);
        for (int p = 0; p < parameters; p++) {
            double[] z = Arrays.stream(draws[p]).map(normal::inverseCumulativeProbability).toArray();
            SampleMoments drawn = SampleMoments.of(z);
            // Five standard errors of a mean of 40,000, and some more for the deviation.
            assertEquals(drawn.mean(), moments[p].mean(), 0.025 * drawn.deviation());
            assertEquals(drawn.deviation(), moments[p].deviation(), 0.03 * drawn.deviation());
        }
    }

    @Test
    void ofPointHeadsAreThoseOfTheOutputs() {
        SampleMoments[] moments = PosteriorMoments.of(new float[] {1, 10, 3, 14}, 2, 0);
        assertEquals(new SampleMoments(2, Math.sqrt(2)), moments[0]);
        assertEquals(12, moments[1].mean());
    }
}
