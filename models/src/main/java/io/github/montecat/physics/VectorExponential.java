package io.github.montecat.physics;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link Exponential} by the Java Vector API, operation by operation the same. */
final class VectorExponential {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    private VectorExponential() {
    }

    /** Replaces elements by their exponentials, as many as fill whole vectors, and tells how many. */
    static int replace(double[] values) {
        int end = SPECIES.loopBound(values.length);
        for (int i = 0; i < end; i += SPECIES.length()) {
            DoubleVector x = DoubleVector.fromArray(SPECIES, values, i);
            DoubleVector inside = x.max(Exponential.LOWEST).min(Exponential.HIGHEST);
            DoubleVector shifted = inside.mul(Exponential.LOG2_E).add(Exponential.ROUNDING);
            DoubleVector n = shifted.sub(Exponential.ROUNDING);
            DoubleVector r = inside.sub(n.mul(Exponential.LN2_HIGH)).sub(n.mul(Exponential.LN2_LOW));
            DoubleVector r2 = r.mul(r);
            DoubleVector r4 = r2.mul(r2);
            DoubleVector low = r.mul(Exponential.C3).add(Exponential.C2)
                    .add(r.mul(Exponential.C5).add(Exponential.C4).mul(r2));
            DoubleVector middle = r.mul(Exponential.C7).add(Exponential.C6)
                    .add(r.mul(Exponential.C9).add(Exponential.C8).mul(r2));
            DoubleVector high = r.mul(Exponential.C11).add(Exponential.C10)
                    .add(r.mul(Exponential.C13).add(Exponential.C12).mul(r2));
            DoubleVector sum = high.mul(r4).add(middle).mul(r4).add(low);
            DoubleVector power = shifted.reinterpretAsLongs().add(Exponential.BIAS)
                    .lanewise(VectorOperators.LSHL, Exponential.FRACTION_BITS).reinterpretAsDoubles();
            sum.mul(r2).add(r).add(1).mul(power)
                    .blend(0, x.compare(VectorOperators.LT, Exponential.LOWEST))
                    .blend(Double.POSITIVE_INFINITY, x.compare(VectorOperators.GT, Exponential.HIGHEST))
                    .intoArray(values, i);
        }
        return end;
    }
}
