package io.github.montecat.response;

/** Plain Java: four columns at a time, which leaves their sums in registers. */
final class ScalarPanelKernel extends PanelKernel {

    /** Columns at a time. */
    static final int LANES = 4;

    private final int width;

    /** @param width columns per panel, a multiple of {@value #LANES} */
    ScalarPanelKernel(int width) {
        this.width = width;
    }

    @Override
    int width() {
        return width;
    }

    @Override
    void multiply(double[] v0, double[] v1, double[] v2, double[] v3, int firstRow, double[] panel, double[] sums) {
        for (int column = 0; column < width; column += LANES) {
            one(v0, firstRow, panel, column, width, sums, column);
            one(v1, firstRow, panel, column, width, sums, width + column);
            one(v2, firstRow, panel, column, width, sums, 2 * width + column);
            one(v3, firstRow, panel, column, width, sums, 3 * width + column);
        }
    }

    private static void one(double[] v, int firstRow, double[] panel, int column, int width, double[] sums, int out) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        for (int k = column, row = firstRow; k < panel.length; k += width, row++) {
            double x = v[row];
            s0 += x * panel[k];
            s1 += x * panel[k + 1];
            s2 += x * panel[k + 2];
            s3 += x * panel[k + 3];
        }
        sums[out] = s0;
        sums[out + 1] = s1;
        sums[out + 2] = s2;
        sums[out + 3] = s3;
    }
}
