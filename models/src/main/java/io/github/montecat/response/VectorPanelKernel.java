package io.github.montecat.response;

import io.github.montecat.vector.VectorUse;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** The Java Vector API, at the machine's preferred width: four vectors by two registers of columns. */
final class VectorPanelKernel extends PanelKernel {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int WIDTH = 2 * LANES;
    private static final PanelKernel BEFORE = new ScalarPanelKernel(WIDTH);

    private final VectorUse use;

    /** @param use from when on to use vectors, in elements of panels; the sums are the same bits before */
    VectorPanelKernel(VectorUse use) {
        this.use = use;
    }

    @Override
    int width() {
        return WIDTH;
    }

    @Override
    void multiply(double[] v0, double[] v1, double[] v2, double[] v3, int firstRow, double[] panel, double[] sums) {
        if (use.pays(panel.length)) {
            vectors(v0, v1, v2, v3, firstRow, panel, sums);
        } else {
            BEFORE.multiply(v0, v1, v2, v3, firstRow, panel, sums);
        }
    }

    private static void vectors(double[] v0, double[] v1, double[] v2, double[] v3, int firstRow, double[] panel,
            double[] sums) {
        DoubleVector s00 = DoubleVector.zero(SPECIES);
        DoubleVector s01 = s00;
        DoubleVector s10 = s00;
        DoubleVector s11 = s00;
        DoubleVector s20 = s00;
        DoubleVector s21 = s00;
        DoubleVector s30 = s00;
        DoubleVector s31 = s00;
        for (int k = 0, row = firstRow; k < panel.length; k += WIDTH, row++) {
            DoubleVector left = DoubleVector.fromArray(SPECIES, panel, k);
            DoubleVector right = DoubleVector.fromArray(SPECIES, panel, k + LANES);
            DoubleVector x = DoubleVector.broadcast(SPECIES, v0[row]);
            s00 = s00.add(x.mul(left));
            s01 = s01.add(x.mul(right));
            x = DoubleVector.broadcast(SPECIES, v1[row]);
            s10 = s10.add(x.mul(left));
            s11 = s11.add(x.mul(right));
            x = DoubleVector.broadcast(SPECIES, v2[row]);
            s20 = s20.add(x.mul(left));
            s21 = s21.add(x.mul(right));
            x = DoubleVector.broadcast(SPECIES, v3[row]);
            s30 = s30.add(x.mul(left));
            s31 = s31.add(x.mul(right));
        }
        store(s00, s01, sums, 0);
        store(s10, s11, sums, WIDTH);
        store(s20, s21, sums, 2 * WIDTH);
        store(s30, s31, sums, 3 * WIDTH);
    }

    private static void store(DoubleVector left, DoubleVector right, double[] sums, int offset) {
        left.intoArray(sums, offset);
        right.intoArray(sums, offset + LANES);
    }
}
