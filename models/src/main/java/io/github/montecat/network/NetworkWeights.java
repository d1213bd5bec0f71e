package io.github.montecat.network;

import io.github.montecat.error.RefusedValueException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The weights of a trained network: arrays in single precision and C order by name, as
 * {@link NetworkArchitecture#weightShapes} lists them. Immutable as long as nobody changes the arrays, which are not
 * copied. Safe for use by several threads.
 */
public final class NetworkWeights {

    private final Map<String, float[]> arrays;

    /**
     * Takes the weights of an architecture.
     *
     * @param architecture the architecture
     * @param arrays all arrays of {@link NetworkArchitecture#weightShapes} and no others; not copied
     * @throws IllegalArgumentException if an array is missing, unknown or of another length, or a number is not finite
     */
    public NetworkWeights(NetworkArchitecture architecture, Map<String, float[]> arrays) {
        this(arrays);
        requireOf(architecture);
        arrays.forEach((name, values) -> {
            for (float value : values) {
                if (!Float.isFinite(value)) {
                    throw new RefusedValueException("weights '" + name + "' hold " + value
                            + ", expected finite numbers");
                }
            }
        });
    }

    private NetworkWeights(Map<String, float[]> arrays) {
        this.arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    }

    /**
     * @param architecture an architecture
     * @return how many weights its networks have
     * @throws ArithmeticException if the number is beyond a long
     */
    public static long count(NetworkArchitecture architecture) {
        return architecture.weightShapes().values().stream().mapToLong(NetworkWeights::size).reduce(0, Math::addExact);
    }

    private static long size(int[] shape) {
        return Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
    }

    /**
     * Checks that these weights fit an architecture.
     *
     * @param architecture the architecture
     * @throws IllegalArgumentException if they are of another architecture
     */
    public void requireOf(NetworkArchitecture architecture) {
        Map<String, int[]> shapes = architecture.weightShapes();
        if (!shapes.keySet().equals(arrays.keySet())) {
            throw new RefusedValueException("the network has weights " + arrays.keySet() + ", the architecture "
                    + architecture + " needs " + shapes.keySet());
        }
        shapes.forEach((name, shape) -> {
            long expected = size(shape);
            if (get(name).length != expected) {
                throw new RefusedValueException("the network has " + get(name).length + " weights '" + name
                        + "', the architecture " + architecture + " needs " + expected);
            }
        });
    }

    /**
     * @param name name of an array
     * @return its numbers in C order; not a copy
     * @throws IllegalArgumentException if there is none of that name
     */
    public float[] get(String name) {
        float[] values = arrays.get(name);
        if (values == null) {
            throw new RefusedValueException("there are no weights '" + name + "', only " + arrays.keySet());
        }
        return values;
    }

    /** @return all arrays by name, first layer to last; unmodifiable */
    public Map<String, float[]> arrays() {
        return arrays;
    }

    /** Equal weights have the same names and the same bits. */
    @Override
    public boolean equals(Object o) {
        return o instanceof NetworkWeights w && arrays.keySet().equals(w.arrays.keySet())
                && arrays.entrySet().stream().allMatch(e -> Arrays.equals(e.getValue(), w.arrays.get(e.getKey())));
    }

    @Override
    public int hashCode() {
        return arrays.values().stream().mapToInt(Arrays::hashCode).sum();
    }

    @Override
    public String toString() {
        return "weights " + arrays.keySet();
    }
}
