package io.github.montecat.response;

/** The inner loop of {@link PanelMatrix}. Implementations are stateless and safe for use by several threads. */
abstract class PanelKernel {

    /** Vectors multiplied at once. */
    static final int VECTORS = 4;

    private static final PanelKernel BEST = choose();

    /** The fastest kernel that this virtual machine can run. */
    static PanelKernel best() {
        return BEST;
    }

    private static PanelKernel choose() {
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return vectors && !Boolean.getBoolean("montecat.scalar") ? new VectorPanelKernel() : new ScalarPanelKernel();
    }

    /** Columns per panel. */
    abstract int width();

    /**
     * Multiplies four vectors by a panel.
     *
     * @param v0 first vector, one number per row of the matrix
     * @param v1 second vector
     * @param v2 third vector
     * @param v3 fourth vector
     * @param firstRow the matrix's row that is the panel's first
     * @param panel rows of {@link #width()} elements
     * @param sums takes {@link #width()} sums for each vector
     */
    abstract void multiply(double[] v0, double[] v1, double[] v2, double[] v3, int firstRow, double[] panel,
            double[] sums);
}
