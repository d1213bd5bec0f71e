package io.github.montecat.kernel;

/** Plain loops, for a virtual machine without the vector module. */
final class ScalarKernel extends FloatKernel {

    @Override
    String name() {
        return "scalar";
    }

    @Override
    int panelWidth() {
        return 16;
    }

    @Override
    void multiply(float[] a, int aOffset, int lda, int rows, PackedMatrix p, float[] bias, float[] c, int cOffset,
            int ldc) {
        int w = p.width;
        int columns = PackedMatrix.padded(p.columns, w);
        float[] sum = new float[w];
        for (int n = 0; n < columns; n += w) {
            for (int m = 0; m < rows; m++) {
                System.arraycopy(bias, n, sum, 0, w);
                int panel = n * p.rows;
                for (int k = 0; k < p.rows; k++, panel += w) {
                    float v = a[aOffset + m * lda + k];
                    for (int j = 0; j < w; j++) {
                        sum[j] += v * p.panels[panel + j];
                    }
                }
                System.arraycopy(sum, 0, c, cOffset + m * ldc + n, w);
            }
        }
    }

    @Override
    void subtractRows(float[] base, int baseOffset, float[] factors, PackedMatrix p, int[] listed, int[] counts,
            int rows, float[] c, int ldc) {
        int w = p.width;
        int columns = PackedMatrix.padded(p.columns, w);
        for (int m = 0; m < rows; m++) {
            System.arraycopy(base, baseOffset, c, m * ldc, columns);
            for (int i = 0; i < counts[m]; i++) {
                int k = listed[m * p.rows + i];
                for (int n = 0; n < columns; n += w) {
                    int panel = n * p.rows + k * w;
                    for (int j = 0; j < w; j++) {
                        c[m * ldc + n + j] -= factors[k] * p.panels[panel + j];
                    }
                }
            }
        }
    }

    @Override
    void addOuterProducts(float[] a, int aOffset, int lda, int n, float[] b, int bOffset, int stride, int rows,
            float[] c) {
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < n; i++) {
                float v = a[aOffset + r * lda + i];
                int bi = bOffset + r * stride;
                int ci = i * stride;
                for (int j = 0; j < stride; j++) {
                    c[ci + j] += v * b[bi + j];
                }
            }
        }
    }

    private static float sigmoid(float x) {
        return (float) (1 / (1 + Math.exp(-x)));
    }

    @Override
    void gates(float[] gx, int gxOffset, int gxStride, float[] gh, int stride, float[] h, int rows, int units) {
        for (int m = 0; m < rows; m++) {
            int x = gxOffset + m * gxStride;
            int y = m * stride;
            for (int j = 0; j < units; j++) {
                float r = sigmoid(gx[x + j] + gh[y + j]);
                float u = sigmoid(gx[x + units + j] + gh[y + units + j]);
                float c = (float) Math.tanh(gx[x + 2 * units + j] + r * gh[y + 2 * units + j]);
                int o = m * units + j;
                h[o] = c + u * (h[o] - c);
            }
        }
    }

    @Override
    void resetStates(float[] gx, int gxOffset, int gxStride, float[] gh, int stride, float[] h, int rows, int units) {
        for (int m = 0; m < rows; m++) {
            int x = gxOffset + m * gxStride;
            int y = m * stride;
            for (int j = 0; j < units; j++) {
                gh[y + j] = sigmoid(gx[x + j] + gh[y + j]) * h[m * units + j];
                gh[y + units + j] = sigmoid(gx[x + units + j] + gh[y + units + j]);
            }
        }
    }

    @Override
    void gatesAfterReset(float[] gx, int gxOffset, int gxStride, float[] gh, int stride, int candidate, float[] h,
            int rows, int units) {
        for (int m = 0; m < rows; m++) {
            int x = gxOffset + m * gxStride;
            int y = m * stride;
            for (int j = 0; j < units; j++) {
                float c = (float) Math.tanh(gx[x + 2 * units + j] + gh[y + candidate + j]);
                int o = m * units + j;
                h[o] = c + gh[y + units + j] * (h[o] - c);
            }
        }
    }

    @Override
    void gatesForward(float[] gx, int gxOffset, int gxStride, float[] gh, int stride, float[] previous,
            int previousOffset, float[] next, int nextOffset, int stateStride, float[] tape, int tapeOffset,
            int tapeStride, int rows, int units) {
        for (int m = 0; m < rows; m++) {
            int x = gxOffset + m * gxStride;
            int y = m * stride;
            int t = tapeOffset + m * tapeStride;
            for (int j = 0; j < units; j++) {
                float hc = gh[y + 2 * units + j];
                float r = sigmoid(gx[x + j] + gh[y + j]);
                float u = sigmoid(gx[x + units + j] + gh[y + units + j]);
                float c = (float) Math.tanh(gx[x + 2 * units + j] + r * hc);
                float h = previous[previousOffset + m * stateStride + j];
                next[nextOffset + m * stateStride + j] = c + u * (h - c);
                tape[t + j] = r;
                tape[t + units + j] = u;
                tape[t + 2 * units + j] = c;
                tape[t + 3 * units + j] = hc;
            }
        }
    }

    @Override
    void gatesBackward(float[] dh, float[] previous, int previousOffset, int stateStride, float[] tape, int tapeOffset,
            int tapeStride, float[] dgx, float[] dgh, int gOffset, int gStride, int rows, int units) {
        for (int m = 0; m < rows; m++) {
            int t = tapeOffset + m * tapeStride;
            int g = gOffset + m * gStride;
            for (int j = 0; j < units; j++) {
                float r = tape[t + j];
                float u = tape[t + units + j];
                float c = tape[t + 2 * units + j];
                float hc = tape[t + 3 * units + j];
                float h = previous[previousOffset + m * stateStride + j];
                float d = dh[m * units + j];
                float zc = d * (1 - u) * (1 - c * c);
                float zu = d * (h - c) * u * (1 - u);
                float zr = zc * hc * r * (1 - r);
                dgx[g + j] = zr;
                dgx[g + units + j] = zu;
                dgx[g + 2 * units + j] = zc;
                dgh[g + j] = zr;
                dgh[g + units + j] = zu;
                dgh[g + 2 * units + j] = zc * r;
                dh[m * units + j] = d * u;
            }
        }
    }

    @Override
    void product(float[] x, int xOffset, float[] m, int mOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = x[xOffset + i] * m[mOffset + i];
        }
    }
}
