package io.github.montecat.response;

import io.github.montecat.vector.VectorUse;

/** The inner loop of {@link PanelMatrix}. Implementations are stateless and safe for use by several threads. */
abstract class PanelKernel {

    /** Vectors multiplied at once. */
    static final int VECTORS = 4;

    /** Elements of panels that go by before vectors pay; a spectrum takes some million. */
    private static final long PLAIN = 100_000_000;
    private static final PanelKernel BEST = choose();

    /** The fastest kernel that this virtual machine can run. */
    static PanelKernel best() {
        return BEST;
    }

    private static PanelKernel choose() {
        return VectorUse.AVAILABLE ? new VectorPanelKernel(new VectorUse(PLAIN)) : new ScalarPanelKernel(ScalarPanelKernel.LANES);
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
