package io.github.montecat.physics;

/** An absorber that covers part of the source. */
final class PartialCovering {

    private PartialCovering() {
    }

    /**
     * @param fraction of the source that is covered
     * @param column hydrogen column in 1e22/cm2
     * @param depth optical depth per bin for a column of 1
     * @return transmitted fraction per bin, 1 - fraction + fraction exp(-column depth)
     */
    static double[] through(double fraction, double column, double[] depth) {
        double[] transmitted = Transmission.through(column, depth);
        for (int i = 0; i < transmitted.length; i++) {
            transmitted[i] = 1 - fraction + fraction * transmitted[i];
        }
        return transmitted;
    }
}
