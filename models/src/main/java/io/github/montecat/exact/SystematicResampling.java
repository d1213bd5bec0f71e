package io.github.montecat.exact;

import org.apache.commons.rng.UniformRandomProvider;

/** Draws points of equal weight from weighted ones, in random order. Stateless. */
public final class SystematicResampling {

    private SystematicResampling() {
    }

    /**
     * @param weights weights from 0 up, at least one
     * @param sum their sum, above 0
     * @param count number of points to draw
     * @param random random numbers
     * @return indices of the points, each as often as its weight says, to the next whole number
     */
    public static int[] indices(double[] weights, double sum, int count, UniformRandomProvider random) {
        int[] chosen = new int[count];
        double offset = random.nextDouble();
        int at = 0;
        double passed = weights[0];
        for (int i = 0; i < count; i++) {
            while ((i + offset) / count * sum >= passed && at < weights.length - 1) {
                passed += weights[++at];
            }
            chosen[i] = at;
        }
        for (int i = count - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = chosen[i];
            chosen[i] = chosen[j];
            chosen[j] = swapped;
        }
        return chosen;
    }
}
