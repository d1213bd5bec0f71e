package io.github.montecat.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * The gates of a step in the Java Vector API, and what else goes element by element: the second half of
 * {@link VectorKernel}, whose methods of the same names say what these do. Stateless.
 */
final class VectorGates {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    // Constants are kept as vectors: each call that makes one costs a share of what HotSpot inlines into a method
    // (NodeCountInliningCutoff), and beyond that share vectors are passed as objects, at ten times the cost.
    private static final FloatVector ONE = all(1f);
    private static final FloatVector HALF = all(0.5f);
    private static final FloatVector QUARTER = all(0.25f);
    private static final FloatVector P1 = all(378f);
    private static final FloatVector P2 = all(17325f);
    private static final FloatVector P3 = all(135135f);
    private static final FloatVector Q0 = all(28f);
    private static final FloatVector Q1 = all(3150f);
    private static final FloatVector Q2 = all(62370f);
    private static final IntVector SIGN = IntVector.broadcast(INTS, Integer.MIN_VALUE);
    private static final IntVector MAGNITUDE = IntVector.broadcast(INTS, Integer.MAX_VALUE);
    private static final IntVector TANH_LIMIT = IntVector.broadcast(INTS, FusedKernel.TANH_END);
    private static final IntVector SIGMOID_LIMIT = IntVector.broadcast(INTS, FusedKernel.SIGMOID_END);

    private VectorGates() {
    }

    private static FloatVector load(float[] a, int i) {
        return FloatVector.fromArray(SPECIES, a, i);
    }

    private static FloatVector load(float[] a, int i, VectorMask<Float> mask) {
        return FloatVector.fromArray(SPECIES, a, i, mask);
    }

    private static FloatVector all(float v) {
        return FloatVector.broadcast(SPECIES, v);
    }

    /**
     * tanh(x) = x P(x2) / Q(x2): the [7/6] Pade approximant of Lambert's continued fraction, good to 3e-7 after the
     * argument has been halved once by tanh(2y) = 2 tanh y / (1 + tanh2 y).
     */
    private static FloatVector tanh(FloatVector x) {
        FloatVector t = halfTanh(within(x, TANH_LIMIT).mul(HALF));
        return t.add(t);
    }

    /** sigmoid(x) = 1/2 + tanh(x/2) / 2. */
    private static FloatVector sigmoid(FloatVector x) {
        return halfTanh(within(x, SIGMOID_LIMIT).mul(QUARTER)).add(HALF);
    }

    /** Kept within a limit as integers: the minimum of floats, which must mind -0 and NaN, costs several times more. */
    private static FloatVector within(FloatVector x, IntVector limit) {
        IntVector bits = x.reinterpretAsInts();
        return bits.and(MAGNITUDE).min(limit).or(bits.and(SIGN)).reinterpretAsFloats();
    }

    /** tanh(2y) / 2 = (p/q) / (1 + (p/q)2), with one division. */
    private static FloatVector halfTanh(FloatVector y) {
        FloatVector s = y.mul(y);
        FloatVector p = s.add(P1).fma(s, P2).fma(s, P3).mul(y);
        FloatVector q = s.fma(Q0, Q1).fma(s, Q2).fma(s, P3);
        return p.mul(q).div(p.fma(p, q.mul(q)));
    }

    // For the same reason a step's gates take two loops, one with the sigmoids and one with the hyperbolic tangent.

    static void gates(float[] gx, int gxOffset, int gxStride, float[] gh, int stride, float[] h, int rows, int units) {
        for (int m = 0; m < rows; m++) {
            int x = gxOffset + m * gxStride;
            int y = m * stride;
            sigmoids(gx, x, gh, y, gh, y, 2 * units);
            candidates(gx, x + 2 * units, gh, y, y + 2 * units, h, m * units, units);
        }
    }

    static void resetStates(float[] gx, int gxOffset, int gxStride, float[] gh, int stride, float[] h, int rows,
            int units) {
        for (int m = 0; m < rows; m++) {
            sigmoids(gx, gxOffset + m * gxStride, gh, m * stride, gh, m * stride, 2 * units);
            product(gh, m * stride, h, m * units, gh, m * stride, units);
        }
    }

    static void gatesAfterReset(float[] gx, int gxOffset, int gxStride, float[] gh, int stride, int candidate,
            float[] h, int rows, int units) {
        for (int m = 0; m < rows; m++) {
            int x = gxOffset + m * gxStride + 2 * units;
            int y = m * stride;
            int o = m * units;
            if (units < LANES) {
                VectorMask<Float> mask = SPECIES.indexInRange(0, units);
                FloatVector c = tanh(load(gx, x, mask).add(load(gh, y + candidate, mask)));
                load(gh, y + units, mask).fma(load(h, o, mask).sub(c), c).intoArray(h, o, mask);
            } else {
                int last = units - LANES;
                FloatVector c = tanh(load(gx, x + last).add(load(gh, y + candidate + last)));
                FloatVector end = load(gh, y + units + last).fma(load(h, o + last).sub(c), c);
                for (int j = 0; j < last; j += LANES) {
                    c = tanh(load(gx, x + j).add(load(gh, y + candidate + j)));
                    load(gh, y + units + j).fma(load(h, o + j).sub(c), c).intoArray(h, o + j);
                }
                end.intoArray(h, o + last);
            }
        }
    }

    /**
     * out = sigmoid(a + b), n numbers. Where they are no whole number of vectors the last one overlaps the one before it;
     * it is had before and stored after the others, so that out may be a or b.
     */
    private static void sigmoids(float[] a, int ai, float[] b, int bi, float[] out, int oi, int n) {
        if (n < LANES) {
            VectorMask<Float> mask = SPECIES.indexInRange(0, n);
            sigmoid(load(a, ai, mask).add(load(b, bi, mask))).intoArray(out, oi, mask);
            return;
        }
        int last = n - LANES;
        FloatVector end = sigmoid(load(a, ai + last).add(load(b, bi + last)));
        for (int j = 0; j < last; j += LANES) {
            sigmoid(load(a, ai + j).add(load(b, bi + j))).intoArray(out, oi + j);
        }
        end.intoArray(out, oi + last);
    }

    /** h = u h + (1 - u) tanh(x + r g), where r and u stand at {@code y} and g at {@code g} in one array. */
    private static void candidates(float[] gx, int x, float[] gh, int y, int g, float[] h, int o, int units) {
        if (units < LANES) {
            VectorMask<Float> mask = SPECIES.indexInRange(0, units);
            FloatVector c = tanh(load(gh, y, mask).fma(load(gh, g, mask), load(gx, x, mask)));
            load(gh, y + units, mask).fma(load(h, o, mask).sub(c), c).intoArray(h, o, mask);
            return;
        }
        int last = units - LANES;
        FloatVector c = tanh(load(gh, y + last).fma(load(gh, g + last), load(gx, x + last)));
        FloatVector end = load(gh, y + units + last).fma(load(h, o + last).sub(c), c);
        for (int j = 0; j < last; j += LANES) {
            c = tanh(load(gh, y + j).fma(load(gh, g + j), load(gx, x + j)));
            load(gh, y + units + j).fma(load(h, o + j).sub(c), c).intoArray(h, o + j);
        }
        end.intoArray(h, o + last);
    }

    static void gatesForward(float[] gx, int gxOffset, int gxStride, float[] gh, int stride, float[] previous,
            int previousOffset, float[] next, int nextOffset, int stateStride, float[] tape, int tapeOffset,
            int tapeStride, int rows, int units) {
        for (int m = 0; m < rows; m++) {
            int x = gxOffset + m * gxStride;
            int y = m * stride;
            int t = tapeOffset + m * tapeStride;
            sigmoids(gx, x, gh, y, tape, t, 2 * units);
            System.arraycopy(gh, y + 2 * units, tape, t + 3 * units, units);
            System.arraycopy(previous, previousOffset + m * stateStride, next, nextOffset + m * stateStride, units);
            tapedCandidates(gx, x + 2 * units, tape, t, next, nextOffset + m * stateStride, units);
        }
    }

    /** As {@link #candidates}, with r, u and g on the tape, which takes the candidate. */
    private static void tapedCandidates(float[] gx, int x, float[] tape, int t, float[] h, int o, int units) {
        if (units < LANES) {
            VectorMask<Float> mask = SPECIES.indexInRange(0, units);
            FloatVector c = tanh(load(tape, t, mask).fma(load(tape, t + 3 * units, mask), load(gx, x, mask)));
            c.intoArray(tape, t + 2 * units, mask);
            load(tape, t + units, mask).fma(load(h, o, mask).sub(c), c).intoArray(h, o, mask);
            return;
        }
        int last = units - LANES;
        FloatVector c = tanh(load(tape, t + last).fma(load(tape, t + 3 * units + last), load(gx, x + last)));
        c.intoArray(tape, t + 2 * units + last);
        FloatVector end = load(tape, t + units + last).fma(load(h, o + last).sub(c), c);
        for (int j = 0; j < last; j += LANES) {
            c = tanh(load(tape, t + j).fma(load(tape, t + 3 * units + j), load(gx, x + j)));
            c.intoArray(tape, t + 2 * units + j);
            load(tape, t + units + j).fma(load(h, o + j).sub(c), c).intoArray(h, o + j);
        }
        end.intoArray(h, o + last);
    }

    static void gatesBackward(float[] dh, float[] previous, int previousOffset, int stateStride, float[] tape,
            int tapeOffset, int tapeStride, float[] dgx, float[] dgh, int gOffset, int gStride, int rows, int units) {
        for (int m = 0; m < rows; m++) {
            int t = tapeOffset + m * tapeStride;
            int g = gOffset + m * gStride;
            int h = previousOffset + m * stateStride;
            int o = m * units;
            int j = 0;
            for (; j + LANES <= units; j += LANES) {
                backward(dh, o + j, previous, h + j, tape, t + j, dgx, dgh, g + j, units);
            }
            for (; j < units; j++) {
                float r = tape[t + j];
                float u = tape[t + units + j];
                float c = tape[t + 2 * units + j];
                float d = dh[o + j];
                float zc = d * (1 - u) * (1 - c * c);
                float zr = zc * tape[t + 3 * units + j] * r * (1 - r);
                dgx[g + j] = zr;
                dgx[g + units + j] = d * (previous[h + j] - c) * u * (1 - u);
                dgx[g + 2 * units + j] = zc;
                dgh[g + j] = zr;
                dgh[g + units + j] = dgx[g + units + j];
                dgh[g + 2 * units + j] = zc * r;
                dh[o + j] = d * u;
            }
        }
    }

    private static void backward(float[] dh, int o, float[] previous, int hi, float[] tape, int t, float[] dgx,
            float[] dgh, int g, int units) {
        FloatVector r = load(tape, t);
        FloatVector u = load(tape, t + units);
        FloatVector c = load(tape, t + 2 * units);
        FloatVector d = load(dh, o);
        FloatVector v = ONE.sub(u);
        FloatVector zc = d.mul(v).mul(ONE.sub(c.mul(c)));
        FloatVector zu = d.mul(load(previous, hi).sub(c)).mul(u).mul(v);
        FloatVector zr = zc.mul(load(tape, t + 3 * units)).mul(r).mul(ONE.sub(r));
        zr.intoArray(dgx, g);
        zu.intoArray(dgx, g + units);
        zc.intoArray(dgx, g + 2 * units);
        zr.intoArray(dgh, g);
        zu.intoArray(dgh, g + units);
        zc.mul(r).intoArray(dgh, g + 2 * units);
        d.mul(u).intoArray(dh, o);
    }

    static void product(float[] x, int xOffset, float[] m, int mOffset, float[] y, int yOffset, int n) {
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            load(x, xOffset + i).mul(load(m, mOffset + i)).intoArray(y, yOffset + i);
        }
        for (; i < n; i++) {
            y[yOffset + i] = x[xOffset + i] * m[mOffset + i];
        }
    }
}
