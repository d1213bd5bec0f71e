package io.github.montecat.physics;

/** What an absorber lets through. */
final class Transmission {

    private Transmission() {
    }

    /**
     * @param column hydrogen column in 1e22/cm2
     * @param depth optical depth per bin for a column of 1
     * @return transmitted fraction per bin
     */
    static double[] through(double column, double[] depth) {
        double[] fraction = new double[depth.length];
        for (int i = 0; i < fraction.length; i++) {
            fraction[i] = -column * depth[i];
        }
        Exponential.replace(fraction);
        return fraction;
    }
}
