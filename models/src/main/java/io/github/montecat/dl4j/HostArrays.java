package io.github.montecat.dl4j;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;

/** Copies between ND4J's native memory and Java arrays in C order, in blocks rather than by element. */
final class HostArrays {

    private HostArrays() {
    }

    static float[] floats(INDArray a) {
        INDArray c = inCOrder(a);
        float[] host = new float[Math.toIntExact(c.length())];
        new FloatPointer(c.data().addressPointer()).get(host);
        return host;
    }

    static double[] doubles(INDArray a) {
        INDArray c = inCOrder(a);
        double[] host = new double[Math.toIntExact(c.length())];
        new DoublePointer(c.data().addressPointer()).get(host);
        return host;
    }

    /** Replaces all elements of an array of any order, by elements in C order. */
    static void put(float[] host, INDArray a) {
        INDArray c = isPlain(a) ? a : Nd4j.createUninitialized(a.dataType(), a.shape(), 'c');
        new FloatPointer(c.data().addressPointer()).put(host);
        if (c != a) {
            a.assign(c);
        }
    }

    /** Replaces all elements of an array of any order, by elements in C order. */
    static void put(double[] host, INDArray a) {
        INDArray c = isPlain(a) ? a : Nd4j.createUninitialized(a.dataType(), a.shape(), 'c');
        new DoublePointer(c.data().addressPointer()).put(host);
        if (c != a) {
            a.assign(c);
        }
    }

    private static boolean isPlain(INDArray a) {
        return a.ordering() == 'c' && Shape.hasDefaultStridesForShape(a);
    }

    private static INDArray inCOrder(INDArray a) {
        return isPlain(a) ? a : a.dup('c');
    }
}
