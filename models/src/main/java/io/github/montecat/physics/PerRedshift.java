package io.github.montecat.physics;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleFunction;

/**
 * Something that costs time to compute for a redshift, kept for the redshift used last. Safe for use by several
 * threads.
 *
 * @param <T> what is computed; immutable
 */
final class PerRedshift<T> {

    private record Value<T>(double redshift, T content) {
    }

    private final DoubleFunction<T> compute;
    private final AtomicReference<Value<T>> last;

    /** Computes nothing yet. */
    PerRedshift(DoubleFunction<T> compute) {
        this.compute = compute;
        last = new AtomicReference<>();
    }

    T at(double redshift) {
        Value<T> current = last.get();
        if (current == null || current.redshift() != redshift) {
            current = new Value<>(redshift, compute.apply(redshift));
            last.set(current);
        }
        return current.content();
    }
}
