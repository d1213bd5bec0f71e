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
            DoubleVector sum = DoubleVector.broadcast(SPECIES, Exponential.SERIES[0]).mul(r)
                    .add(Exponential.SERIES[1]).mul(r).add(Exponential.SERIES[2]).mul(r)
                    .add(Exponential.SERIES[3]).mul(r).add(Exponential.SERIES[4]).mul(r)
                    .add(Exponential.SERIES[5]).mul(r).add(Exponential.SERIES[6]).mul(r)
                    .add(Exponential.SERIES[7]).mul(r).add(Exponential.SERIES[8]).mul(r)
                    .add(Exponential.SERIES[9]).mul(r).add(Exponential.SERIES[10]).mul(r)
                    .add(Exponential.SERIES[11]);
            DoubleVector power = shifted.reinterpretAsLongs().add(Exponential.BIAS)
                    .lanewise(VectorOperators.LSHL, Exponential.FRACTION_BITS).reinterpretAsDoubles();
            sum.mul(r.mul(r)).add(r).add(1).mul(power)
                    .blend(0, x.compare(VectorOperators.LT, Exponential.LOWEST))
                    .blend(Double.POSITIVE_INFINITY, x.compare(VectorOperators.GT, Exponential.HIGHEST))
                    .intoArray(values, i);
        }
        return end;
    }
}
