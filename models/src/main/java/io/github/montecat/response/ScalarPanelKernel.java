package io.github.montecat.response;

/** Plain Java: four columns at a time, which leaves their sums in registers. */
final class ScalarPanelKernel extends PanelKernel {

    private static final int WIDTH = 4;

    @Override
    int width() {
        return WIDTH;
    }

    @Override
    void multiply(double[] v0, double[] v1, double[] v2, double[] v3, int firstRow, double[] panel, double[] sums) {
        one(v0, firstRow, panel, sums, 0);
        one(v1, firstRow, panel, sums, WIDTH);
        one(v2, firstRow, panel, sums, 2 * WIDTH);
        one(v3, firstRow, panel, sums, 3 * WIDTH);
    }

    private static void one(double[] v, int firstRow, double[] panel, double[] sums, int out) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        for (int k = 0, row = firstRow; k < panel.length; k += WIDTH, row++) {
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
